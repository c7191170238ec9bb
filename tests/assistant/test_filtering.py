"""What a user types as a filter."""

import datetime

import pytest

from assistant.filtering import filters_of
from corpus.errors import BulletinError


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2026", datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)),
        ("2026-02", datetime.date(2026, 2, 1), datetime.date(2026, 2, 28)),
        ("2026-12", datetime.date(2026, 12, 1), datetime.date(2026, 12, 31)),
        ("2026-04-15", datetime.date(2026, 4, 15), datetime.date(2026, 4, 15)),
        ("9999", datetime.date(9999, 1, 1), datetime.date(9999, 12, 31)),
    ],
)
def test_a_year_or_month_means_its_first_or_last_day(text: str, since: datetime.date, until: datetime.date) -> None:
    filters = filters_of(since=text, until=text)
    assert (filters.since, filters.until) == (since, until)


def test_a_short_region_is_known_and_no_filter_is_no_narrowing() -> None:
    assert filters_of(region="华容").regions == ("华容县",)
    assert (filters_of().regions, filters_of().kinds) == ((), ())


@pytest.mark.parametrize(
    ("typed", "words"), [({"region": "火星"}, "火星"), ({"kind": "天气"}, "天气"), ({"since": "去年"}, "去年")]
)
def test_what_cannot_be_understood_is_told_in_a_sentence(typed: dict[str, str], words: str) -> None:
    with pytest.raises(BulletinError, match=words):
        filters_of(**typed)
