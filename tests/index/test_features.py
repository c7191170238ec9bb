"""The shares beside BM25 and cosine: whose words, in which place, of which region and year."""

import datetime

import pytest

from corpus.bulletin import Masthead, Paragraph
from index.features import features
from index.hits import Document, Passage
from index.listing import counts_asked

REGION = "岳阳市"
DOCUMENT = Document(
    "k", "专报", "专报.txt", 1, "0", Masthead("岳阳市工作专报", region=REGION), datetime.date(2026, 4, 15), 9
)
OTHER = Document("m", "简报", "简报.txt", 2, "1", Masthead("平江县简报", region="平江县"), datetime.date(2025, 4, 1), 9)


def passage(text, *, document=DOCUMENT, section=(), role="body", region=None):
    return Passage(document, Paragraph(1, text, role, region=region), section, "其他")


def share(name, query, *passages, rarity=lambda word: 1.0):
    found = features(query, dict(enumerate(passages)), rarity=rarity)[name]
    return [round(found[number], 2) for number in range(len(passages))]


def test_words_count_in_the_passage_and_in_the_headings_above_it():
    here, above, nowhere = (
        passage("建成零工驿站。"),
        passage("建成三处。", section=("零工驿站",)),
        passage("建成三处。"),
    )
    assert share("词", "零工驿站", here, above, nowhere) == [1.0, 1.0, 0.0]


def test_a_rare_word_counts_more_and_one_that_no_passage_has_not_at_all():
    rarity = {"零工": 3.0, "驿站": 1.0}.get
    assert share("词", "零工驿站", passage("零工市场。"), passage("文化驿站。"), rarity=rarity) == [0.75, 0.25]
    assert share("词", "闻所未闻", passage("零工市场。"), rarity=rarity) == [0.0]


def test_words_in_neighbouring_sentences_count_more_than_far_apart():
    near = passage("建设零工市场。配套就业驿站。其他从略。")
    far = passage("建设零工市场。其他从略。配套就业驿站。")
    scattered = share("句", "零工驿站", near, far)
    assert scattered[0] > scattered[1]


def test_what_the_document_says_elsewhere_counts_for_all_its_passages():
    one, two, alone = passage("零工市场。"), passage("就业驿站。"), passage("零工市场。", document=OTHER)
    together = share("篇", "零工驿站", one, two, alone)
    assert together[0] == together[1] > together[2]


def test_a_number_is_found_only_whole():
    assert share("词", "3%", passage("增长3%。"), passage("2023年增长13%。")) == [1.0, 0.0]


def test_a_masthead_is_no_body_text():
    assert share("正", "岳阳", passage("岳阳市工作专报", role="masthead"), passage("岳阳市增长。")) == [0.0, 1.0]


@pytest.mark.parametrize(
    ("text", "document", "fits"),
    [
        ("2025年增长3%。", DOCUMENT, 1.0),
        ("2026年增长3%。", DOCUMENT, 0.0),
        ("增长3%。", OTHER, 1.0),
        ("增长3%。", DOCUMENT, 0.0),
    ],
)
def test_a_year_is_that_of_the_passage_or_where_it_names_none_of_its_document(text, document, fits):
    assert share("年", "2025年增速", passage(text, document=document)) == [fits]


def test_an_item_of_as_long_a_row_as_is_asked_for_counts():
    passages = {0: passage("夯实支撑。"), 1: passage("夯实支撑。"), 2: passage("夯实支撑。")}

    def rows(query):
        found = features(query, passages, rarity=lambda word: 1.0, siblings={0: 8, 1: 7})["列"]
        return [found[number] for number in passages]

    assert rows("“八大行动”分别是哪些") == [1.0, 0.0, 0.0]
    assert rows("八大行动的一产增速目标") == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("query", "counts"),
    [
        ("岳阳“七大攻坚”包括哪七项", {7}),
        ("“四力”是指什么", {4}),
        ("25所学校分布在哪些县市区", {25}),
        ("第3期有哪些内容", set()),
        ("2026年3月有哪些会议", set()),
        ("岳阳、衡阳三市分别是多少", set()),
        ("有哪些做法", set()),
        ("“开局八好”讲的是哪一年的工作", set()),
    ],
)
def test_how_many_things_are_asked_for_is_no_date_issue_or_place(query, counts):
    assert counts_asked(query) == counts
