"""A set of policy questions as cases: each document is cut to paragraphs, each answer belongs to one of them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.cases import Case, CaseError, Gold, json_rows

# The line breaks of these documents were flattened to spaces; a passage is as much as stands in a bulletin's paragraph.
LONGEST_PASSAGE = 250
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]*[”’」）》]*\s*")
_FIRST_LINE = re.compile(r"\s*\S+\s*")


@dataclass(frozen=True, slots=True)
class Policies:
    """Passages of each document, its title first, and the questions; `Case.cite` names a whole passage."""

    passages: dict[str, tuple[str, ...]]
    cases: tuple[Case, ...]


def read_policies(folder: Path) -> Policies:
    """
    The set in `documents.jsonl` (docid, text) and `answerable.jsonl` (id, question, docid, start, end) of a folder.

    Raises CaseError for what is missing or malformed. Alike passages of other documents count as the gold one: the
    set holds documents twice, as different sites published them.
    """
    documents = {
        row["docid"]: row["text"]
        for _, _, row in json_rows(folder / "documents.jsonl", required={"docid": str, "text": str}, name="政策文件集")
    }
    spans = {docid: passage_spans(text) for docid, text in documents.items()}
    passages = {
        docid: tuple(documents[docid][start:end].strip() for start, end in found) for docid, found in spans.items()
    }
    alike: dict[str, list[str]] = defaultdict(list)
    for docid, texts in passages.items():
        for text in texts:
            alike[text].append(docid)
    required = {"id": str, "question": str, "docid": str, "start": int, "end": int}
    cases = []
    for _, place, row in json_rows(folder / "answerable.jsonl", required=required, name="政策问题集"):
        if row["docid"] not in documents:
            raise CaseError(f"{place}：文件集里没有 {row['docid']}，请核对 docid。")
        text = passages[row["docid"]][_holding(spans[row["docid"]], row["start"], row["end"])]
        alternatives = tuple((docid, text) for docid in alike[text] if docid != row["docid"])
        gold = Gold(row["docid"], text, alternatives)
        cases.append(Case(row["id"], "figure", row["question"], (), True, cite=(gold,)))
    return Policies(passages, tuple(cases))


def passage_spans(text: str) -> list[tuple[int, int]]:
    """The first line, then runs of whole sentences of at most `LONGEST_PASSAGE` characters; the spans join up."""
    first = _FIRST_LINE.match(text)
    title = first.end() if first else 0
    spans = [(0, title)] if title else []
    for match in _SENTENCE.finditer(text, title):
        start, end = match.span()
        if len(spans) > bool(title) and end - spans[-1][0] <= LONGEST_PASSAGE:
            spans[-1] = spans[-1][0], end
        else:
            spans += [(cut, min(cut + LONGEST_PASSAGE, end)) for cut in range(start, end, LONGEST_PASSAGE)]
    return spans


def _holding(spans: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """The passage that holds most of the answer; the earlier of two."""
    shares = [min(end, last) - max(start, first) for first, last in spans]
    return shares.index(max(shares))


def write_passages(passages: dict[str, tuple[str, ...]], folder: Path) -> tuple[Path, ...]:
    """One text file a document, its passages set apart by empty lines; the files, sorted."""
    folder.mkdir(parents=True, exist_ok=True)
    for docid, texts in passages.items():
        (folder / f"{docid}.txt").write_text("# " + "\n\n".join(texts) + "\n", encoding="utf-8")
    return tuple(sorted(folder / f"{docid}.txt" for docid in passages))


def is_policies(path: Path) -> bool:
    """Whether the path is a folder that holds such a set."""
    return (path / "documents.jsonl").is_file() and (path / "answerable.jsonl").is_file()
