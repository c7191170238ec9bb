"""Read the evaluation cases: one question a line, what its answer must say and which words of the source carry it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args

from corpus.errors import BulletinError

CaseType = Literal[
    "figure", "period", "region", "compare", "target", "who", "list", "practice", "followup", "unanswerable"
]

# Characters an answer may have, by type: a right answer is found at a glance, a dump of paragraphs is none.
# Refusals get 400 because a good one names the nearest thing that the material does contain.
LENGTH_CAPS: dict[CaseType, int] = {
    "figure": 160,
    "period": 160,
    "region": 160,
    "compare": 160,
    "target": 160,
    "who": 160,
    "practice": 400,
    "followup": 400,
    "list": 600,
    "unanswerable": 400,
}

REQUIRED: dict[str, type] = {
    "id": str,
    "type": str,
    "question": str,
    "answer": str,
    "must": list,
    "must_not": list,
    "cite": list,
    "answerable": bool,
}


class CaseError(BulletinError):
    """A case file, or a document that it cites, that cannot be used."""


@dataclass(frozen=True, slots=True)
class Gold:
    """Words of the source that carry the answer; `alternatives` are (document, quote) pairs that serve as well."""

    document: str
    quote: str
    alternatives: tuple[tuple[str, str], ...] = ()

    @property
    def quotes(self) -> tuple[tuple[str, str], ...]:
        """All (document, quote) pairs that count, the first choice first."""
        return ((self.document, self.quote), *self.alternatives)


@dataclass(frozen=True, slots=True)
class Case:
    """One question. `must` holds groups of alternatives: one of each group is to be said, none of `must_not`."""

    id: str
    type: CaseType
    question: str
    must: tuple[tuple[str, ...], ...]
    answerable: bool
    answer: str = ""
    turns: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    cite: tuple[Gold, ...] = ()


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a JSON-lines file, in its order; raises CaseError with the file and the line that is wrong."""
    rows = tuple(_rows(path))
    if not rows:
        raise CaseError(f"评测题文件 {path} 里没有题目。")
    known = frozenset(gold["doc"] for _, row in rows for gold in row["cite"])
    cases: dict[str, Case] = {}
    for place, row in rows:
        case = _case(row, place=place, known=known)
        if case.id in cases:
            raise CaseError(f"{place}：题号 {case.id} 重复，请改成不同的题号。")
        cases[case.id] = case
    return tuple(cases.values())


def cited_documents(cases: Iterable[Case]) -> tuple[str, ...]:
    """The names of the documents that the cases cite, each once, in the order they are first cited."""
    return tuple(dict.fromkeys(document for case in cases for gold in case.cite for document, _ in gold.quotes))


def json_rows(
    path: Path, *, required: Mapping[str, type | UnionType], name: str
) -> Iterable[tuple[int, str, dict[str, Any]]]:
    """Each line's number, its place in words, and its object with the required fields; `name` is what the file is."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise CaseError(f"找不到或打不开{name} {path}，请检查路径。") from error
    except UnicodeDecodeError as error:
        raise CaseError(f"{name} {path} 不是 UTF-8 编码，请转换后再试。") from error
    for number, line in enumerate(lines, start=1):
        place = f"{path} 第{number}行"
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise CaseError(f"{place}：不是合法的 JSON（{error.msg}，第{error.colno}个字符处）。") from error
        if not isinstance(row, dict):
            raise CaseError(f"{place}：每行应是一个 JSON 对象。")
        for field, kind in required.items():
            if field not in row:
                raise CaseError(f"{place}：缺少字段 {field}。")
            if not isinstance(row[field], kind):
                wanted = kind.__name__ if isinstance(kind, type) else str(kind).replace(" | ", " 或 ")
                raise CaseError(f"{place}：字段 {field} 的类型不对，应为 {wanted}。")
        yield number, place, row


def _rows(path: Path) -> Iterable[tuple[str, dict[str, Any]]]:
    for _, place, row in json_rows(path, required=REQUIRED, name="评测题文件"):
        for gold in row["cite"]:
            if not _is_quote(gold):
                raise CaseError(f"{place}：字段 cite 的每一项都要有文字 doc 和 quote。")
        yield place, row


def _case(row: dict[str, Any], *, place: str, known: frozenset[str]) -> Case:
    if row["type"] not in get_args(CaseType):
        raise CaseError(f"{place}：题型 {row['type']} 不认识，可用的题型：{'、'.join(get_args(CaseType))}。")
    groups = tuple(_words(group, place=place, name="must") for group in row["must"])
    if not all(groups):
        raise CaseError(f"{place}：字段 must 的每一组至少要有一个说法。")
    return Case(
        id=row["id"],
        type=row["type"],
        question=row["question"],
        must=groups,
        answerable=row["answerable"],
        answer=row["answer"],
        turns=_words(row.get("turns", []), place=place, name="turns"),
        must_not=_words(row["must_not"], place=place, name="must_not"),
        cite=tuple(_gold(gold, place=place, known=known) for gold in row["cite"]),
    )


def _gold(row: dict[str, Any], *, place: str, known: frozenset[str]) -> Gold:
    """The label; an alternative may be a bare quote, or name a code that is no document: both mean the label's own."""
    alternatives: list[tuple[str, str]] = []
    for item in row.get("alt", []):
        if isinstance(item, str) and item.strip():
            alternatives.append((row["doc"], item))
        elif _is_quote(item):
            alternatives.append((item["doc"] if item["doc"] in known else row["doc"], item["quote"]))
        else:
            raise CaseError(f"{place}：字段 alt 的每一项应是一段原文，或有 doc 和 quote 的对象。")
    return Gold(row["doc"], row["quote"], tuple(alternatives))


def _is_quote(row: Any) -> bool:
    fields = (row.get("doc"), row.get("quote")) if isinstance(row, dict) else ()
    return bool(fields) and all(isinstance(field, str) and field.strip() for field in fields)


def _words(value: Any, *, place: str, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise CaseError(f"{place}：字段 {name} 的形式不对，应是由非空文字组成的列表。")
    return tuple(value)
