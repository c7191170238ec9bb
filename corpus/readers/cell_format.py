"""A workbook's number as its cell shows it: 0.081 with 0.0% is 8.1%, 46082 with yyyy"年"m"月" is 2026年3月."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

# The formats that a file names by number only (ECMA-376 18.8.30; 27-36 and 50-58 as a Chinese Excel shows them).
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy/m/d", 15: "yyyy/m/d", 16: "m/d", 17: "yyyy/m", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 45: "mm:ss", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
# Quoted text, an escaped character, a width (_x) or filling (*x) sign, a bracket ([Red], [$-804], [>100]), anything.
_PIECE = re.compile(r'"([^"]*)"|\\(.)|([_*]).|\[([^\]]*)\]|(.)', re.DOTALL)
_DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
_DATE_TOKEN = re.compile(r"y+|m+|d+|h+|s+|AM/PM|上午/下午|.", re.IGNORECASE | re.DOTALL)
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?,*")
_MOST_DECIMALS = 15
_LATEST_DAY = 2_958_465  # 9999-12-31
# Beyond this a number is printed as it is stored; no statistic has twenty digits.
_LARGEST = Decimal(10) ** 20


def as_shown(value: str, *, number: int = 0, code: str = "", from_1904: bool = False) -> str:
    """The stored `value` in the format `code`, or in the built-in one of that `number`; text stays as it is."""
    if not code and number == 0 and value.isdecimal() and value.isascii() and len(value) < 16:
        return value  # most cells; the rest of this is slow
    try:
        amount = Decimal(value)
        # 15 digits are all that a cell keeps; 4.3500000000000005 is 4.35.
        amount = Decimal(f"{float(amount):.15g}") if amount.is_finite() else amount
    except (InvalidOperation, OverflowError, ValueError):
        return value
    if not amount.is_finite() or abs(amount) >= _LARGEST:
        return value
    section, negative = _section(code or _BUILT_IN.get(number, "General"), amount)
    pieces = _pieces(section)
    bare = "".join(text for text, literal in pieces if not literal)
    if _DATE_LETTERS.search(bare.replace("General", "")):
        return _date(pieces, float(amount), from_1904=from_1904) or _general(amount)
    if not _DIGITS.search(bare):
        general = _general(abs(amount) if negative and "-" in bare else amount)
        # A section of words alone (0 as "—") hides the number; General prints it.
        words = "".join(text.replace("General", general) for text, _ in pieces).strip()
        return general if "@" in bare or not words or words == "-" else words
    return _number(pieces, bare, amount, negative=negative)


def _general(amount: Decimal) -> str:
    text = f"{amount.quantize(Decimal('1e-10'), rounding=ROUND_HALF_UP) if amount % 1 else amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _section(code: str, amount: Decimal) -> tuple[str, bool]:
    """The part of `positive;negative;zero` that applies, and whether it is the one for negative numbers."""
    sections, last = [], 0
    for match in _PIECE.finditer(code[:500]):
        if match[5] == ";":
            sections.append(code[last : match.start()])
            last = match.end()
    sections.append(code[last:500])
    if amount < 0 and len(sections) > 1:
        return sections[1], True
    if amount == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _pieces(section: str) -> list[tuple[str, bool]]:
    """(text, whether it is literal) with widths, colours and conditions left out."""
    pieces: list[tuple[str, bool]] = []
    for quoted, escaped, width, bracket, other in _PIECE.findall(section):
        if quoted or escaped:
            pieces.append((quoted or escaped, True))
        elif bracket.startswith("$") and bracket[1:].split("-")[0]:
            pieces.append((bracket[1:].split("-")[0], True))  # a currency sign, [$¥-804]
        elif bracket in ("h", "hh", "m", "mm"):  # hours or minutes that run beyond a day; rare, shown within it
            pieces.append((bracket, False))
        elif other and not width:
            if pieces and not pieces[-1][1]:
                pieces[-1] = (pieces[-1][0] + other, False)
            else:
                pieces.append((other, False))
    return pieces


def _number(pieces: list[tuple[str, bool]], bare: str, amount: Decimal, *, negative: bool) -> str:
    if "/" in bare or re.search(r"E[+\-]", bare):  # fractions and powers of ten: the value itself is clearer
        return _general(amount)
    digits = _DIGITS.search(bare)
    assert digits is not None
    form = digits[0].rstrip(",")
    thousands = len(digits[0]) - len(form)  # 0.00,, shows millions
    whole, _, fraction = form.partition(".")
    amount = amount * Decimal(100) ** bare.count("%") / Decimal(1000) ** thousands
    needed = fraction[:_MOST_DECIMALS]
    rounded = abs(amount).quantize(Decimal(1).scaleb(-len(needed)), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    text = "0" * (whole.count("0") - len(text.partition(".")[0])) + text  # 0731 in 0000
    optional = len(needed) - len(needed.rstrip("#?"))
    if optional and "." in text:
        kept, dropped = text[:-optional], text[-optional:].rstrip("0")
        text = (kept + dropped).rstrip(".")
    if not rounded and "0" not in form:
        text = ""  # `"-"??` shows a zero as -
    # A section that tells a negative number by its colour alone would lose the sign here.
    signed = negative and re.search(r"[-(（▲△]", "".join(text for text, _ in pieces))
    sign = "-" if amount < 0 and rounded and not signed else ""
    told, shown = "", False
    for piece, literal in pieces:
        if literal or shown:
            told += piece if literal else _DIGITS.sub("", piece)
            continue
        place = _DIGITS.search(piece)
        shown = place is not None
        told += piece[: place.start()] + text + piece[place.end() :] if place else piece
    return sign + told.strip()


def _date(pieces: list[tuple[str, bool]], serial: float, *, from_1904: bool) -> str:
    """The day or time; an empty string for a number that is no day."""
    if not 0 <= serial <= _LATEST_DAY:
        return ""
    # Excel believes in 29 February 1900, so that days before 1 March 1900 count from one day later.
    start = datetime.datetime(1904, 1, 1) if from_1904 else datetime.datetime(1899, 12, 31 if serial < 60 else 30)
    try:
        moment = start + datetime.timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return ""
    told, after_hours = "", False
    half_day = any("AM/PM" in text or "上午/下午" in text for text, literal in pieces if not literal)
    for text, literal in pieces:
        if literal:
            told += text
            continue
        tokens = _DATE_TOKEN.findall(text)
        for place, token in enumerate(tokens):
            letter = token[0].lower()
            following = next((later[0].lower() for later in tokens[place + 1 :] if _DATE_LETTERS.match(later)), "")
            minutes = letter == "m" and (after_hours or following == "s")
            told += _date_part(token, moment, minutes=minutes, half_day=half_day)
            if _DATE_LETTERS.match(token):
                after_hours = letter == "h"
    return told.strip()


def _date_part(token: str, moment: datetime.datetime, *, minutes: bool, half_day: bool) -> str:
    letter, width = token[0].lower(), len(token)
    if token.upper() == "AM/PM" or token in ("上午/下午",):
        return "上午" if moment.hour < 12 else "下午"
    if letter == "y":
        return f"{moment.year}" if width > 2 else f"{moment.year % 100:02}"
    if letter == "d" and width > 2:
        return f"星期{'一二三四五六日'[moment.weekday()]}"
    values = {"m": moment.minute if minutes else moment.month, "d": moment.day, "s": moment.second}
    values["h"] = (moment.hour - 1) % 12 + 1 if half_day else moment.hour
    if letter not in values or not token.isalpha():
        return token.replace("@", "")
    return f"{values[letter]:0{min(width, 2)}}"
