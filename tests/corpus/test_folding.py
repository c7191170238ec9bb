"""The normal form of a text for comparing it keeps every character's place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import fold, squeeze


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("１—７月", "1-7月"),
        ("1～7月", "1-7月"),
        ("增长４.７％", "增长4.7%"),
        ("ＧＤＰ", "gdp"),
        ("（一）强基：", "(一)强基:"),
        ("〔2024〕2号", "〔2024〕2号"),
        ("第Ⅲ类", "第Ⅲ类"),
        ("①②", "12"),
    ],
)
def test_one_form_for_what_is_printed_in_several(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@given(st.text())
def test_folding_keeps_the_length_so_that_spans_carry_over(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="１2－—～％Ｇgd（)全市 \u3000"))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_white_space_does_not_tell_two_printings_apart() -> None:
    assert squeeze("截至 3 月　31 日，\nＡ类") == squeeze("截至3月31日，a类")
