"""An indicator through time: every period that the material reports, in order, each with its citation."""

from collections.abc import Sequence

from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.figures.series import Line, series
from assistant.picking import picks, stated
from corpus.bulletin import Period
from index.facts import FactHit
from index.library import Library

_MOST_LINES = 4
_CLOSE = 0.1


def answer(evidence: Evidence, library: Library) -> Draft | None:
    """The draft, or None where the material reports no figure, or of no one region."""
    question = evidence.question
    if not evidence.wanted:
        return None
    every = stated(evidence, library)
    found = [pick for region in question.regions or (None,) for pick in picks(every, evidence.wanted, region=region)]
    hits = [pick.hit for pick in found if pick.score >= found[0].score - _CLOSE]
    hits = [hit for hit in hits if not question.periods or any(_in(hit, period) for period in question.periods)]
    lines = [line for line in series(hits).lines if line.region is not None and line.subject is None]
    regions = {line.region for line in lines}
    if not lines or (len(regions) > 1 and not question.regions):
        return None
    lines = sorted(lines, key=lambda line: -len(line.points))[:_MOST_LINES]
    if question.growth:
        lines = [line for line in lines if line.measure.sort != "数值"] or lines
    draft = Draft()
    for line in lines:
        draft.sentences.append(_sentence(line, hits, draft))
        draft.notes += [f"{line.indicator}（{line.basis}）缺少：{'、'.join(line.missing)}。"] if line.missing else []
        draft.notes += line.notes
    if len({line.basis for line in lines}) > 1:
        draft.notes.append("累计与当月等口径不同，已分开列出，不能连成一条线。")
    return draft


def _in(hit: FactHit, period: Period) -> bool:
    own = hit.fact.period
    return own is not None and own.start <= period.end and period.start <= own.end


def _sentence(line: Line, hits: Sequence[FactHit], draft: Draft) -> str:
    points = []
    for point in line.points:
        mark = draft.cite_again(point.citations[0], hits)
        draft.known.append(point.period.label)
        points.append(f"{point.period.label}{point.words}{mark}")
    draft.known += [line.region or "", line.indicator]
    measure = "" if line.measure.sort == "数值" else "增速" if line.measure.sort == "增速" else line.measure.sort
    return f"{line.region}{line.indicator}{measure}（{line.basis}）：{'；'.join(points)}。"
