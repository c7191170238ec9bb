"""Chinese numerals up to 9,999: 十 -> 10, 二十三 -> 23, 一百〇五 -> 105."""

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def numeral(text: str) -> int | None:
    """The number that `text` spells, in Arabic or Chinese digits; None for 三五, 百 and whatever else is no number."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or text in ("百", "千"):
        return None
    total, digit = 0, None
    for character in text:
        if character in _TENS:
            total += (1 if digit is None else digit) * _TENS[character]
            digit = None
        elif character not in _DIGITS or digit:
            return None
        else:
            digit = _DIGITS[character]
    return total + (digit or 0)
