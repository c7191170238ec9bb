"""Chinese numerals."""

import pytest

from corpus.numerals import numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("一百〇五", 105), ("两千", 2000), ("九", 9)],
)
def test_a_numeral_is_read(text: str, value: int) -> None:
    assert numeral(text) == value


@pytest.mark.parametrize("text", ["", "三五", "百", "千", "几十", "二〇二六"])
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert numeral(text) is None
