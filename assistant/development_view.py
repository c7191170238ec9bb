"""A development for the terminal: the wordings in time order with what is new marked, and the items of series side by side."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.alteration import Spans
from assistant.development import Development, Stage, Wording
from assistant.development_records import development_record
from assistant.figures.asking import View
from assistant.figures.wording import KINDS, change_words, period_words, value_words
from assistant.lineage import ItemList, Passing
from assistant.topics import Topic
from corpus.folding import fold

# Of wordings that have less in common the words that differ are not listed: nearly all do.
_LEAST_ALIKE = 0.4
_OTHERS = 8  # paragraphs named of the further mentions
_FIGURES = 3  # figures shown of a document
_SUBJECT, _NEW = "bold", "underline"
_CAVEAT = "只按标题措辞是否相近对照，“新提”“不再单列”指另一方没有措辞相近的标题，都不表示工作本身的去留"


def development_view(found: Development) -> View:
    """The same development as tables and as an object, with notes on what to know when reading it."""
    return View(_tables(found), development_record(found), b"", tuple(_notes(found)))


def _tables(found: Development) -> RenderableType:
    parts: list[RenderableType] = [_stages(found)] if found.stages else []
    if len(found.lists) == 1:
        parts.append(_items(found.lists[0]))
    parts += [_passing(passing) for passing in found.passings]
    return Group(*parts)


def _stages(found: Development) -> Table:
    """A row for each wording."""
    several = len(found.topics) > 1
    topics = {topic.name: topic for topic in found.topics}
    table = Table()
    for head in ("日期", "期号", "地区", *(("所指",) if several else ()), "提法", "数字", "出处"):
        table.add_column(head, overflow="fold")
    for stage in found.stages:
        for wording in stage.wordings:
            masthead, mention = stage.document.masthead, wording.mention
            table.add_row(
                Text(masthead.date.isoformat() if masthead.date else "无日期"),
                Text(masthead.issue or masthead.number or ""),
                Text(mention.region or masthead.region or ""),
                *((Text(mention.topic),) if several else ()),
                _worded(wording),
                Text("\n".join(_figures(stage, topics[mention.topic]))),
                Text(f"{mention.citation.printed()}{_others(stage, wording)}"),
            )
    return table


def _worded(wording: Wording) -> Text:
    """The sentence, the subject bold and what is new underlined, and below it what is new and what is gone."""
    quote = wording.mention.citation.quote
    text = Text(quote)
    for start, end in wording.mention.spans:
        text.stylize(_SUBJECT, start, end)
    if wording.mention.manner != "原词":
        text.append(f"\n〔{wording.mention.manner}〕")
    if wording.before is None:
        return text
    if wording.alike < _LEAST_ALIKE:
        return text.append("\n〔与上一次表述大不相同〕")
    for start, end in wording.new:
        text.stylize(_NEW, start, end)
    for word, spans, of in (("新增", wording.new, quote), ("去掉", wording.gone, wording.before.citation.quote)):
        if spans:
            text.append(f"\n{word}：{_cut(of, spans)}")
    return text


def _figures(stage: Stage, topic: Topic) -> Iterator[str]:
    """What the document states of the topic itself in figures, such as 2025年 8976.10万元，增长900%（第33段）."""
    names = {name for part in topic.parts for name in (part.name, part.indicator.name if part.indicator else part.name)}
    found: dict[str, list[int]] = {}
    for mention in stage.mentions:
        for fact in mention.facts if mention.topic == topic.name else ():
            if any(name in fold(fact.indicator) for name in names):
                told = "，".join(filter(None, (value_words(fact), change_words(fact))))
                words = f"{period_words(fact.period)} {'' if fact.kind == 'actual' else KINDS[fact.kind]}{told}"
                found.setdefault(words, []).append(mention.citation.paragraph)
    for words, paragraphs in list(found.items())[:_FIGURES]:
        yield f"{words}（第{'、'.join(map(str, dict.fromkeys(paragraphs)))}段）"


def _cut(text: str, spans: Spans) -> str:
    return "｜".join(text[start:end].strip("，。；：、 ") for start, end in spans)


def _others(stage: Stage, wording: Wording) -> str:
    """Where else the document speaks of the topic."""
    own = wording.mention
    others = [one for one in stage.mentions if one.topic == own.topic and one is not own]
    if not others:
        return ""
    numbers = list(dict.fromkeys(one.citation.paragraph for one in others))
    more = "等" if len(numbers) > _OTHERS else ""
    return f"；另有 {len(others)} 处，见第{'、'.join(map(str, numbers[:_OTHERS]))}{more}段"


def _items(items: ItemList) -> Table:
    """The items of one series."""
    table = Table(title=Text(f"{_source(items)}列出的条目"))
    table.add_column(items.series, overflow="fold")
    table.add_column("段", justify="right")
    for item in items.items:
        table.add_row(Text(item.title), str(item.citation.paragraph))
    return table


def _passing(passing: Passing) -> Table:
    """The items of two series, those worded alike in one row."""
    before, after = passing.before.items, passing.after.items
    table = Table(
        title=Text(f"{passing.before.series} → {passing.after.series}"),
        caption=Text(f"{_CAVEAT}。出处：{_source(passing.before)}；{_source(passing.after)}。"),
    )
    for head in (passing.before.series, passing.after.series, "对照"):
        table.add_column(head, overflow="fold")
    for place, item in enumerate(before):
        pairs = [pair for pair in passing.pairs if pair.before == place]
        for pair in pairs:
            table.add_row(Text(item.title), Text(after[pair.after].title), Text(f"同有“{'、'.join(pair.shared)}”"))
        if not pairs:
            table.add_row(Text(item.title), "", "不再单列")
    for place in passing.new:
        table.add_row("", Text(after[place].title), "新提")
    return table


def _source(items: ItemList) -> str:
    masthead = items.document.masthead
    return f"《{masthead.title}》{masthead.issue or ''}“{items.section[-1].strip('【】')}”"


def _notes(found: Development) -> Iterator[str]:
    """What to know when reading it: what was not found or not read, how it was narrowed, doubtful and missing dates."""
    told = {mention.topic for stage in found.stages for mention in stage.mentions}
    missing = [topic.name for topic in found.topics if topic.name not in told]
    if missing:
        names = "、".join(f"“{name}”" for name in missing)
        yield f"资料库中没有文件提到{names}，请换个说法，或放宽地区和日期。"
    if found.regions:
        yield f"只看{'、'.join(found.regions)}（含所辖）的段落。"
    if found.periods:
        yield f"“{'、'.join(found.periods)}”没有用来筛选；要限定日期，请用 --since、--until。"
    if len(found.stages) < found.found:
        yield f"共 {found.found} 份文件提到，列出最近 {len(found.stages)} 份；用 --limit 显示更多。"
    if not found.complete:
        yield "可能提到的文件太多，只读了最近的，更早的没有列出；请用 --since、--until 分段查看。"
    for stage in found.stages:
        date = stage.document.masthead.date
        if stage.day is None:
            yield f"{stage.document.name}：没有日期，排在最后。"
        elif date is not None and date != stage.day:
            yield f"{stage.document.name}：报头日期 {date} 存疑，按正文所述的时间（{stage.day}）排列。"
    if found.found < 2:
        yield "这里只列出用到这些字词的句子；意思相近的段落可用 search 查找。"
