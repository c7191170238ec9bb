"""Typing errors are put right where one reading stands out, and nothing else is touched."""

import json
from pathlib import Path

import pytest

from assistant.sounds import likeness
from assistant.spelling import Spelling, correct, vocabulary_of
from corpus.regions import gazetteer, region_names
from index.ingest import ingest

CASES = Path(__file__).parents[2] / "eval" / "cases" / "samples.jsonl"
# The cases that were written with a typing error, and what they mean.
MISTYPED = {
    "湘潭跑了多少家建住业企业": "湘潭跑了多少家建筑业企业",
    "临湘油莱花节一天最多来多少人": "临湘油菜花节一天最多来多少人",
    "娄底旱稻计划种多少亩": "娄底早稻计划种多少亩",
    "岳阳外冒2025年1-7月总盘子多大": "岳阳外贸2025年1-7月总盘子多大",
    "郴洲派了多少项目服务专员": "郴州派了多少项目服务专员",
    "张家届入境的人和花的钱，哪个涨得快": "张家界入境的人和花的钱，哪个涨得快",
    "小型水库除险加固哪个局千头": "小型水库除险加固哪个局牵头",
}


def passages_of(library):
    """Every paragraph of the library."""
    return [passage for document in library.documents() for passage in library.passages(document.key)]


@pytest.fixture(scope="session")
def vocabulary(samples):
    """What the samples speak of."""
    return vocabulary_of(samples.store, passages_of(samples))


@pytest.mark.parametrize(
    ("written", "meant", "changes"),
    [
        ("汩罗对非贸易增速", "汨罗对非贸易增速", (("汩罗", "汨罗"),)),  # looks alike
        ("湘音县谋划项目", "湘阴县谋划项目", (("湘音县", "湘阴县"),)),
        ("固定资产投姿增速", "固定资产投资增速", (("固定资产投姿", "固定资产投资"),)),
        ("社会消费品另售总额", "社会消费品零售总额", (("社会消费品另售总额", "社会消费品零售总额"),)),
        ("规模工页增加值", "规模工业增加值", (("规模工页增加值", "规模工业增加值"),)),
        ("领工驿站建了几家", "零工驿站建了几家", (("领工", "零工"),)),  # no indicator, but the library's word
        ("华荣县的做法", "华容县的做法", (("华荣县", "华容县"),)),  # 荣县 is a county elsewhere
        ("以旧焕新带动销售", "以旧换新带动销售", (("旧焕", "旧换"),)),
        ("市商物局牵头哪些工作", "市商务局牵头哪些工作", (("市商物局", "市商务局"),)),
        ("蜜萝市对非贸易", "汨罗市对非贸易", (("蜜萝市", "汨罗市"),)),  # both characters
        ("常沙规上服务业", "长沙规上服务业", (("常沙", "长沙"),)),  # 长 has two readings
        ("福南省一季度", "湖南省一季度", (("福南省", "湖南省"),)),  # h and f run together
        ("固定资产投货", "固定资产投资", (("固定资产投货", "固定资产投资"),)),  # neither sounds nor looks alike
        ("汨瓶市一季度", "汨罗市一季度", (("汨瓶市", "汨罗市"),)),
        ("固定资投资增速", "固定资产投资增速", (("固定资投资", "固定资产投资"),)),  # one left out
        ("固定资产产投资增速", "固定资产投资增速", (("固定资产产投资", "固定资产投资"),)),  # one typed twice
        ("岳阳线固投增速", "岳阳县固投增速", (("岳阳线", "岳阳县"),)),  # the county, not the city
    ],
)  # fmt: skip
def test_a_typing_error_is_put_right_where_one_reading_stands_out(vocabulary, written, meant, changes):
    assert correct(written, vocabulary) == Spelling(meant, changes)


def test_two_errors_are_told_in_the_order_of_the_question(vocabulary):
    assert correct("汩罗固定资产投姿", vocabulary) == Spelling(
        "汨罗固定资产投资", (("汩罗", "汨罗"), ("固定资产投姿", "固定资产投资"))
    )


def test_between_two_readings_as_likely_there_is_a_choice_and_no_change(vocabulary):
    assert correct("亡口总值", vocabulary) == Spelling(
        "亡口总值", choices=("出口总值", "进口总值"), doubtful="亡口总值"
    )


def test_a_choice_does_not_keep_another_error_from_being_put_right(vocabulary):
    assert correct("亡口总值和固定资产投姿", vocabulary) == Spelling(
        "亡口总值和固定资产投资",
        (("固定资产投姿", "固定资产投资"),),
        ("出口总值", "进口总值"),
        "亡口总值",
    )


def test_two_wordings_of_one_indicator_are_no_choice(vocabulary):
    assert correct("规颧工业增加值增速", vocabulary).choices == ()


@pytest.mark.parametrize(
    "text",
    [
        "平江县", "岳阳县", "衡阳增速", "永州", "云溪", "君山", "长沙", "湘潭", "湘阴",
        "成都对非贸易",  # a region that the library says nothing of
        "晚稻育秧进度",  # the library has 早稻
        "市税务局牵头哪些工作", "市教育局牵头哪些工作",  # not 商务局, not 教体局
        "新能源客车产量",
        "岳阳现在固投增速", "岳阳实有多少家",  # not 岳阳县在, not 岳阳市有
        "岳阳县筻口镇",
        "“汩罗”怎么写", "《固定资产投姿》",  # quoted
        "梅阳县的做法",  # several counties of the country are as near
        "汩罗" * 101,  # a pasted text
        "1-2月", "一季度增长12.5%", "", "？", "GDP",
    ],
)  # fmt: skip
def test_what_is_no_typing_error_is_left(vocabulary, text):
    assert correct(text, vocabulary) == Spelling(text)


def test_no_region_of_the_country_is_taken_for_another(vocabulary):
    texts = [f"2026年{name}规模工业增加值增速" for name in sorted({*region_names(), *gazetteer()})]
    assert [text for text in texts if correct(text, vocabulary) != Spelling(text)] == []


def test_the_cases_are_changed_where_they_are_mistyped_and_nowhere_else(vocabulary):
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    asked = [text for case in cases for text in (*case.get("turns", ()), case["question"])]
    spelled = {text: correct(text, vocabulary) for text in asked}
    changed = {text: spelling.text for text, spelling in spelled.items() if spelling.changes or spelling.choices}
    assert changed == {text: meant for text, meant in MISTYPED.items() if text in asked}


def test_whatever_the_library_says_is_never_corrected(samples, vocabulary):
    clauses = {
        clause
        for document in samples.documents()
        for passage in samples.passages(document.key)
        for clause in passage.paragraph.text.split("，")
    }
    assert [clause for clause in sorted(clauses) if correct(clause, vocabulary).changes] == []


def test_a_word_is_only_what_was_meant_where_the_library_says_it(library, write_bulletin):
    ingest(library, [write_bulletin("专报.txt", body={"亮点": ["汨罗市建成零工驿站16家。", "零工驿站服务2万人。"]})])
    few = vocabulary_of(library.store, passages_of(library))
    assert correct("领工驿站", few).text == "零工驿站"
    assert correct("领养老人", few).text == "领养老人"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("姿", "资", "sound"),
        ("汩", "汨", "shape"),
        ("早", "旱", "shape"),
        ("湖", "福", "near"),
        ("商", "桑", "near"),
        ("进", "出", None),
        ("市", "十", "sound"),
        ("男", "南", "sound"),
        ("前", "后", None),
    ],
)
def test_characters_are_alike_in_sound_in_shape_or_not_at_all(one, other, expected):
    assert likeness(one, other) == expected
