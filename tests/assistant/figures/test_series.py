"""A line is of one basis and one measure, its gaps are told, and every point is cited."""

import pytest

from assistant.figures.series import basis_of, series


def test_points_stand_in_the_order_of_their_periods_with_the_gaps_between_them(hit, period) -> None:
    spans = (("2026-01-01", "2026-05-31", 5.0), ("2026-01-01", "2026-02-28", 3.0), ("2025-01-01", "2025-12-31", 4.0))
    found = series([hit(change=change, period=period(start, end)) for start, end, change in spans])
    (line,) = found.lines
    assert [(point.period.label, point.words) for point in line.points] == [
        ("2025年1-12月", "增长4%"), ("2026年1-2月", "增长3%"), ("2026年1-5月", "增长5%"),
    ]  # fmt: skip
    assert line.missing == ("2026年1月", "2026年1-3月", "2026年1-4月")
    assert (line.spark, found.notes) == ("▅▁█", ())
    assert line.points[0].citations[0].printed() == "《甲专报》第2期（2026-04-15）【重要指标】 第2段"


def test_bases_and_measures_are_never_mixed(hit, period) -> None:
    found = series(
        [
            hit(change=3.0, value=80.0, unit="亿元", period=period("2026-01-01", "2026-03-31")),
            hit(change=9.0, period=period("2026-03-01", "2026-03-31", "当月")),
            hit(change=1.0, change_over="环比", period=period("2026-03-01", "2026-03-31", "当月")),
            hit(change=2.0, period=period("2026-04-01", "2026-06-30")),
        ]
    )
    assert [(line.basis, line.measure.sort, len(line.points)) for line in found.lines] == [
        ("单季", "增速", 1), ("当月", "增速", 1), ("当月", "环比增速", 1), ("累计", "增速", 1), ("累计", "数值", 1),
    ]  # fmt: skip
    assert found.notes == ("期间口径不同（单季、当月、累计），已分开列出，不可混看。",)


def test_units_of_one_kind_become_one_and_a_note_says_so(hit, period) -> None:
    amounts = ((9500.0, "万元", "2026-02-28"), (1.2, "亿元", "2026-03-31"), (1.5, "亿元", "2026-04-30"))
    found = series([hit(value=value, unit=unit, period=period("2026-01-01", end)) for value, unit, end in amounts])
    (line,) = found.lines
    assert (line.unit, [point.value for point in line.points]) == ("亿元", [0.95, 1.2, 1.5])
    assert line.points[0].words == "9500万元"
    assert line.notes == ("原文单位有亿元、万元，已统一换算为亿元。",)


def test_what_is_said_twice_is_one_point_and_what_contradicts_is_two(hit, period) -> None:
    first = period("2026-01-01", "2026-03-31")
    changes = (("甲", 3.0), ("乙", 3.0), ("丙", 3.5))
    (line,) = series([hit(document=name, change=change, period=first) for name, change in changes]).lines
    assert [[citation.document for citation in point.citations] for point in line.points] == [["甲", "乙"], ["丙"]]
    assert line.notes == ("2026年1-3月有 2 个不同的数，请核对原文。",)


def test_targets_companies_and_undated_figures_make_no_points_of_a_region_s_line(hit, period) -> None:
    first = period("2026-01-01", "2026-03-31")
    hits = [hit(change=1.0, period=first), hit(change=9.0, period=first, kind="target"), hit(change=8.0)]
    found = series([*hits, hit(change=7.0, period=first, subject="某企业")])
    assert [(line.subject, len(line.points)) for line in found.lines] == [(None, 1), ("某企业", 1)]
    assert found.notes == ("另有 1 处没有写明期间，未列入。",)


def test_missing_years_are_told_by_the_year(hit, period) -> None:
    years = [hit(change=1.0, period=period(f"{year}-01-01", f"{year}-12-31", "年度")) for year in (2022, 2025)]
    assert series(years).lines[0].missing == ("2023年", "2024年")


@pytest.mark.parametrize(
    ("start", "end", "basis", "expected"),
    [
        ("2026-01-01", "2026-03-31", "累计", "累计"), ("2026-04-01", "2026-06-30", "累计", "单季"),
        ("2026-07-01", "2026-12-31", "累计", "半年"), ("2026-04-01", "2026-05-31", "累计", "2个月合计"),
        ("2023-01-01", "2025-12-31", "年度", "多年"), ("2026-03-01", "2026-03-31", "当月", "当月"),
    ],
)  # fmt: skip
def test_a_quarter_of_its_own_is_not_cumulative(period, start, end, basis, expected) -> None:
    assert basis_of(period(start, end, basis)) == expected
