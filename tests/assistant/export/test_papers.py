"""What stands in the paper of an answer, of hits and of cards."""

from dataclasses import replace

from assistant.answer import Answer
from assistant.export.layout import laid_out
from assistant.export.numbering import Counters, chinese
from assistant.export.papers import answer_paper, cards_paper, search_paper
from assistant.practice import Effect, Measure


def texts(paper) -> list[str]:
    """The paragraphs of the finished document, with [1] for its marks."""
    return [
        "".join(span.text + "".join(f"[{mark.number}]" for mark in span.marks) for span in block.spans)
        for block in laid_out(paper).blocks
    ]


def test_a_card_reads_title_place_background_measures_results(trade, policing):
    assert texts(cards_paper("怎么扩大对非贸易？", [trade, policing])) == [
        "一、对非贸易跑出新速度",
        "地区：汨罗市；日期：2025年4月28日；单位：汨罗市商务局、汨罗海关[1]。",
        "（一）背景",
        "汨罗市把非洲市场当作外贸增长的主攻方向，选准“高新特”赛道，产品和政策两头发力。[1]",
        "（二）做法",
        "1.产品做优。瞄准非洲修路建房、供电供能、安全防护等需求改进产品，企业从单卖设备转到提供整套方案，一批产品拿到国际认证。[1]",
        "2.企业抱团。以三一筑工等龙头企业带队，工程机械、能源装备、安防等企业结伴出海，政府配套政策讲解和通关服务。[1]",
        "3.品牌打响。融入“出海岳阳”品牌，支持企业加大研发，让对非贸易既有数量更有质量，为内地县市闯非洲市场蹚出路子。[1]",
        "（三）成效",
        "2025年，汨罗市对非外贸进出口额8976.10万元，同比增长900%，增幅居全省第一。[1]",
        "二、平安建设打防并重",
        "地区：汨罗市[2]。",
        "（一）背景",
        "重点场所天天巡查，交通、消防、船舶、高层建筑专项整治接续开展。[2]",
        "（二）成效",
        "“1·06”非法捕捞案告破，抓获嫌疑人8名；集中清查4轮，烟花爆竹专项清查7次，查获非法仓库2个，"
        "收缴烟花爆竹1865箱；拦截追回被骗资金34万元；查处各类违法嫌疑人28人。[2]",
    ]


def test_a_measure_whose_title_is_not_in_its_words_is_told_whole(trade):
    measure = replace(trade.measures[0], title="改进产品")
    lines = texts(cards_paper("对非贸易", [replace(trade, measures=(measure,))]))
    assert lines[5].startswith("1.改进产品。一是产品做优。瞄准非洲")


def test_a_measure_that_is_only_its_title_still_has_its_mark(trade, quoted):
    measure = Measure("产品做优", quoted(1, "一是产品做优。"))
    assert texts(cards_paper("对非贸易", [replace(trade, measures=(measure,))]))[5] == "1.产品做优。[1]"


def test_a_measure_without_a_title_is_its_words(trade):
    measure = replace(trade.measures[0], title="")
    lines = texts(cards_paper("对非贸易", [replace(trade, measures=(measure,))]))
    assert lines[5].startswith("1.一是产品做优。瞄准非洲")


def test_a_figure_that_no_result_tells_is_told_by_its_own_words(trade, quoted):
    elsewhere = quoted(7, "城镇新增就业462人", "92.4%")
    card = replace(trade, effects=(*trade.effects, Effect(trade.effects[0].fact, elsewhere)))
    assert texts(cards_paper("对非贸易", [card]))[-1] == "城镇新增就业462人，达到月度目标的92.4%[2]"


def test_an_answer_keeps_its_marks_and_counted_items_have_lines_of_their_own(ask):
    lines = texts(answer_paper(ask("汨罗市存在哪些突出问题")))
    assert lines[:4] == [
        "一、答复",
        "《汨罗市“开局八好”工作专报》第2期“突出问题”列有6项：",
        "（1）项目建设快慢不一[1]；",
        "（2）产业协作深度不够[2]；",
    ]
    assert "二、原文" in lines
    assert "五是宣传推介力度弱。动态信息多、典型经验少，好做法没有讲出去、推开来。[5]" in lines
    assert lines[-2] == "三、需要注意"
    assert "报头年份疑为2026年之误" in lines[-1]


def test_words_that_the_answer_quotes_are_not_told_again(trade):
    measure = trade.measures[0].source
    answer = Answer("怎么做", "answered", f"产品做优：{measure.quote[7:-1]}[3]。", (measure,))
    assert texts(answer_paper(answer)) == [f"产品做优：{measure.quote[7:-1]}[1]。"]


def test_a_number_that_stands_for_no_citation_stays_as_printed(trade):
    answer = Answer("怎么做", "answered", f"{trade.source.quote}[1][7]见[1]", (trade.source,))
    assert texts(answer_paper(answer)) == ["对非贸易跑出新速度。[1][7]见[1]"]
    assert [span.text for span in laid_out(answer_paper(answer)).blocks[0].spans] == ["对非贸易跑出新速度。[1][7]见"]


def test_a_hit_is_told_under_the_title_of_its_section_with_its_doubtful_date_put_right(samples):
    hits = samples.search("招商队伍精准出击", limit=1)
    assert texts(search_paper("招商", hits))[:3] == [
        "一、招商队伍精准出击",
        "汨罗市，2026年4月28日（报头作2025年4月28日，存疑），《汨罗市“开局八好”工作专报》第2期。",
        "按“一主一特一新”布局选商，以循环经济为核心补链强链，项目先评审再入园，不合格的坚决退出；专班和商会一起跑，"
        "招商干部边学边干。一季度力争新签约项目20个以上、新开工项目15个以上、新投产项目12个以上，"
        "力争引进“三类500强”项目1个以上、湘商回归企业2家以上。[1]",
    ]


def test_nothing_found_is_said():
    assert texts(search_paper("量子计算", [])) == ["资料中没有找到有关的段落。"]
    assert texts(cards_paper("量子计算", [])) == ["资料中没有找到类似的做法。"]


def test_a_footnote_names_issue_date_section_paragraph_and_file(trade):
    assert laid_out(cards_paper("对非贸易", [trade])).notes == (
        "《汨罗市“开局八好”工作专报》第2期（2025-04-28）【特色亮点】 › 对非贸易跑出新速度 第34段。"
        "文件：汨罗市开局八好工作专报第2期（样例）。",
    )


def test_only_the_first_mark_of_a_place_carries_the_footnote(trade):
    blocks = laid_out(cards_paper("对非贸易", [trade])).blocks
    marks = [mark for block in blocks for span in block.spans for mark in span.marks]
    assert [(mark.number, mark.first) for mark in marks] == [(1, True), *[(1, False)] * 5]


def test_headings_are_counted_anew_below_each_other():
    counters = Counters()
    labels = [counters.label(level) for level in (1, 2, 3, 3, 2, 3, 1, 2)]
    assert labels == ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）"]


def test_numbers_in_words():
    numbers = (1, 10, 11, 20, 21, 99, 100, 101, 110, 115, 200, 1005, 1010, 2000)
    words = "一 十 十一 二十 二十一 九十九 一百 一百零一 一百一十 一百一十五 二百 一千零五 一千零一十 二千"
    assert " ".join(map(chinese, numbers)) == words
