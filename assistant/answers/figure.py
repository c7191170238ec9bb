"""A figure straight from its facts, where no sentence carries the question by its words alone."""

from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.figures.wording import value_words
from assistant.matching import has_unit
from assistant.picking import Pick, picks, stated
from assistant.question import Question
from corpus.bulletin import FactKind
from index.library import Library

_MOST = 3
_SURE = 0.8


def answer(evidence: Evidence, library: Library) -> Draft | None:
    """The draft, or None where some region or period asked for has no fact that is surely meant."""
    question = evidence.question
    if not evidence.wanted:
        return None
    hits = stated(evidence, library)
    kinds: tuple[FactKind, ...] = ("target",) if question.target else ("actual", "forecast")
    draft = Draft()
    for region in (*question.regions, *question.compared) or (None,):
        for period in question.periods or (None,):
            found = [
                pick
                for pick in picks(hits, evidence.wanted, region=region, period=period, kinds=kinds)
                if has_unit(question.unit, _clause(pick))
            ]
            if not found or found[0].score < _SURE or _torn(found, question):
                return None
            draft.sentences.append(_said(found[0], draft))
    return draft if len(draft.sentences) <= _MOST else None


def _torn(found: list[Pick], question: Question) -> bool:
    """Whether facts of several regions fit alike: then whose figure is meant cannot be told."""
    alike = [pick.hit.fact.region for pick in found if pick.score == found[0].score]
    return not question.regions and len(set(alike)) > 1


def _clause(pick: Pick) -> str:
    fact = pick.hit.fact
    return pick.hit.passage.paragraph.text[fact.start : fact.end]


def _said(pick: Pick, draft: Draft) -> str:
    fact = pick.hit.fact
    clause = _clause(pick)
    mark = draft.cite_fact(pick.hit)
    period = fact.period.label if fact.period is not None else ""
    region = "" if fact.region is None or fact.region in clause else fact.region
    label = f"{region}{'' if period in clause else period}{'目标' if fact.kind == 'target' else ''}"
    # A clause that a noun elsewhere governs says its own name first.
    name = "" if fact.wording in clause or not value_words(fact) else f"{fact.indicator}："
    return f"{label}{'：' if label else ''}{name}{clause.strip('，。；')}{mark}。"
