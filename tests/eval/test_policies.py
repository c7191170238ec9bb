"""A set of policies becomes passages that join up to the text, and cases that cite the passage with the answer."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.cases import CaseError
from eval.libraries import library_for
from eval.policies import LONGEST_PASSAGE, passage_spans, read_policies, write_passages
from eval.retrieval import sought
from index.hits import Encoder

TITLE = "云水县助企纾困若干措施的通知"
RENT = "承租国有房产的个体工商户，免收三个月租金，" + "手续由出租单位代为办理，" * 16 + "企业不必申请。"
LOAN = "对列入名单的企业，贷款按实付利息的百分之五十补贴，" + "由县财政按季拨付，" * 20 + "最高二十万元。"
TEXT = f"{TITLE} {RENT} {LOAN}"
DOCUMENT = {"docid": "a1", "text": TEXT}

WriteSet = Callable[..., Path]


@pytest.fixture
def write_set(tmp_path: Path) -> WriteSet:
    """`write_set([document…], [question…])` writes a set and gives its folder."""

    def write(documents: list[Any], questions: list[Any]) -> Path:
        for name, rows in {"documents.jsonl": documents, "answerable.jsonl": questions}.items():
            lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
            (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tmp_path

    return write


def asking(start: int, end: int) -> dict[str, Any]:
    return {"id": "q1", "question": "个体工商户的租金怎么减免？", "docid": "a1", "start": start, "end": end}


@given(st.text("甲乙1。！；”） \n", max_size=40), st.integers(1, 20))
def test_spans_join_up_to_the_text_and_none_is_too_long(text: str, times: int) -> None:
    long = text * times
    spans = passage_spans(long)
    assert "".join(long[start:end] for start, end in spans) == long
    assert all(0 < end - start <= LONGEST_PASSAGE for start, end in spans)


def test_a_passage_is_the_title_or_as_many_whole_sentences_as_fit(write_set: WriteSet) -> None:
    short = "县里设立服务专窗。企业可以预约。"
    folder = write_set([{"docid": "a1", "text": f"{TITLE} {short}{RENT} {LOAN}"}], [asking(0, 5)])
    assert read_policies(folder).passages == {"a1": (TITLE, short + RENT, LOAN)}


def test_the_passage_that_holds_most_of_the_answer_is_gold(write_set: WriteSet) -> None:
    border = TEXT.index(LOAN)
    for start, end, passage in ((border - 9, border + 5, RENT), (border - 5, border + 9, LOAN)):
        (case,) = read_policies(write_set([DOCUMENT], [asking(start, end)])).cases
        assert [gold.quotes for gold in case.cite] == [(("a1", passage),)]


def test_where_another_document_tells_the_passage_its_own_passage_counts_too(write_set: WriteSet) -> None:
    elsewhere = {"docid": "b2", "text": f"县政府印发措施 本网讯。{RENT.replace('，', '， ')}{LOAN}"}
    unlike = {"docid": "c3", "text": f"{TITLE} {RENT.replace('三个月', '两个月')}"}
    policies = read_policies(write_set([DOCUMENT, elsewhere, unlike], [asking(TEXT.index(RENT), TEXT.index(LOAN))]))
    (gold,) = policies.cases[0].cite
    assert gold.alternatives == (("b2", policies.passages["b2"][1]),)
    assert "免收三个月租金" in policies.passages["b2"][1]


def test_a_library_made_of_the_passages_holds_every_gold_one(
    write_set: WriteSet, tmp_path: Path, encoder: Encoder
) -> None:
    folder = write_set([DOCUMENT], [asking(2, 6), asking(TEXT.index(LOAN), len(TEXT)) | {"id": "q2"}])
    policies = read_policies(folder)
    files = write_passages(policies.passages, tmp_path / "passages")
    with library_for(files, encoder, home=tmp_path / "library") as library:
        assert [question.quotes for question in sought(library, policies.cases)] == [
            (frozenset({("a1", 1)}),),
            (frozenset({("a1", 3)}),),
        ]


@pytest.mark.parametrize(
    ("documents", "questions", "sentence"),
    [
        ([DOCUMENT, "{"], [asking(0, 5)], "documents.jsonl 第2行：不是合法的 JSON"),
        ([{"docid": "a1"}], [asking(0, 5)], "documents.jsonl 第1行：缺少字段 text。"),
        ([DOCUMENT, DOCUMENT], [asking(0, 5)], "documents.jsonl 第2行：docid a1 重复，请改成不同的编号。"),
        (
            [{"docid": "../a", "text": TEXT}],
            [],
            "documents.jsonl 第1行：docid “../a”不能用作文件名，请改掉其中的斜杠。",
        ),
        ([DOCUMENT], [asking(0, 5) | {"start": "0"}], "answerable.jsonl 第1行：字段 start 的类型不对，应为 int。"),
        ([DOCUMENT], [asking(0, 5) | {"docid": "z"}], "answerable.jsonl 第1行：政策文件集里没有 z，请核对 docid。"),
        ([DOCUMENT], [asking(5, 5)], "answerable.jsonl 第1行：start 和 end 不在 a1 的正文以内，请核对。"),
        ([DOCUMENT], [asking(0, 9999)], "answerable.jsonl 第1行：start 和 end 不在 a1 的正文以内，请核对。"),
        ([DOCUMENT], [asking(0, 5)] * 2, "answerable.jsonl 第2行：题号 q1 重复，请改成不同的题号。"),
        ([DOCUMENT], [], " 里没有题目，请检查 answerable.jsonl。"),
    ],
)
def test_what_is_malformed_is_told_in_one_sentence(
    write_set: WriteSet, documents: list[Any], questions: list[Any], sentence: str
) -> None:
    with pytest.raises(CaseError) as told:
        read_policies(write_set(documents, questions))
    assert sentence in str(told.value)
