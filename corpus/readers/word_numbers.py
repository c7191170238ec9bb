"""Generate the numbers that Word prints before a paragraph and does not store: 一、, （二）, 3.1, ①, ●."""

import re

from corpus.readers.archive_limits import Element
from corpus.readers.word_xml import switch_of, value_of, w, whole_number

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
# How Wingdings and Symbol bullets look, by the private character that Word stores.
BULLETS = {"\uf0b7": "●", "\uf06c": "●", "\uf06e": "■", "\uf075": "◆", "\uf0d8": "▶", "\uf0a8": "□", "\uf0b2": "□"}
_COUNTED_IN_CHINESE = ("chinese", "japanese", "taiwanese", "korean", "ideographLegal")


class Numbering:
    """The numbers that Word generates; it counts as the document is walked, so each paragraph asks once."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, Element]] = {}
        self._changed: dict[str, dict[int, Element]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for abstract in () if root is None else root.findall(w("abstractNum")):
            levels = {whole_number(level.get(w("ilvl"))): level for level in abstract.findall(w("lvl"))}
            self._levels[abstract.get(w("abstractNumId"), "")] = levels
        for number in () if root is None else root.findall(w("num")):
            self._learn(number, number.get(w("numId"), ""))

    def _learn(self, number: Element, identifier: str) -> None:
        self._lists[identifier] = value_of(number, "abstractNumId") or ""
        for override in number.findall(w("lvlOverride")):
            level = whole_number(override.get(w("ilvl")))
            if (start := value_of(override, "startOverride")) is not None:
                self._restarts.setdefault(identifier, {})[level] = whole_number(start)
            if (changed := override.find(w("lvl"))) is not None:
                self._changed.setdefault(identifier, {})[level] = changed

    def level_of_style(self, identifier: str | None, style: str | None) -> str:
        """The level that a list ties to a paragraph style (标题 2 is its second level)."""
        levels = self._levels.get(self._lists.get(identifier or "", ""), {})
        return next((str(at) for at, level in levels.items() if style and value_of(level, "pStyle") == style), "0")

    def label(self, identifier: str, level: int) -> str:
        """The next number of this list at this level, as printed, with the space behind it where it needs one."""
        abstract = self._lists.get(identifier)
        definition = None if abstract is None else self._definition(identifier, level)
        if abstract is None or definition is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        # A list that says where it starts begins anew at its first paragraph, though it shares its counters.
        for at, start in self._restarts.pop(identifier, {}).items():
            counts[at] = start - 1
            for deeper in [other for other in counts if other > at]:
                del counts[deeper]
        counts[level] = counts.get(level, self._start(identifier, level) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            if value_of(self._definition(identifier, deeper), "lvlRestart") != "0":
                del counts[deeper]
        return self._printed(identifier, level, definition, counts)

    def _printed(self, identifier: str, level: int, definition: Element, counts: dict[int, int]) -> str:
        pattern = value_of(definition, "lvlText") or ""
        if _format(definition) == "bullet":
            return "".join(BULLETS.get(sign, "●" if "\ue000" <= sign <= "\uf8ff" else sign) for sign in pattern)
        legal = switch_of(definition, "isLgl")

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            style = _format(self._definition(identifier, at))
            count = counts.get(at, self._start(identifier, at))
            return _counted(count, "decimal" if legal and at < level and style != "decimalZero" else style)

        return re.sub(r"%([1-9])", printed, pattern)

    def _definition(self, identifier: str, level: int) -> Element | None:
        changed = self._changed.get(identifier, {}).get(level)
        return changed if changed is not None else self._levels.get(self._lists[identifier], {}).get(level)

    def _start(self, identifier: str, level: int) -> int:
        return whole_number(value_of(self._definition(identifier, level), "start"), 1)


def _format(definition: Element | None) -> str:
    return value_of(definition, "numFmt") or "decimal"


def _counted(count: int, style: str) -> str:
    """The number as Word prints it in this w:numFmt."""
    if style in ("none", "bullet"):
        return ""
    if style == "ideographDigital" or style.endswith("Digital"):
        return "".join(_DIGITS[int(digit)] for digit in str(count))
    if style.startswith(_COUNTED_IN_CHINESE):
        chinese = _chinese(count)
        return chinese.replace("零", "〇").translate(_LEGAL) if "legal" in style.lower() else chinese
    if style in ("ideographTraditional", "ideographZodiac"):
        cycle = "甲乙丙丁戊己庚辛壬癸" if style == "ideographTraditional" else "子丑寅卯辰巳午未申酉戌亥"
        return cycle[(count - 1) % len(cycle)]
    if style in ("lowerLetter", "upperLetter") and count:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman") and count < 400:
        roman, rest = "", count
        for value, sign in _ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return roman.upper() if style == "upperRoman" else roman
    if style.startswith("decimalEnclosed") and 1 <= count <= 20:
        first = {"decimalEnclosedFullstop": "⒈", "decimalEnclosedParen": "⑴"}.get(style, "①")
        return chr(ord(first) + count - 1)
    if style.startswith("decimalFullWidth"):
        return str(count).translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)})
    return f"{count:02d}" if style == "decimalZero" else str(count)


def _chinese(count: int) -> str:
    """一, 十, 十一, 二十, 一百零一, up to 9999."""
    text = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, count = divmod(count, unit)
        if digit:
            text += _DIGITS[digit] + sign
        elif text and count and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text or "〇"
