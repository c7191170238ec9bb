"""A set of policy questions as cases: each document is cut to passages, each answer belongs to one of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from eval.cases import Case, CaseError, Gold, json_rows
from eval.judging import normal

# The line breaks of these documents were flattened to spaces; a passage is as much as stands in a bulletin's paragraph.
LONGEST_PASSAGE = 250
_SENTENCE = re.compile(r"(?:[^。！？；]+[。！？；]*|[。！？；]+)[”’」）》]*\s*")
_FIRST_LINE = re.compile(r"\s*\S+\s*")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Policies:
    """The passages of each document, its title first, and the questions; a case cites a whole passage."""

    passages: Mapping[str, tuple[str, ...]]
    cases: tuple[Case, ...]


def read_policies(folder: Path) -> Policies:
    """
    The set in `documents.jsonl` (docid, text) and `answerable.jsonl` (id, question, docid, start, end) of a folder.

    The gold passage is the one that holds most of text[start:end]. Where another document tells it word for word, as it
    was published in several places, the passage that holds most of it there counts as well. Raises CaseError for what is
    missing or malformed.
    """
    documents = _documents(folder / "documents.jsonl")
    spans = {docid: passage_spans(text) for docid, text in documents.items()}
    passages = {docid: _cut(documents[docid], found) for docid, found in spans.items()}
    folded = {docid: tuple(map(normal, texts)) for docid, texts in passages.items()}
    cases: dict[str, Case] = {}
    required = {"id": str, "question": str, "docid": str, "start": int, "end": int}
    for _, place, row in json_rows(folder / "answerable.jsonl", required=required, name="政策问题集"):
        docid, start, end = row["docid"], row["start"], row["end"]
        if docid not in documents:
            raise CaseError(f"{place}：政策文件集里没有 {docid}，请核对 docid。")
        if not 0 <= start < end <= len(documents[docid]):
            raise CaseError(f"{place}：start 和 end 不在 {docid} 的正文以内，请核对。")
        if row["id"] in cases:
            raise CaseError(f"{place}：题号 {row['id']} 重复，请改成不同的题号。")
        gold = passages[docid][_holding(spans[docid], start, end)]
        cases[row["id"]] = Case(
            row["id"],
            "figure",
            row["question"],
            must=(),
            answerable=True,
            cite=(Gold(docid, gold, _mirrored(normal(gold), docid, passages, folded)),),
        )
    if not cases:
        raise CaseError(f"{folder} 里没有题目，请检查 answerable.jsonl。")
    return Policies(passages, tuple(cases.values()))


def passage_spans(text: str) -> list[Span]:
    """The first line, then runs of whole sentences of at most `LONGEST_PASSAGE` characters; the spans join up."""
    first = _FIRST_LINE.match(text)
    title = first.end() if first and first.end() <= LONGEST_PASSAGE else 0
    spans = [(0, title)] if title else []
    for match in _SENTENCE.finditer(text, title):
        start, end = match.span()
        if len(spans) > bool(title) and end - spans[-1][0] <= LONGEST_PASSAGE:
            spans[-1] = spans[-1][0], end
        else:
            spans += [(cut, min(cut + LONGEST_PASSAGE, end)) for cut in range(start, end, LONGEST_PASSAGE)]
    return spans


def write_passages(passages: Mapping[str, Iterable[str]], folder: Path) -> tuple[Path, ...]:
    """One text file a document, its title as a heading and its passages set apart by empty lines; the files, sorted."""
    folder.mkdir(parents=True, exist_ok=True)
    for docid, texts in passages.items():
        (folder / f"{docid}.txt").write_text("# " + "\n\n".join(texts) + "\n", encoding="utf-8")
    return tuple(sorted(folder / f"{docid}.txt" for docid in passages))


def _documents(path: Path) -> dict[str, str]:
    documents: dict[str, str] = {}
    for _, place, row in json_rows(path, required={"docid": str, "text": str}, name="政策文件集"):
        docid = row["docid"]
        if docid in documents:
            raise CaseError(f"{place}：docid {docid} 重复，请改成不同的编号。")
        if Path(docid).name != docid:
            raise CaseError(f"{place}：docid “{docid}”不能用作文件名，请改掉其中的斜杠。")
        documents[docid] = row["text"]
    return documents


def _cut(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    return tuple(text[start:end].strip() for start, end in spans)


def _holding(spans: Sequence[Span], start: int, end: int) -> int:
    """The number of the span that holds most of start … end; the earlier of two."""
    shares = [min(end, last) - max(start, first) for first, last in spans]
    return shares.index(max(shares))


def _mirrored(
    gold: str, docid: str, passages: Mapping[str, Sequence[str]], folded: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, str], ...]:
    """Where other documents tell the passage: each with the passage that holds most of it."""
    found: list[tuple[str, str]] = []
    for other, texts in folded.items():
        start = "".join(texts).find(gold) if other != docid else -1
        if start >= 0:
            edges = list(pairwise(accumulate(map(len, texts), initial=0)))
            found.append((other, passages[other][_holding(edges, start, start + len(gold))]))
    return tuple(found)
