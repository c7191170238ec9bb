"""Regions are ranked in one period, one basis and one measure, each level by itself."""

from assistant.figures.ranking import ranking


def ranked(found) -> list[tuple[str, list[tuple[int, str, str]]]]:
    return [(one.level, [(place.position, place.region, place.words) for place in one.places]) for one in found.levels]


def regions(hit, period, changes, **fields):
    first = period("2026-01-01", "2026-03-31")
    return [hit(region=region, change=change, period=first, **fields) for region, change in changes]


def test_ties_share_a_place_and_a_city_is_not_ranked_against_its_counties(hit, period) -> None:
    changes = (("汨罗市", 3.0), ("岳阳市", 9.9), ("华容县", 5.0), ("湘阴县", 5.0), ("弼时镇", 7.0))
    found = ranking(regions(hit, period, changes), indicator="固定资产投资")
    assert ranked(found) == [
        ("市州", [(1, "岳阳市", "增长9.9%")]),
        ("县市区", [(1, "华容县", "增长5%"), (1, "湘阴县", "增长5%"), (3, "汨罗市", "增长3%")]),
        ("其他", [(1, "弼时镇", "增长7%")]),
    ]
    assert (found.period.label, found.basis, found.notes) == ("2026年1-3月", "累计", ())


def test_the_latest_period_in_which_two_can_be_compared_is_taken_and_said(hit, period) -> None:
    hits = regions(hit, period, (("汨罗市", 3.0), ("华容县", 5.0)))
    for region in ("汨罗市", "湘阴县"):
        hits.append(hit(region=region, change=1.0, period=period("2026-01-01", "2026-02-28")))
    hits.append(hit(region="汨罗市", change=4.0, period=period("2026-01-01", "2026-04-30")))
    found = ranking(hits, indicator="固定资产投资")
    assert found.period.label == "2026年1-3月"
    assert found.notes == (
        "取最近一期：固定资产投资2026年1-3月累计增速。另可比较：固定资产投资2026年1-2月累计增速。",
        "更近的固定资产投资2026年1-4月累计增速只有一个地区的数，或同级地区不足两个，无从比较。",
    )


def test_amounts_are_compared_in_one_unit_when_asked_for(hit, period) -> None:
    first = period("2026-01-01", "2026-03-31")
    hits = [hit(region="汨罗市", value=9500.0, unit="万元", change=9.0, period=first)]
    hits.append(hit(region="华容县", value=1.2, unit="亿元", change=2.0, period=first))
    assert [one[1] for _, level in ranked(ranking(hits, indicator="固投")) for one in level] == ["汨罗市", "华容县"]
    found = ranking(hits, indicator="固投", sort="数值")
    assert [(place.region, place.value) for place in found.levels[0].places] == [("华容县", 1.2), ("汨罗市", 0.95)]


def test_a_region_told_two_numbers_is_left_out_and_named(hit, period) -> None:
    hits = regions(hit, period, (("汨罗市", 3.0), ("华容县", 5.0), ("湘阴县", 4.0), ("湘阴县", 6.0)))
    found = ranking(hits, indicator="固定资产投资")
    assert [place.region for place in found.levels[0].places] == ["华容县", "汨罗市"]
    assert found.notes[0].startswith("湘阴县同一期间有不同的数，未参加排名：增长4%（《甲专报》")


def test_a_bound_is_ranked_by_its_number_and_said(hit, period) -> None:
    hits = regions(hit, period, (("汨罗市", 3.0), ("华容县", 5.0)), change_bound=">=")
    assert ranking(hits, indicator="固投").notes == ("带“以上”“突破”“左右”等字样的数，按所写的数字排序。",)


def test_what_cannot_be_compared_is_refused_in_a_sentence(hit, period) -> None:
    alone = regions(hit, period, (("汨罗市", 3.0), ("岳阳市", 5.0)))
    mixed = [
        hit(region="汨罗市", change=1.0, period=period("2026-03-01", "2026-03-31", "当月")),
        hit(region="华容县", change=1.0, period=period("2026-03-31", "2026-03-31", "时点")),
    ]
    of_companies = regions(hit, period, (("汨罗市", 3.0), ("华容县", 5.0)), subject="某企业")
    refused = "“固投”没有两个同级地区在同一期间、同一口径下的数字，无从比较。"
    assert [ranking(hits, indicator="固投").notes for hits in (alone, mixed)] == [(refused,), (refused,)]
    assert ranking(of_companies, indicator="固投").notes == ("没有“固投”的、写明地区和期间的实际数字，无从比较。",)
