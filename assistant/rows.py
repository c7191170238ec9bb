"""Whether a sentence sets things in a row: 分别是甲、乙、丙, or several that end as what was asked for."""

import re
from itertools import pairwise

from assistant.question import PLACES
from assistant.sentences import does
from corpus.regions import find_regions


def enumerates(sentence: str) -> bool:
    """Whether the sentence is itself a list: 分别是甲、乙、丙, or at least five items set apart."""
    return does("enumerates", sentence) or len(re.findall(r"[、；]", sentence)) >= 4


def lists_such(sentence: str, head: str) -> bool:
    """Whether things that end as the question's do stand in a row: 君山产业开发区、临湘高新区 for 哪几个园区; or places."""
    if head == PLACES:
        return len({mention.region.name for mention in find_regions(sentence)}) > 1
    items = re.split("、", re.sub(r"（[^（）]*）", "", sentence))
    return any(
        re.search(rf"{head[-1]}(?:[，；。]|$)", one) is not None and re.search(rf"{head[-1]}$", other) is not None
        for other, one in pairwise(items)
    )
