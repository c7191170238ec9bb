"""Regions are found by full name, short form and alias; the longest name wins, and names within names are not regions."""

import pytest

from corpus.bulletin import Level
from corpus.regions import Region, contains, enclosing, find_regions, gazetteer, region_named, resolve_own


def named(text: str) -> list[tuple[str, str]]:
    return [(text[mention.start : mention.end], mention.region.name) for mention in find_regions(text)]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("岳阳楼区、岳阳县和岳阳", [("岳阳楼区", "岳阳楼区"), ("岳阳县", "岳阳县"), ("岳阳", "岳阳市")]),
        ("岳阳市岳阳县", [("岳阳市", "岳阳市"), ("岳阳县", "岳阳县")]),
        ("长沙县与长沙市", [("长沙县", "长沙县"), ("长沙市", "长沙市")]),
        ("邵阳的邵阳县", [("邵阳", "邵阳市"), ("邵阳县", "邵阳县")]),
        ("汨罗江总磷", []),
        ("登岳阳楼", []),
        ("湖南石化检修", []),
        ("湖南中烟、湖南钢铁、湖南大学", []),
        ("湘潭大学", []),
        ("“汨罗味”品牌", []),
        ("“汨罗粽子”原料", []),
        ("湘江新区与湘江", [("湘江新区", "湘江新区")]),
        ("经开区、岳阳经开区", [("经开区", "岳阳经济技术开发区"), ("岳阳经开区", "岳阳经济技术开发区")]),
        ("国家级经开区", []),
        ("高新区", []),
        ("新港区", [("新港区", "城陵矶新港区")]),
        ("湘西州", [("湘西州", "湘西土家族苗族自治州")]),
        ("岳阳市级重点民生实事", []),
        ("屈原区与屈原管理区", [("屈原区", "屈原管理区"), ("屈原管理区", "屈原管理区")]),
        ("浙江省温州市", [("浙江省", "浙江省"), ("温州市", "温州市")]),
        ("高于全国", [("全国", "全国")]),
        ("县道改造、打通道路", []),
        ("南县", [("南县", "南县")]),
        ("市发改委会同市统计局", []),
        ("会同县", [("会同县", "会同县")]),
        ("投资兴业环境", []),
        ("资兴与资兴市", [("资兴", "资兴市"), ("资兴市", "资兴市")]),
        ("平安乡村建设", []),
        ("创新化解机制", []),
        ("国省道县道提质", []),
        ("道县、新化", [("道县", "道县"), ("新化", "新化县")]),
        ("湖南湖北两省", [("湖南", "湖南省"), ("湖北", "湖北省")]),
        ("湘江西岸", []),
        ("湖南县域经济", [("湖南", "湖南省")]),
        ("云溪、君山", [("云溪", "云溪区"), ("君山", "君山区")]),
        ("君山银针", []),
        ("临湘高新区", [("临湘", "临湘市")]),
        ("", []),
    ],
)
def test_names_in_a_text(text: str, mentions: list[tuple[str, str]]) -> None:
    assert named(text) == mentions


def test_all_districts_of_yueyang_are_known() -> None:
    inside = {name for name, region in gazetteer().items() if region.parent == "岳阳市"}
    assert inside == {
        *("岳阳楼区", "云溪区", "君山区", "岳阳县", "华容县", "湘阴县", "平江县", "汨罗市", "临湘市"),
        *("岳阳经济技术开发区", "城陵矶新港区", "南湖新区", "屈原管理区"),
    }


def test_all_fourteen_cities_of_hunan_are_known() -> None:
    cities = {name for name, region in gazetteer().items() if region.level == "市" and region.parent == "湖南省"}
    assert cities == {
        *("长沙市", "株洲市", "湘潭市", "衡阳市", "邵阳市", "岳阳市", "常德市", "张家界市", "益阳市", "郴州市"),
        *("永州市", "怀化市", "娄底市", "湘西土家族苗族自治州"),
    }


@pytest.mark.parametrize(
    "short",
    [
        "北京",
        "天津",
        "上海",
        "重庆",
        "河北",
        "山西",
        "辽宁",
        "吉林",
        "黑龙江",
        "江苏",
        "浙江",
        "安徽",
        "福建",
        "江西",
        "山东",
        "河南",
        "湖北",
        "湖南",
        "广东",
        "海南",
        "四川",
        "贵州",
        "云南",
        "陕西",
        "甘肃",
        "青海",
        "内蒙古",
        "广西",
        "西藏",
        "宁夏",
        "新疆",
        "台湾",
    ],
)
def test_every_province_is_known_by_its_short_form(short: str) -> None:
    region = region_named(short)
    assert region is not None
    assert (region.level, region.parent) == ("省", "全国")
    assert region.name.startswith(short)
    assert named(f"{short}增长5%") == [(short, region.name)]


def test_every_name_in_the_gazetteer_is_found_as_itself() -> None:
    wrong = {name: named(name) for name in gazetteer() if named(name) != [(name, name)]}
    assert wrong == {}


@pytest.mark.parametrize("name", ["汨罗", "汨罗市"])
def test_short_form_and_full_name_are_one_region(name: str) -> None:
    assert region_named(name) == Region("汨罗市", "县", "岳阳市")


@pytest.mark.parametrize("name", ["火星", "", None])
def test_an_unknown_name_is_no_region(name: str | None) -> None:
    assert region_named(name) is None


@pytest.mark.parametrize(
    ("outer", "inner", "answer"),
    [
        ("岳阳市", "汨罗市", True),
        ("湖南省", "汨罗市", True),
        ("全国", "汨罗市", True),
        ("汨罗市", "汨罗市", True),
        ("汨罗市", "岳阳市", False),
        ("长沙市", "汨罗市", False),
        ("湖北省", "岳阳市", False),
        ("岳阳县", "岳阳楼区", False),
        ("全国", "北京市", True),
    ],
)
def test_one_region_lies_in_another(outer: str, inner: str, *, answer: bool) -> None:
    assert contains(outer, inner) is answer


@pytest.mark.parametrize(
    ("name", "level", "answer"),
    [("汨罗市", "市", "岳阳市"), ("汨罗市", "省", "湖南省"), ("汨罗市", "县", "汨罗市"), ("湖南省", "市", None)],
)
def test_the_region_of_a_level_that_encloses_another(name: str, level: Level, answer: str | None) -> None:
    region = enclosing(name, level)
    assert (region.name if region else None) == answer


@pytest.mark.parametrize(
    ("word", "home", "answer"),
    [
        ("全市", "岳阳市", "岳阳市"),
        ("全市", "汨罗市", "汨罗市"),
        ("我市", "平江县", "岳阳市"),
        ("全县", "平江县", "平江县"),
        ("我县", "平江县", "平江县"),
        ("全区", "云溪区", "云溪区"),
        ("全省", "汨罗市", "湖南省"),
        ("我省", "岳阳市", "湖南省"),
        ("全国", "汨罗市", "全国"),
        ("全州", "湘西土家族苗族自治州", "湘西土家族苗族自治州"),
        ("全市", "湖南省", None),
        ("全县", "岳阳市", None),
        ("全市", None, None),
        ("全国", None, "全国"),
    ],
)
def test_our_city_is_the_documents_own(word: str, home: str | None, answer: str | None) -> None:
    region = resolve_own(word, home)
    assert (region.name if region else None) == answer


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("安徽省合肥市庐江县", [("安徽省", "安徽省"), ("合肥市", "合肥市"), ("庐江县", "庐江县")]),
        ("南京市鼓楼区", [("南京市鼓楼区", "南京市鼓楼区")]),
        ("鼓楼区", []),  # four cities have one
        ("恩施州与吉林长春", [("恩施州", "恩施土家族苗族自治州"), ("吉林", "吉林省"), ("长春", "长春市")]),
        ("长治久安、朝阳产业、安康工程", []),
        ("和平发展", []),  # counties of other provinces have no short form
    ],
)
def test_the_whole_country_is_known_by_its_full_names(text: str, mentions: list[tuple[str, str]]) -> None:
    assert named(text) == mentions


def test_every_county_lies_in_a_prefecture_in_a_province() -> None:
    counties = [region for region in gazetteer().values() if region.level == "县"]

    assert len(counties) > 2800
    assert all(contains(region.parent, region.name) for region in counties)
    assert all(enclosing(region.name, "省") is not None for region in counties)
