"""From a file to a `Bulletin`: read, repair, masthead, outline, and what is doubtful about its date."""

import datetime
import logging
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corpus.audit import audit, contradictions
from corpus.bulletin import Bulletin, Duty, Fact, Finding, Masthead, Paragraph, RawDocument
from corpus.duties import duties_of
from corpus.errors import UnreadableFile
from corpus.marks import is_distribution
from corpus.masthead import read_masthead
from corpus.outline import outline
from corpus.periods import find_periods
from corpus.readers import read_document
from corpus.repair import repair
from corpus.statements import facts_of

_log = logging.getLogger(__name__)
_UNREAD = "未读出数字"
# The findings that are told from the facts, and told anew with them.
_OF_FACTS = (_UNREAD, "数字矛盾")
# Bulletins report what has been; plans speak of years to come, which contradicts no date.
_REPORTING = ("专报", "专刊", "简报", "其他")
_CONCLUDED = re.compile(r"完成|实现|达|增长|下降|发生|召开|部署|举办|新增|累计")


def read_bulletin(path: Path) -> Bulletin:
    """The bulletin in a file; raises `UnreadableFile`."""
    return bulletin_of(read_document(path))


def bulletin_of(raw: RawDocument) -> Bulletin:
    """The bulletin in what a reader returned."""
    blocks = repair(raw)
    if not blocks:
        raise UnreadableFile(f"“{raw.source.name}”里没有可读的段落，请核对原件。")
    head = read_masthead(blocks, file_name=raw.source.name)
    sections, paragraphs = outline(blocks, head=head.length, home=head.masthead.region)
    masthead = replace(head.masthead, distribution=_distribution(paragraphs))
    reference, doubts = _reference(masthead, paragraphs)
    doubted = Bulletin(raw.source, masthead, sections, paragraphs, (*doubts, *_unplaced(masthead)), reference)
    bulletin = with_statements(doubted)
    return replace(bulletin, findings=(*bulletin.findings, *audit(bulletin, unreadable=raw.unreadable)))


Read = Callable[[Bulletin], tuple[tuple[Fact, ...], tuple[Duty, ...]]]


def read_statements(bulletin: Bulletin) -> tuple[tuple[Fact, ...], tuple[Duty, ...]]:
    """What the paragraphs of a bulletin say, whatever it was thought to say before."""
    bare = replace(bulletin, facts=(), duties=())
    return facts_of(bare), duties_of(bare)


def with_statements(bulletin: Bulletin, *, read: Read = read_statements) -> Bulletin:
    """
    The bulletin with its facts and duties.

    A paragraph that our rules stumble over must not keep the document out of the library: the fault goes into the log,
    a finding tells staff, and the text is found and cited as ever.
    """
    try:
        facts, duties = read(bulletin)
    except Exception:  # noqa: BLE001 — whatever breaks in our rules is told as one finding
        _log.exception("facts and duties of %s could not be read", bulletin.source.name)
        sentence = "这份文件的指标数字和责任分工没有读出来（检索和引用不受影响），请把原件交给维护人员查看。"
        return replace(bulletin, findings=(*bulletin.findings, Finding(_UNREAD, "警告", sentence)))
    return replace(bulletin, facts=facts, duties=duties)


def read_anew(bulletin: Bulletin, *, read: Read = read_statements) -> Bulletin:
    """
    The bulletin with facts and duties by the rules of now, and the findings that follow from them.

    Raises whatever the rules raise: what was read before is then better than nothing.
    """
    facts, duties = read(bulletin)
    kept = tuple(finding for finding in bulletin.findings if finding.kind not in _OF_FACTS)
    fresh = replace(bulletin, facts=facts, duties=duties, findings=kept)
    return replace(fresh, findings=(*kept, *contradictions(fresh)))


def _distribution(paragraphs: tuple[Paragraph, ...]) -> tuple[str, ...]:
    """The lines of the distribution list; one that names no kind goes on with the one before it."""
    lines: list[str] = []
    for paragraph in paragraphs:
        if paragraph.role == "tail":
            if is_distribution(paragraph.text):
                lines.append(paragraph.text)
            elif lines and lines[-1][-1:] in "；，、;,":
                lines[-1] += paragraph.text
    return tuple(lines)


def _unplaced(masthead: Masthead) -> tuple[Finding, ...]:
    """A bulletin whose region cannot be told: its 全市 and 我县 stay without a place."""
    if masthead.region is not None or masthead.genre == "其他":
        return ()
    return (Finding("地区不明", "提示", "没有读到所属地区，文中“全市”“我县”等说法无法对应到地区。"),)


def _reference(
    masthead: Masthead, paragraphs: tuple[Paragraph, ...]
) -> tuple[datetime.date | None, tuple[Finding, ...]]:
    """
    The day that 今年 counts from: the masthead's, unless the content reports months that come after it.

    汨罗's issue 2 is dated 2025-04-28 and reports 2026年1-3月; the content's year wins, and a finding says so.
    """
    reported = _reported(paragraphs)
    if masthead.date is None and (titled := re.match(r"(20\d\d)年", masthead.title)):
        note = f"没有读到印发日期，按标题推定为{titled[1]}年。"
        return datetime.date(int(titled[1]), 1, 1), (Finding("无日期", "提示", note),)
    if masthead.date is None:
        if not reported:
            return None, (Finding("无日期", "提示", "没有读到印发日期，文中“今年”“1-3月”等说法的年份无法确定。"),)
        latest = max(period_end for period_end, _, _ in reported)
        return latest, (Finding("无日期", "提示", f"没有读到印发日期，按文中最晚的期间推定为{latest.year}年。"),)
    later = [item for item in reported if item[0].year > masthead.date.year]
    if masthead.genre not in _REPORTING or not later:
        return masthead.date, ()
    year = Counter(item[0].year for item in later).most_common(1)[0][0]
    _, label, number = next(item for item in later if item[0].year == year)
    day = masthead.date
    sentence = f"报头日期为{day.year}年{day.month}月{day.day}日，但正文所述为{year}年的工作（如“{label}”），报头年份疑为{year}年之误。"
    corrected = day.replace(year=year, day=min(day.day, 28))
    return corrected, (Finding("日期矛盾", "警告", sentence, number),)


def _reported(paragraphs: tuple[Paragraph, ...]) -> list[tuple[datetime.date, str, int]]:
    """Months, quarters and days with their year said, in sentences that report: (end, wording, paragraph number)."""
    found = []
    for paragraph in paragraphs:
        if paragraph.role != "body":
            continue
        for sentence in re.split(r"(?<=[。；！？])", paragraph.text):
            if not _CONCLUDED.search(sentence) or re.search(r"力争|计划|预计|目标|规划|将于", sentence):
                continue
            for mention in find_periods(sentence, reference=None):
                if mention.period.basis in ("累计", "当月") or mention.period.start == mention.period.end:
                    found.append((mention.period.end, sentence[mention.start : mention.end], paragraph.number))
    return found
