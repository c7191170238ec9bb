"""Does the stored paragraph still say what is stored of it? Every fact and duty held against its span, and read anew."""

import re
from collections import Counter
from dataclasses import dataclass

from corpus.bulletin import Duty, Fact
from corpus.folding import squeeze
from corpus.reading import Read, read_statements
from index.hits import Document
from index.store import Store

_MINUS = re.compile(r"(?<![\d%a-z年月日)])-(\d+(?:\.\d+)?)")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_SPELLED = re.compile(r"[零〇一二两三四五六七八九十百千]+")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1_000}
# Numbers that are said in a word.
_WORDS = {
    "翻番": 100.0, "翻一番": 100.0, "翻两番": 300.0, "持平": 0.0, "无": 0.0, "未": 0.0, "没有": 0.0, "为零": 0.0,
    "一半": 50.0, "半": 0.5, "全部": 100.0, "全面": 100.0, "全覆盖": 100.0,
}  # fmt: skip
_NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class SpanCheck:
    """How many statements were checked, how many a second reading agrees with, and a sentence for each failure."""

    facts: int
    duties: int
    agreeing: int
    failures: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        """The report, a line each."""
        total = self.facts + self.duties
        state = "全部与原文相符" if not self.failures else f"有 {len(self.failures)} 处不符"
        summary = f"核对原文：{self.facts} 条数字、{self.duties} 条责任分工，{state}；重新读取后 {self.agreeing}/{total} 条一致。"
        return [summary, *self.failures]


def verify_spans(store: Store, *, read: Read = read_statements) -> SpanCheck:
    """Check all facts and duties of live documents; `read` is how they are read a second time."""
    facts = duties = agreeing = 0
    failures: list[str] = []
    for document in sorted(store.documents(), key=lambda document: document.name):
        bulletin = store.bulletin(document)
        texts = {paragraph.number: paragraph.text for paragraph in bulletin.paragraphs}
        stored: tuple[Fact | Duty, ...] = (*bulletin.facts, *bulletin.duties)
        for one in stored:
            for sentence in wrong(one, texts.get(one.paragraph)):
                failures.append(f"“{document.name}”第{one.paragraph}段：{sentence}")
        again, repeated = read(bulletin)
        same = sum((Counter(stored) & Counter[Fact | Duty]((*again, *repeated))).values())
        if not same == len(stored) == len(again) + len(repeated):
            failures.append(_disagreement(document, len(stored), len(again) + len(repeated), same))
        facts, duties, agreeing = facts + len(bulletin.facts), duties + len(bulletin.duties), agreeing + same
    return SpanCheck(facts, duties, agreeing, tuple(failures))


def _disagreement(document: Document, stored: int, again: int, same: int) -> str:
    return f"“{document.name}”存有 {stored} 条，重新读取得 {again} 条，其中 {same} 条一致。"


def wrong(one: Fact | Duty, text: str | None) -> list[str]:
    """What a paragraph does not say of a statement that cites it."""
    name = one.indicator if isinstance(one, Fact) else one.task
    if text is None:
        return [f"“{name}”所引的段落不存在。"]
    if not 0 <= one.start < one.end <= len(text):
        return [f"“{name}”的位置 {one.start}—{one.end} 超出段落（{len(text)} 字）。"]
    clause = text[one.start : one.end]
    plain = squeeze(clause)
    if isinstance(one, Duty):
        missing = [party.name for party in one.parties if not _printed(squeeze(party.name), plain)]
        return [f"“{clause}”里没有单位“{'”“'.join(missing)}”。"] if missing else []
    found = []
    # What is told once more of another region or period, 甲县1所、乙县2所, is named ahead of its own clause.
    if not _printed(squeeze(one.wording), plain) and squeeze(one.wording) not in squeeze(text[: one.start]):
        found.append(f"“{clause}”里没有“{one.wording}”。")
    said = numbers_said(plain)
    for number in (one.value, one.upper, one.change, one.change_upper, one.stretch):
        if number is not None and not any(abs(abs(number) - value) < _NEAR for value in said):
            found.append(f"“{clause}”里没有数字 {number:g}（{one.indicator}）。")
        elif number is not None and number > 0 and any(abs(number - value) < _NEAR for value in _negative(plain)):
            found.append(f"“{clause}”里的 {number:g} 前有负号，存的是正数（{one.indicator}）。")
    return found


def _negative(plain: str) -> set[float]:
    """The numbers that a minus sign stands before; the dash of 1-2月 and 4.5%-5% is none."""
    return {float(match[1]) for match in _MINUS.finditer(plain)}


def _printed(name: str, plain: str) -> bool:
    """Whether a name stands in the clause, whole or in two parts: 甲局和乙局的负责人 names 甲局负责人 as well."""
    bare = re.sub(r"\(.*\)$", "", name)
    return bare in plain or any(bare[:at] in plain and bare[at:] in plain for at in range(2, len(bare) - 1))


def numbers_said(clause: str) -> set[float]:
    """The numbers that a clause says, in digits or spelled; 2.5倍 and 七成 also as per cent. A reading of its own."""
    said = {float(match[0].replace(",", "")) for match in _NUMBER.finditer(clause)}
    said |= {value for match in _SPELLED.finditer(clause) for value in _spelled(match[0])}
    said |= {value * 100 for value in said if "倍" in clause} | {(value - 1) * 100 for value in said if "倍" in clause}
    said |= {value * 10 for value in said if "成" in clause}
    return said | {value for word, value in _WORDS.items() if word in clause}


def _spelled(text: str) -> set[float]:
    """二十五 and 一千二百 -> their value; 两三 -> each of its digits, 二〇二五 -> 2025 as well; 万 and 亿 are of the unit."""
    digits = [_DIGITS[character] for character in text if character in _DIGITS]
    found = {float(digit) for digit in digits}
    if len(digits) == len(text):
        found.add(float("".join(map(str, digits))))
    total, number = 0, 0
    for character in text:
        if character in _DIGITS:
            number = _DIGITS[character]
        else:
            total += (number or 1) * _TENS[character]
            number = 0
    return found | {float(total + number)}
