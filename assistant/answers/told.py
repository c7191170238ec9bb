"""Whether the text itself sets a figure against what the question asks to compare it with."""

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.picking import picks
from corpus.bulletin import FactKind
from corpus.periods import find_periods
from corpus.regions import find_regions, resolve_own
from index.facts import FactHit

_OWN = re.compile(r"[全我本][省市州县区国]")


def tells(hits: Sequence[FactHit], evidence: Evidence, kinds: Sequence[FactKind]) -> bool:
    """高于全省平均水平4.6个百分点 for 比全省高多少: the best fact carries that comparison with its number."""
    question = evidence.question
    for region in question.regions or (None,):
        for period in question.periods or (None,):
            found = picks(hits, evidence.wanted, region=region, period=period, kinds=kinds)
            if found and any(_names(found[0].hit, than, question.compared) for than in _than(found[0].hit)):
                return True
            if found and question.against and any(_dated(found[0].hit, than) for than in _than(found[0].hit)):
                return True
    return False


def _than(hit: FactHit) -> list[str]:
    return [one.than for one in hit.fact.comparisons if one.difference is not None]


def _names(hit: FactHit, than: str, regions: Sequence[str]) -> bool:
    home = hit.passage.paragraph.region
    named = {mention.region.name for mention in find_regions(than)}
    own = resolve_own(than[:2], home) if _OWN.match(than) else None
    return bool((named | ({own.name} if own else set())) & set(regions))


def _dated(hit: FactHit, than: str) -> bool:
    return bool(find_periods(than, reference=hit.document.reference)) or "同期" in than
