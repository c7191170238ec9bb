"""
Judge one answer against one case: is it right, are its sources the right ones, did it refuse.

Citation recall and precision follow the idea of ALCE (Gao et al. 2023, "Enabling Large Language Models to Generate
Text with Citations"): recall asks whether what had to be supported is, precision whether each citation supports
something. ALCE lets an entailment model decide; we compare with quotes that people took from the source, so the
verdict is exact, repeatable and needs no model.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from corpus.folding import fold
from eval.cases import LENGTH_CAPS, Case, Gold

MARK = re.compile(r"\[\d{1,3}(?:[,、-]\d{1,3})*\]")  # [1], [1,2], [1-3] in folded text
IGNORED = r"[\s*]*"
SHORTEST_QUOTE = 8  # a shorter citation inside a gold quote may be any "增长3%"
COMMON_SHARE = 0.6  # of the gold quote, in one piece, when neither contains the other
REFUSALS = frozenset({"not_found", "clarify"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict; `reasons` say in Chinese what failed. A score is None where there is nothing to score."""

    correct: bool
    reasons: tuple[str, ...]
    citation_recall: float | None
    citation_precision: float | None
    refused: bool
    length: int


def judge(answer: Mapping[str, Any], case: Case) -> Judgement:
    """
    The judgement of an answer in the form of `ask --json`, whichever system gave it.

    An answer is correct when each group of `must` has a wording in the text, nothing of `must_not` is in it, it keeps
    to the length cap of its type, and an answerable question was not refused as not_found. An unanswerable question
    is right when it is refused, by its status or by a wording of `must`. Citation recall is the share of gold labels
    that some citation matches (0.0 without citations); precision the share of citations that match some label.
    """
    text = spoken(str(answer.get("text", "")))
    refused = answer.get("status") in REFUSALS
    length = len(re.sub(r"\s", "", text))
    missing = tuple(group for group in case.must if not any(says(text, wording) for wording in group))
    reasons: list[str] = []
    if case.answerable:
        if answer.get("status") == "not_found":
            reasons.append("材料里有答案，却答“未找到”")
        reasons.extend(f"缺少：{'／'.join(group[:3])}" for group in missing)
    elif not refused and (missing or not case.must):
        reasons.append("材料里没有答案，却没有说明未找到")
    reasons.extend(f"出现了不该有的：{wording}" for wording in case.must_not if says(text, wording))
    if length > LENGTH_CAPS[case.type]:
        reasons.append(f"太长：{length}字，上限{LENGTH_CAPS[case.type]}字")
    recall, precision = _citation_scores(answer.get("citations") or (), case.cite)
    return Judgement(not reasons, tuple(reasons), recall, precision, refused, length)


def normal(text: str) -> str:
    """The text as it is compared: full-width forms and dashes folded, without white space and `*`."""
    return re.sub(r"[\s*]", "", fold(text))


def spoken(text: str) -> str:
    """What the reader reads: folded, citation marks gone (as a space, so that no two numbers grow together)."""
    return MARK.sub(" ", fold(text))


def says(text: str, wording: str) -> bool:
    """
    Whether the `spoken` text has the wording, white space and `*` aside.

    A number of the wording must be a whole number of the text: "3%" is not said by "6.3%", nor "11起" by "211起".
    """
    letters = normal(wording)
    pattern = IGNORED.join(re.escape(letter) for letter in letters)
    if letters[:1].isdigit():
        pattern = r"(?<!\d)(?<!\d\.)" + pattern
    if letters[-1:].isdigit():
        pattern += r"(?!\d)"
    return bool(letters) and re.search(pattern, text) is not None


def matches(citation: Mapping[str, Any], gold: Gold) -> bool:
    """Whether the citation quotes the gold words: one holds the other, or they share 0.6 of the gold in one piece."""
    quote = normal(str(citation.get("quote", "")))
    return any(
        citation.get("document") == document and _quotes_agree(quote, normal(words)) for document, words in gold.quotes
    )


def _quotes_agree(quote: str, gold: str) -> bool:
    if gold in quote or (len(quote) >= SHORTEST_QUOTE and quote in gold):
        return True
    common = SequenceMatcher(None, quote, gold, autojunk=False).find_longest_match()
    return common.size >= COMMON_SHARE * len(gold)


def _citation_scores(
    citations: Sequence[Mapping[str, Any]], golds: tuple[Gold, ...]
) -> tuple[float | None, float | None]:
    if not golds:
        return None, None
    found = sum(any(matches(citation, gold) for citation in citations) for gold in golds)
    if not citations:
        return 0.0, None
    supporting = sum(any(matches(citation, gold) for gold in golds) for citation in citations)
    return found / len(golds), supporting / len(citations)
