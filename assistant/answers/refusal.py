"""Say that the material does not contain the answer, and name the nearest thing that it does contain."""

from assistant.asking import money_words
from assistant.draft import Draft
from assistant.evidence import Candidate, Evidence, numbers_in
from assistant.excerpt import excerpt
from assistant.matching import region_fit
from assistant.question import Question

_MOST_PLACES = 4


def answer(evidence: Evidence) -> Draft:
    """
    The refusal. The nearest is the same subject of the same region in another period, quoted; of other regions only
    where it stands is told, without figures, because a figure of another region is soon misread.
    """
    question = evidence.question
    draft = Draft([f"资料中没有找到{_asked(question)}。"], known=[question.text, _asked(question)])
    same_place = [
        candidate
        for candidate in (*evidence.candidates, *evidence.near)
        if _says_it(candidate, evidence)
        and (question.intent != "figure" or numbers_in(candidate.text))
        and all(region_fit(region, candidate.text, candidate.scope) == 1.0 for region in question.regions)
    ]
    if same_place:
        best = min(
            same_place,
            key=lambda candidate: (
                candidate.target != question.target,
                -_weight(candidate, evidence),
                -candidate.latest,
                candidate.place,
            ),
        )
        part = excerpt(best, evidence.wanted, longest=110)
        mark = draft.cite(best.passage, part.start, part.end)
        draft.sentences.append(f"最接近的是：{part.text}{mark}。")
        draft.know(part)
        return draft
    elsewhere: dict[str, Candidate] = {}
    for candidate in sorted(evidence.near, key=lambda candidate: candidate.place):
        if question.regions and _says_it(candidate, evidence) and len(candidate.scope.regions) == 1:
            elsewhere.setdefault(candidate.scope.regions[0], candidate)
    if elsewhere:
        places = [
            f"{region}{draft.cite(candidate.passage, candidate.scope.start, candidate.scope.end)}"
            for region, candidate in list(elsewhere.items())[:_MOST_PLACES]
        ]
        draft.sentences.append(f"资料中有同一事项的是：{'、'.join(places)}。")
    return draft


def _asked(question: Question) -> str:
    """What was asked, in the question's own terms: 长沙市2026年1-2月“规模以上工业增加值”的数据."""
    what = "、".join([*(indicator.name for indicator in question.indicators), *question.subjects])
    place = "、".join((*question.regions, *question.compared))
    period = "、".join(period.label for period in question.periods)
    kind = {"figure": "的数据", "who": "的人员", "duty": "的责任单位", "when": "的时间"}.get(question.intent, "的内容")
    if question.target:
        kind = "的目标"
    elif question.unit in money_words():
        kind = "的金额"
    return f"{place}{period}“{what}”{kind}" if what else f"{place}{period}的有关内容"


def _says_it(candidate: Candidate, evidence: Evidence) -> bool:
    """Whether the sentence is about the very subject: every indicator, and most of the subject words."""
    own = candidate.coverage.own
    for term, part in zip(evidence.wanted, own, strict=True):
        if term.indicator is not None and part < 1.0:
            return False
    return bool(own) and _weight(candidate, evidence) >= 0.5


def _weight(candidate: Candidate, evidence: Evidence) -> float:
    weight = sum(term.weight for term in evidence.wanted) or 1.0
    own = zip(evidence.wanted, candidate.coverage.own, strict=True)
    return sum(term.weight * part for term, part in own) / weight
