"""A target and what has been reached of it: the difference is computed, and it is said whether the period is over."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from assistant.computing import Computation
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.figures.targets import Check, check_targets
from assistant.figures.wording import difference_words
from assistant.picking import Figure, Pick, figures, picks, stated
from assistant.sentences import does
from corpus.bulletin import FactKind
from corpus.measures import rounded
from index.facts import FactHit, reported
from index.library import Library

_CLOSE = 0.1
_MOVES = ("增", "下", "上", "减", "持")


def answer(evidence: Evidence, library: Library) -> Draft | None:
    """
    The draft, or None where there is neither a target nor an actual figure.

    Without something to set against each other it is said what is missing, and what there is.
    """
    question = evidence.question
    hits = stated(evidence, library)
    regions = question.regions or (None,)
    for region in regions:
        targets = _of(hits, evidence, region, "target")
        actual = _within(_of(hits, evidence, region, "actual"), evidence)
        checks = [check for check in check_targets([*targets, *actual]) if check.actual is not None]
        decided = [check for check in checks if check.difference is not None]
        if decided:
            return _draft(max(decided, key=_recent), {hit.fact: hit for hit in (*targets, *actual)})
        if targets and actual:
            return _two_times(targets, actual)
    return _half(evidence, hits)


def _two_times(targets: Sequence[FactHit], actual: Sequence[FactHit]) -> Draft | None:
    """A target of one year and what was reached in another, side by side; the difference where both are of one measure."""
    aims, results = figures([Pick(hit, 1.0) for hit in targets]), figures([Pick(hit, 1.0) for hit in actual])
    measure = next((measure for measure in aims if measure in results), None)
    if measure is None:
        return None
    aimed, reached = aims[measure], results[measure]
    draft = Draft(notes=["目标与实际的期间不同，不能据此判断是否完成。"])
    for figure, kind in ((aimed, "目标"), (reached, "实际")):
        fact = figure.reading.fact
        period = fact.period.label if fact.period is not None else ""
        growth = "增速" if measure.sort == "增速" and not figure.words.startswith(_MOVES) else ""
        mark = draft.cite_fact(figure.hit)
        draft.sentences.append(f"{fact.region or ''}{period}{fact.wording}{growth}{kind}{figure.words}{mark}。")
        draft.known += [fact.indicator, fact.wording]
    unit = aimed.reading.unit
    inputs = (reached.reading.in_unit(unit), aimed.reading.value)
    difference = rounded(inputs[0] - inputs[1])
    points = "百分点" if unit in ("%", "百分点") else unit
    if difference:
        draft.computed.append(Computation("difference", inputs, difference, points))
    than = f"比目标{difference_words(difference, points)}" if difference else "与目标持平"
    draft.sentences[-1] = f"{draft.sentences[-1].removesuffix('。')}，{than}（计算得出）。"
    return draft


def _sentence(hit: FactHit) -> str:
    text = hit.passage.paragraph.text
    end = text.find("。", hit.fact.start)
    return text[hit.fact.start : end if end >= 0 else len(text)]


def _half(evidence: Evidence, hits: Sequence[FactHit]) -> Draft | None:
    """Only the target or only what was reached: which of the two is missing is said first."""
    question = evidence.question
    for region in question.regions or (None,):
        for kind, lacking in (("target", "实际完成"), ("actual", "目标")):
            found = _within(_of(hits, evidence, region, cast(FactKind, kind)), evidence)
            if found and kind == "actual" and does("share_told", _sentence(found[0])):
                return None  # the text itself says how much of the task is done
            options = figures([Pick(hit, 1.0) for hit in found[:1]])
            if not options:
                continue
            figure = next(iter(options.values()))
            fact = figure.reading.fact
            period = fact.period.label if fact.period is not None else ""
            draft = Draft(missing=True, known=[fact.indicator, lacking, *(one.label for one in question.periods)])
            draft.sentences.append(f"资料中没有找到{fact.region or ''}“{fact.indicator}”的{lacking}数据，无法判断。")
            said = "目标" if kind == "target" else ""
            growth = "增速" if figure.reading.measure.sort == "增速" and not figure.words.startswith(_MOVES) else ""
            draft.sentences.append(
                f"{fact.region or ''}{period}{fact.indicator}{growth}{said}{figure.words}{draft.cite_fact(figure.hit)}。"
            )
            return draft
    return None


def _of(hits: Sequence[FactHit], evidence: Evidence, region: str | None, kind: FactKind) -> list[FactHit]:
    """The best facts of a kind, under one name so that they can be set against each other."""
    found = picks(hits, evidence.wanted, region=region, kinds=(kind,))
    near = [pick for pick in found if pick.score >= found[0].score - _CLOSE]
    return [_renamed(pick, evidence) for pick in near]


def _renamed(pick: Pick, evidence: Evidence) -> FactHit:
    name = "、".join(term.text for term in evidence.wanted)
    return replace(pick.hit, fact=replace(pick.hit.fact, indicator=name, subject=None))


def _within(hits: Sequence[FactHit], evidence: Evidence) -> list[FactHit]:
    """Those of the periods asked for; a whole year takes in what was reached of it so far."""
    periods = evidence.question.periods
    return [
        hit
        for hit in hits
        if not periods
        or any(
            hit.fact.period is not None and one.start <= hit.fact.period.start and hit.fact.period.end <= one.end
            for one in periods
        )
    ]


def _recent(check: Check) -> tuple[object, ...]:
    assert check.actual is not None
    return reported(check.actual.period), reported(check.target.period)


def _draft(check: Check, hits: dict[object, FactHit]) -> Draft:
    draft = Draft()
    target, actual = check.target, check.actual
    assert actual is not None and check.difference is not None
    aimed, reached = Figure(target, hits[target.fact]), Figure(actual, hits[actual.fact])
    period = target.period.label if target.period is not None else ""
    region = target.fact.region or ""
    first = draft.cite_fact(aimed.hit)
    second = draft.cite_fact(reached.hit)
    inputs = (actual.in_unit(target.unit), target.value)
    draft.computed.append(Computation("difference", inputs, check.difference, check.difference_unit or ""))
    if check.share is not None:
        draft.computed.append(Computation("share", inputs, round(check.share, 1), "%"))
    # Each figure under the name that its own text gives it.
    name = "" if actual.fact.wording == target.fact.wording else actual.fact.wording
    told = check.sentence.removesuffix("。").replace(actual.words, f"，{name}实际{reached.words}{second}", 1)
    clause = aimed.hit.passage.paragraph.text[target.fact.start : target.fact.end].strip("，。；")
    draft.sentences.append(f"{region}{period}目标：{clause}{first}。")
    draft.sentences.append(f"{told}（计算得出）。")
    draft.known += [target.fact.indicator, target.fact.wording]
    return draft
