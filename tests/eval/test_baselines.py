"""A baseline's answer is cut where it says most about the question and still fits."""

from eval.baselines import LONGEST_ANSWER, best_span, character_pairs, standalone

LONG = "会议强调了安全生产。" * 20 + "全县社零总额12.5亿元，增长4.2%。" + "会议要求抓好落实。" * 20


def test_a_short_paragraph_is_taken_whole() -> None:
    assert best_span("全县社零总额12.5亿元。", "社零总额？") == (0, 13)


def test_a_long_paragraph_is_cut_to_whole_sentences_around_what_was_asked() -> None:
    begin, end = best_span(LONG, "社零总额增长多少")
    assert "全县社零总额12.5亿元，增长4.2%。" in LONG[begin:end]
    assert end - begin <= LONGEST_ANSWER
    assert LONG[begin:end].endswith("。")


def test_a_sentence_beyond_the_limit_is_cut() -> None:
    assert best_span("稳" * 500, "稳增长") == (0, LONGEST_ANSWER)


def test_character_pairs_ignore_white_space_and_width() -> None:
    assert character_pairs("增 长３％") == {"增长", "长3", "3%"}


def test_a_followup_carries_its_turns() -> None:
    assert standalone("全省的呢？", ["云水市社零总额？"]) == "云水市社零总额？ 全省的呢？"
