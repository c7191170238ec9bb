"""Who leads and who is responsible: the units in the brackets that close a task."""

import re

from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.matching import carries, cover
from corpus.marks import mark_of

_UNIT = r"[\u4e00-\u9fff]{1,14}[局厅委办部院会行社区县市司团心]"
_UNITS = re.compile(
    r"[（(]([^（()）]{2,400}?(?:牵头|负责|配合)[^（()）]{0,20}"
    r"|(?:责任|牵头|配合|负责)(?:单位|部门)[:：][^（()）]{2,300}"
    rf"|{_UNIT}(?:、{_UNIT})*)[）)](?=[。；]?$)"
    r"|[（(]([^（()）]{2,400}?(?:牵头|负责|配合)[^（()）]{0,20})[）)]"
)


def answer(evidence: Evidence) -> Draft | None:
    """The draft, or None when no task with its units carries the question."""
    question, wanted = evidence.question, evidence.wanted
    best: tuple[float, float, int] | None = None
    found = None
    for order, hit in enumerate(evidence.hits):
        passage = hit.passage
        text = passage.paragraph.text
        units = list(_UNITS.finditer(text))
        if passage.paragraph.role != "body" or not units:
            continue
        if question.regions and passage.paragraph.region not in question.regions:
            continue
        title = " ".join((passage.paragraph.lead, *passage.section[-1:]))
        coverage = cover(wanted, text, passage)
        if not carries(coverage.own, wanted):
            continue
        rank = (cover(wanted, title, passage).total(wanted), coverage.total(wanted), -order)
        if best is None or rank > best:
            best, found = rank, (passage, units)
    if found is None:
        return None
    passage, units = found
    draft = Draft()
    text = passage.paragraph.text
    mark = mark_of(text)
    task = passage.paragraph.lead or passage.section[-1] if passage.section else passage.paragraph.lead
    task = task[mark.end if mark and passage.paragraph.lead else 0 :].strip("。：； ")
    for match in units[:2]:
        group = 1 if match[1] else 2
        cited = draft.cite(passage, match.start(group), match.end(group))
        draft.sentences.append(f"{task}：{match[group]}{cited}。")
        draft.known.append(task)
    return draft
