"""Pieces: what of a paragraph is embedded, and that nothing is lost between them."""

import datetime

from corpus.bulletin import Bulletin, Masthead, Paragraph, Role, Section, Source
from index.pieces import LONGEST_PIECE, Piece, pieces

SECTIONS = (
    Section("【】", "主要指标", 0, "指标", None),
    Section("（一）", "产业发展", 1, "指标", 0),
)


def bulletin_of(*texts: str, role: Role = "body") -> Bulletin:
    masthead = Masthead("汨罗市“开局八好”工作专报", issue="第2期", date=datetime.date(2026, 4, 28))
    paragraphs = tuple(Paragraph(number, text, role, 1) for number, text in enumerate(texts, 1))
    return Bulletin(Source("专报.txt", "0" * 64, "text", 1), masthead, SECTIONS, paragraphs)


def test_a_short_paragraph_is_one_piece_with_title_issue_and_section_path_before_it() -> None:
    above = "汨罗市“开局八好”工作专报 第2期 【主要指标】 产业发展"
    assert pieces(bulletin_of("固定资产投资增长3%。")) == [Piece(1, 0, 0, 11, f"{above}\n固定资产投资增长3%。")]


def test_a_long_paragraph_is_cut_between_sentences_and_its_spans_join_up_to_it() -> None:
    text = "".join(f"第{number}项工作已经完成，群众反映良好，下一步继续抓紧抓实抓出成效。" for number in range(40))
    cut = pieces(bulletin_of(text))
    assert "".join(text[piece.start : piece.end] for piece in cut) == text
    assert [piece.ordinal for piece in cut] == list(range(len(cut)))
    assert max(piece.end - piece.start for piece in cut) <= LONGEST_PIECE
    assert {text[piece.end - 1] for piece in cut} == {"。"}


def test_a_sentence_longer_than_a_piece_is_cut_at_the_limit() -> None:
    text = "、".join(f"第{number}家企业" for number in range(120))
    cut = pieces(bulletin_of(text))
    assert "".join(text[piece.start : piece.end] for piece in cut) == text
    assert {piece.end - piece.start for piece in cut[:-1]} == {LONGEST_PIECE}


def test_every_piece_has_the_heading_before_its_own_words() -> None:
    text = "。".join("稳就业" * 20 for _ in range(12)) + "。"
    for piece in pieces(bulletin_of(text)):
        above, _, own = piece.text.partition("\n")
        assert (above, own) == ("汨罗市“开局八好”工作专报 第2期 【主要指标】 产业发展", text[piece.start : piece.end])


def test_headings_and_the_tail_are_no_pieces() -> None:
    assert pieces(bulletin_of("（一）产业发展", role="heading")) == []
    assert pieces(bulletin_of("报：市委、市政府", role="tail")) == []
