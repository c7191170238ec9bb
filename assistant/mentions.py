"""Find the sentences of a document that speak of a thing: its words stand in them, or in the title right above."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.contents import words_of
from assistant.topics import Part, Topic
from corpus.folding import fold
from corpus.indicators import find_indicators
from corpus.scope import sentence_spans
from index.hits import Passage

# How the thing is told: in the words asked for, in other words for it, its words apart in one clause, or only above.
Manner = Literal["原词", "同义", "分写", "标题下"]
MANNERS: tuple[Manner, ...] = ("原词", "同义", "分写", "标题下")
# Where: in a heading, at the head of a paragraph with its run-in title, in plain text, in the masthead.
Place = Literal["标题", "段首", "正文", "报头"]
Spans = tuple[tuple[int, int], ...]

_CLAUSE = re.compile(r"[^,。、;:!?()]+")
_PLACES: dict[str, Place] = {"heading": "标题", "masthead": "报头"}


@dataclass(frozen=True, slots=True)
class Told:
    """
    A sentence that speaks of a topic: `passage.paragraph.text[start:end]`, a run-in title with the sentence behind it.

    `spans` are where in `text` the topic's words stand (none where only the title above has them); `titled` tells that
    they stand in the run-in title or heading itself.
    """

    topic: Topic
    passage: Passage
    start: int
    end: int
    place: Place
    manner: Manner
    spans: Spans
    titled: bool

    @property
    def text(self) -> str:
        """The sentence."""
        return self.passage.paragraph.text[self.start : self.end]


def told_in(passages: Sequence[Passage], topic: Topic) -> list[Told]:
    """The sentences of a document that speak of the topic, in order; distribution lists speak of nothing."""
    return [told for passage in passages if passage.paragraph.role != "tail" for told in _told(passage, topic)]


def _told(passage: Passage, topic: Topic) -> Iterator[Told]:
    around = (*passage.section, passage.paragraph.text)
    if not all(any(_carried(part, text) for text in around) for part in topic.parts):
        return
    place = _PLACES.get(passage.paragraph.role, "正文")
    text = passage.paragraph.text
    for start, end, lead in _sentences(passage):
        sentence, title = text[start:end], lead or (0, 0)
        opens = lead is not None and lead[0] == start
        found = _sentence(topic, passage, sentence, text[slice(*title)])
        if found is None:
            continue
        manner, spans = found
        in_title = any(at < title[1] - start for at, _ in spans) if opens else place == "标题" and bool(spans)
        yield Told(topic, passage, start, end, "段首" if opens and place == "正文" else place, manner, spans, in_title)


def _sentences(passage: Passage) -> list[tuple[int, int, tuple[int, int] | None]]:
    """(start, end, run-in title that governs it) of each sentence; a title alone says nothing, so it goes with the next."""
    paragraph = passage.paragraph
    found: list[tuple[int, int, tuple[int, int] | None]] = []
    ahead: int | None = None
    for start, end in sentence_spans(paragraph.text):
        begin = start if ahead is None else ahead
        alone = end < len(paragraph.text) and any(lead[0] <= start and end <= lead[1] for lead in paragraph.leads)
        ahead = begin if alone else None
        if not alone:
            lead = next((lead for lead in reversed(paragraph.leads) if lead[0] <= begin), None)
            found.append((begin, end, lead))
    return found


def _sentence(topic: Topic, passage: Passage, sentence: str, lead: str) -> tuple[Manner, Spans] | None:
    """How the sentence tells the topic: some part in itself or in the title right above, the others in any above."""
    nearest = (lead, *(passage.section[-1:] if passage.paragraph.role != "heading" else ()))
    manners: list[Manner] = []
    spans: list[tuple[int, int]] = []
    near = False
    for part in topic.parts:
        if own := _carried(part, sentence):
            manners.append(own[0])
            spans += own[1]
        elif any(_carried(part, title) for title in (*nearest, *passage.section)):
            manners.append("标题下")
            near = near or any(_carried(part, title) for title in nearest)
        else:
            return None
    if not spans and not near:
        return None
    return max(manners, key=MANNERS.index), tuple(sorted(set(spans)))


@lru_cache(maxsize=4096)
def _carried(part: Part, text: str) -> tuple[Manner, Spans] | None:
    """How and where the text has the part; None where it has not."""
    folded = fold(text)
    if spans := _spans(part.name, folded):
        return "原词", spans
    if part.other and (spans := _spans(part.other, folded)):
        return "同义", spans
    if part.indicator is not None:
        named = [mention for mention in find_indicators(text) if mention.indicator == part.indicator]
        if named:
            return "同义", tuple((mention.start, mention.end) for mention in named)
    if part.words and all(word in folded for word in part.words):
        for clause in _CLAUSE.finditer(folded):
            if spans := _apart(part.words, clause[0], clause.start()):
                return "分写", spans
    return None


def _spans(name: str, folded: str) -> Spans:
    """Where the name stands; a number or Latin word only as a whole, and with whatever white space."""
    ahead = r"(?<![a-z0-9.])" if name[0].isascii() and name[0].isalnum() else ""
    behind = r"(?![a-z0-9])" if name[-1].isascii() and name[-1].isalnum() else ""
    pattern = ahead + r"\s*".join(map(re.escape, name)) + behind
    return tuple(match.span() for match in re.finditer(pattern, folded))


def _apart(words: Sequence[str], clause: str, offset: int) -> Spans:
    """Where the words stand in the clause, each as a word of its own and in the order asked for; empty unless all do."""
    found: list[tuple[int, int]] = []
    at = offset
    for word in words_of(clause):
        if len(found) < len(words) and word == words[len(found)]:
            found.append((at, at + len(word)))
        at += len(word)
    return tuple(found) if len(found) == len(words) else ()
