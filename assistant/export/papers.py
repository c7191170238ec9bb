"""An answer, a list of hits, or a list of precedent cards as a paper: words of the sources and short labels, nothing else."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.answer import Answer
from assistant.citation import Citation, cite
from assistant.export.paper import Body, Heading, Level, Paper, Part, Run
from assistant.practice import Card, Measure
from corpus.marks import counting, mark_of
from index.hits import Hit

_QUOTED = "（以下文字均摘自原文，出处见页下脚注）"
_NUMBER = re.compile(r"\[(\d{1,3})\]")
_MARKS = re.compile(r"(?:\[\d{1,3}\])+")
_ITEM = re.compile(r"（(\d{1,2})）")
_PUNCTUATION = re.compile(r"\W")
_COUNTING = 5  # the longest counting word before a title: ●十一是
_CLOSING = "。；：，、 "

BEST_FIRST = "按相关程度排列"  # how hits stand unless it is said otherwise


def answer_paper(answer: Answer) -> Paper:
    """The answer with a footnote at every mark, the cited words that it does not repeat itself, and what to heed."""
    answered: list[Part] = [Body(tuple(_marked(line, answer.citations))) for line in _lines(answer.text)]
    said = _bare(_ITEM.sub("", _NUMBER.sub("", answer.text)))
    quoted = [_quote(citation) for citation in answer.citations if _bare(citation.quote) not in said]
    heeded = [Body((Run(note),)) for note in answer.notes]
    parts: list[Part] = answered
    if quoted or heeded:
        parts = [*_section("答复", answered), *_section("原文", quoted), *_section("需要注意", heeded)]
    return Paper(f"关于“{answer.question.strip().rstrip('？?。')}”的答复", tuple(parts))


def search_paper(query: str, hits: Sequence[Hit], *, order: str = BEST_FIRST) -> Paper:
    """Every hit under the title of its section, whole; `order` tells how they stand."""
    title = f"“{query.strip()}”检索结果" if query.strip() else "检索结果"
    if not hits:
        return Paper(title, (Body((Run("资料中没有找到有关的段落。"),)),))
    parts = [part for citation, hit in zip(hit_citations(hits), hits, strict=True) for part in _hit(citation, hit)]
    return Paper(title, tuple(parts), (f"（共{len(hits)}段，{order}，出处见页下脚注）",))


def cards_paper(description: str, cards: Sequence[Card]) -> Paper:
    """Every card: where and when, by whom, 背景, 做法 with its numbered measures, 成效."""
    title = f"关于“{description.strip().rstrip('？?。')}”的先例"
    if not cards:
        return Paper(title, (Body((Run("资料中没有找到类似的做法。"),)),))
    return Paper(title, tuple(part for card in cards for part in _card(card)), (_QUOTED,))


def hit_citations(hits: Sequence[Hit]) -> list[Citation]:
    """The citation of each hit: the paragraph without the mark that it begins with, such as ● or （三）."""
    return [_whole(hit, number) for number, hit in enumerate(hits, start=1)]


def _day(day: datetime.date | None, printed: datetime.date | None) -> str | None:
    """The day a document is filed under, and the one in its masthead where its own content contradicts that."""
    if day is None:
        return None
    doubt = f"（报头作{_chinese_day(printed)}，存疑）" if printed is not None and printed != day else ""
    return _chinese_day(day) + doubt


def _chinese_day(date: datetime.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"


def _whole(hit: Hit, number: int) -> Citation:
    text = hit.passage.paragraph.text
    mark = mark_of(text)
    start = mark.end if mark and text[mark.end :].strip() else 0
    return cite(hit.passage, number=number, start=start, end=len(text))


def _hit(citation: Citation, hit: Hit) -> Iterator[Part]:
    title = citation.section[-1].strip("【】") if citation.section else citation.title
    yield Heading(1, title)
    region = hit.passage.paragraph.region or hit.passage.document.masthead.region
    day = _day(hit.passage.document.day, citation.date)
    told = (region, day, f"《{citation.title}》{citation.issue or ''}")
    yield Body((Run(f"{'，'.join(one for one in told if one)}。"),))
    # A paragraph often begins with the very title that is its heading: said once is enough.
    behind = citation.quote.removeprefix(title).lstrip(_CLOSING)
    yield Body((Run(behind or citation.quote, (citation,)),))


def _card(card: Card) -> Iterator[Part]:
    yield Heading(1, card.title.rstrip(_CLOSING))
    day = _day(card.date, card.source.date)
    labels = (("地区", card.region), ("日期", day), ("单位", "、".join(card.units)))
    told = "；".join(f"{label}：{value}" for label, value in labels if value)
    yield Body((Run(told or "出处", (card.source,)), Run("。")))
    yield from _section("背景", [_quote(citation) for citation in card.background], level=2)
    yield from _section("做法", [_measure(measure) for measure in card.measures], level=2)
    yield from _section("成效", [_quote(citation) for citation in results(card)], level=2)


def results(card: Card) -> tuple[Citation, ...]:
    """The sentences that tell what came of it: the results, and those of a figure that no result or measure holds."""
    told = list(card.results)
    measures = {measure.source for measure in card.measures}
    for effect in card.effects:
        if effect.source not in measures and not any(
            one.key == effect.source.key and effect.source.quote in one.quote for one in told
        ):
            told.append(effect.source)
    return tuple(told)


def _measure(measure: Measure) -> Heading:
    """The measure's title as a heading and the words behind it in the same line; its counting word gives way to our number."""
    title, quote = measure.title.rstrip(_CLOSING), measure.source.quote
    if not title:
        return Heading(3, "", (Run(quote, (measure.source,)),))
    behind = quote.partition(title)[2].lstrip(_CLOSING) if title in quote[: len(title) + _COUNTING] else quote
    if not behind:
        return Heading(3, title, (Run("。", (measure.source,)),))
    return Heading(3, f"{title}。", (Run(behind, (measure.source,)),))


def _section(title: str, parts: Iterable[Part], *, level: Level = 1) -> Iterator[Part]:
    """The parts under a heading; neither where there are none."""
    told = tuple(parts)
    if told:
        yield Heading(level, title)
        yield from told


def _bare(text: str) -> str:
    """The words without punctuation and counting words: 一是产品做优。瞄准 and 产品做优：瞄准 say the same."""
    return _PUNCTUATION.sub("", counting().sub("", text))


def _quote(citation: Citation) -> Body:
    return Body((Run(citation.quote, (citation,)),))


def _lines(text: str) -> Iterator[str]:
    """The paragraphs of an answer: its lines, and each of the items that it counts （1）（2）… from a line of its own."""
    for line in text.splitlines():
        starts, wanted = [0], 1
        for match in _ITEM.finditer(line):
            if int(match[1]) == wanted:
                starts.append(match.start())
                wanted += 1
        if wanted <= 2:
            starts = [0]
        pieces = (line[start:end].strip() for start, end in zip(starts, [*starts[1:], len(line)], strict=True))
        yield from (piece for piece in pieces if piece)


def _marked(line: str, citations: Sequence[Citation]) -> Iterator[Run]:
    """The line cut behind its citation marks; a number that stands for no citation stays as it is printed."""
    known = {citation.number: citation for citation in citations}
    position = 0
    for marks in _MARKS.finditer(line):
        sources = [known.get(int(number)) for number in _NUMBER.findall(marks[0])]
        cited = tuple(source for source in sources if source is not None)
        if len(cited) == len(sources):
            yield Run(line[position : marks.start()], cited)
            position = marks.end()
    if position < len(line):
        yield Run(line[position:])
