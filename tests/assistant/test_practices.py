"""Which parts of a document are practices, and what belongs to one."""

import pytest

from assistant.card import card_of, counts
from assistant.practices import practices_in
from corpus.bulletin import Fact, Source
from corpus.readers import read_bytes
from corpus.reading import bulletin_of
from index.hits import Document, Passage

HEAD = "岳阳市工作专报\n\n第5期\n\n市政府办公室\n\n2026年4月15日\n\n"
REPORT = (
    HEAD
    + """【工作部署】

●专班部署。3月5日召开推进会，要求各地抓好落实。

【突出问题】

●外贸下滑。出口下降，订单不足。

【特色亮点】

●平江县：把服务送到车间。针对企业用工难，平江县建起服务队。一是送岗上门。组织招聘会12场，送工300人。二是送技进厂。开设培训班8期。一季度企业用工缺口下降40%。

●临湘市：一条河治到底。市生态环境局联合乡镇清理河道20公里。

【下步打算】

●继续推进。下一步把经验推开。
"""
)


def passages(text, name="专报.txt"):
    bulletin = bulletin_of(read_bytes(name, text.encode()))
    assert isinstance(bulletin.source, Source)
    document = Document("k", bulletin.name, name, 1, "0", bulletin.masthead, bulletin.reference, 9)
    return [
        Passage(
            document,
            paragraph,
            bulletin.section_path(paragraph),
            bulletin.sections[paragraph.section].kind if paragraph.section is not None else "其他",
        )
        for paragraph in bulletin.paragraphs
    ]


def titles(text, name="专报.txt"):
    return [practice.title for practice in practices_in(passages(text, name))]


def test_titled_items_of_what_was_done_are_practices_and_nothing_else_is():
    assert titles(REPORT) == ["平江县：把服务送到车间", "临湘市：一条河治到底"]


def test_the_measures_of_a_practice_are_its_run_in_titles():
    first, second = practices_in(passages(REPORT))
    assert [point.title for point in first.points] == ["送岗上门", "送技进厂"]
    assert second.points == ()
    assert first.text.startswith("平江县：把服务送到车间\n针对企业用工难")


def test_a_plan_tells_no_practice():
    plan = "关于稳就业的实施方案\n\n" + REPORT.removeprefix(HEAD)
    assert titles(plan, "方案.txt") == []


def test_each_point_of_a_chapter_of_highlights_without_titles_is_a_practice():
    text = HEAD + "【经验做法】\n\n一是算清账再换新。把补贴标准贴到门店。二是带着图纸找堵点。专员手里一张图。\n"
    assert titles(text) == ["算清账再换新", "带着图纸找堵点"]


def test_a_report_of_one_experience_in_chapters_is_one_practice():
    text = HEAD + (
        "一、基本情况\n\n平江县外出务工人员多，企业招工难。\n\n二、主要做法\n\n"
        "（一）建站点。建成零工驿站16家。\n\n（二）送技能。开设培训班8期。\n\n"
        "三、工作成效\n\n新增就业3000人。\n\n四、下一步打算\n\n继续扩面。\n"
    )
    (practice,) = practices_in(passages(text))
    assert [point.title for point in practice.points] == ["建站点", "送技能"]
    assert "新增就业3000人" in practice.text
    assert "继续扩面" not in practice.text


@pytest.fixture(scope="module")
def card(samples):
    document = next(one for one in samples.documents() if one.name.startswith("岳阳市开局八好"))
    practice = next(one for one in practices_in(samples.passages(document.key)) if one.title.startswith("华容县"))
    return card_of(samples, practice, score=1.5)


def test_a_card_quotes_its_source_word_for_word(card):
    assert (card.region, card.score) == ("华容县", 1.5)
    for source in (card.source, *card.quotes):
        assert source.paragraph_text[slice(*source.span)] == source.quote
        assert source.quote


def test_a_card_numbers_its_measures_and_its_sources_in_the_order_of_the_text(card):
    assert [measure.title for measure in card.measures] == ["按岗培训", "就近建站", "干部引路"]
    places = [(source.paragraph, source.span) for source in card.quotes]
    assert places == sorted(places)
    assert [source.number for source in card.quotes] == list(range(2, 2 + len(card.quotes)))


def test_every_figure_of_a_card_stands_in_the_sentence_that_it_cites(card):
    assert card.effects
    for effect in card.effects:
        assert effect.fact.kind == "actual"
        assert effect.source.span[0] <= effect.fact.start < effect.source.span[1]


def test_a_card_names_the_offices_that_did_it_and_no_region(samples):
    named = {
        unit
        for document in samples.documents()
        for practice in practices_in(samples.passages(document.key))
        for unit in card_of(samples, practice).units
    }
    assert {"市商务局", "省人社厅"} <= named
    assert not named & {"华容县", "汨罗市", "岳阳市"}


def test_a_chapter_of_the_coming_year_tells_no_practice():
    text = (
        "某某市政府工作报告\n\n2025年1月14日\n\n一、2024年工作回顾\n\n（一）稳就业。建成零工驿站16家。\n\n"
        "二、关于2025年工作\n\n（一）扩内需。全年实施亿元以上项目1.6万个。\n\n三、名词解释\n\n（一）两新。设备更新。\n"
    )
    assert titles(text, "政府工作报告.txt") == ["稳就业"]


def test_every_card_tells_a_measure_and_none_again_as_a_result(samples):
    for document in samples.documents():
        for practice in practices_in(samples.passages(document.key)):
            card = card_of(samples, practice)
            measures = {(one.source.paragraph, one.source.span) for one in card.measures}
            assert not measures & {(one.paragraph, one.span) for one in card.results}
            assert card.measures


def test_a_figure_that_has_not_come_true_is_no_effect():
    (practice,) = practices_in(
        passages(HEAD + "【特色亮点】\n\n●平江县：扩产能。年产能将由280万吨扩至500万吨。已建成厂房12栋，产值增长8%。\n")
    )
    (span,) = practice.spans
    text = span.passage.paragraph.text
    planned, done = (
        Fact(
            span.passage.paragraph.number,
            text.index(words),
            text.index(words) + len(words),
            "产能",
            "产能",
            "actual",
            value=1.0,
        )
        for words in ("280万吨", "12栋")
    )
    assert (counts(span, [planned]), counts(span, [done])) == (False, True)
