"""What a user types becomes a query, and what had to be stretched is said."""

import datetime
from dataclasses import replace

import pytest

from assistant.figures.asking import Wanted, duty_view, figure_view
from assistant.figures.lookup import look_up, period_of
from corpus.bulletin import Duty, Fact, Party, Period
from corpus.errors import BulletinError, LibraryBusy
from index.ingest import ingest
from index.library import open_library

Q1 = Period(datetime.date(2026, 1, 1), datetime.date(2026, 3, 31), "2026年1-3月", "累计")
FEBRUARY = Period(datetime.date(2026, 1, 1), datetime.date(2026, 2, 28), "2026年1-2月", "累计")


def growth(indicator: str, region: str, change: float, period: Period = Q1) -> Fact:
    return Fact(6, 0, 4, indicator, indicator, "actual", region, period=period, change=change, change_unit="%")


@pytest.fixture
def filled(library, write_bulletin):
    """A library of one document whose facts and duties are made by hand."""
    ingest(
        library, [write_bulletin("汨罗专报.txt", body={"主要指标": ["=经济运行平稳。（市商务局牵头）", "稳中有进。"]})]
    )
    (document,) = library.documents()
    number = next(one.paragraph.number for one in library.passages(document.key) if "平稳" in one.paragraph.text)
    made = (
        growth("固定资产投资", "汨罗市", 3.2),
        growth("固定资产投资", "汨罗市", 2.0, FEBRUARY),
        growth("固定资产投资", "华容县", 4.0),
        growth("零工驿站数", "弼时镇", 1.0),
    )
    facts = [Fact(**{name: getattr(one, name) for name in Fact.__slots__} | {"paragraph": number}) for one in made]
    duty = Duty(number, 0, 15, "经济运行调度", (Party("市商务局", "牵头"),))
    stated = replace(library.store.bulletin(document), facts=tuple(facts), duties=(duty,))
    library.store.keep_statements(document.generation, stated, rules=current(library))
    return library


def current(library) -> str:
    return library.store._rows("SELECT rules FROM reading")[0]["rules"]


def shown(found) -> list[tuple[str | None, float | None]]:
    return [(hit.fact.region, hit.fact.change) for hit in found.hits]


def test_region_indicator_and_period_narrow(filled) -> None:
    found = look_up(filled, regions=["岳阳"], within=True, indicator="固投", period="一季度")
    assert (shown(found), found.notes) == ([("华容县", 4.0), ("汨罗市", 3.2)], ())
    assert shown(look_up(filled, regions=["汨罗"], indicator="固投", period="最新")) == [("汨罗市", 3.2)]
    assert shown(look_up(filled, regions=["弼时镇"])) == [("弼时镇", 1.0)]


def test_what_had_to_be_stretched_is_said(filled) -> None:
    found = look_up(filled, regions=["汨罗"], indicator="固投", period="2026年")
    assert found.notes == ("没有正好是2026年的数字，以下是与它有重叠的期间。",)
    assert shown(found) == [("汨罗市", 3.2), ("汨罗市", 2.0)]
    found = look_up(filled, indicator="零工驿站")
    assert (shown(found), found.notes) == ([("弼时镇", 1.0)], ("没有“零工驿站”的数字，以下是名称相近的：零工驿站数。",))
    assert look_up(filled, indicator="航天发射次数").hits == ()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"regions": ["火星"]}, "不认识地区“火星”，请写全称，如 华容县、岳阳市。"),
        ({"period": "什么时候"}, "期间“什么时候”看不懂，请写成 2026年1-3月、2026年一季度、2026年 或 最新。"),
    ],
)
def test_what_cannot_be_made_out_is_told(filled, arguments, sentence) -> None:
    with pytest.raises(BulletinError, match=sentence):
        look_up(filled, **arguments)


def test_a_period_is_read_as_it_is_typed() -> None:
    day = datetime.date(2026, 4, 15)
    texts = ("2026年1-3月", " 一季度 ", "2026-03")
    assert [period_of(text, reference=day).label for text in texts] == ["2026年1-3月", "2026年1-3月", "2026年3月"]


def test_a_reader_beside_an_older_owner_is_told_to_stop_it(filled, home, encoder) -> None:
    filled.store.set_setting("任何", "改动")
    with filled.store.transaction() as connection:
        connection.execute("DELETE FROM reading")
    with (
        open_library(home, encoder) as reader,
        pytest.raises(LibraryBusy, match="资料库有 1 份文件的数字还没有按现在的程序读取"),
    ):
        look_up(reader)


def test_views_are_a_table_an_object_and_a_sheet(filled) -> None:
    view = figure_view(filled, Wanted(indicator="固投", limit=1))
    assert [record["region"] for record in view.record] == ["华容县"]
    assert view.notes == ("共 3 条，显示前 1 条；用 --limit 显示更多。",)
    head, row = view.sheet.decode("utf-8-sig").splitlines()
    assert view.sheet.startswith(b"\xef\xbb\xbf")
    assert dict(zip(head.split(","), row.split(","), strict=True)) | {"增减": "4.0", "原文": "'=经济运"} == dict(
        zip(head.split(","), row.split(","), strict=True)
    )


def test_series_and_comparison_are_of_one_indicator(filled) -> None:
    line, other = figure_view(filled, Wanted(indicator="固投", views=("series",))).record["lines"]
    assert [point["value"] for point in other["points"]] == [2.0, 3.2]
    assert (line["region"], line["points"][0]["citations"][0]["document"]) == ("华容县", "汨罗专报")
    compared = figure_view(filled, Wanted(indicator="固投", views=("compare",))).record
    assert [(one["position"], one["region"]) for one in compared["levels"][0]["places"]] == [
        (1, "华容县"),
        (2, "汨罗市"),
    ]
    for views, sentence in (((), ""), (("series",), "要说明是哪个指标"), (("series", "targets"), "一次只能用一个")):
        if sentence:
            with pytest.raises(BulletinError, match=sentence):
                figure_view(filled, Wanted(views=views))


def test_targets_without_any_say_so(filled) -> None:
    assert figure_view(filled, Wanted(views=("targets",))).notes == ("没有找到符合条件的数字，请换个说法或放宽条件。",)


def test_duties_are_asked_either_way(filled) -> None:
    view = duty_view(filled, unit="市商务局", task=None)
    assert [(one["task"], one["citation"]["document"]) for one in view.record] == [("经济运行调度", "汨罗专报")]
    assert duty_view(filled, unit=None, task="经济运行", regions=["岳阳市"]).record == view.record
    assert duty_view(filled, unit="市应急局", task=None).notes == (
        "没有找到符合条件的责任分工，请换个说法或放宽条件。",
    )
