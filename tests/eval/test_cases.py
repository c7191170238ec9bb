"""Case files are read whole or refused with the place that is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import BulletinError
from eval.cases import LENGTH_CAPS, Case, CaseError, Gold, cited_documents, read_cases

ROW: dict[str, Any] = {
    "id": "T1",
    "type": "figure",
    "question": "云水县一季度社零总额？",
    "answer": "12.5亿元，增长4.2%。",
    "must": [["12.5亿元", "12.5亿"], ["4.2%"]],
    "must_not": ["11.9亿元"],
    "cite": [{"doc": "云水县专报第1期", "quote": "社会消费品零售总额12.5亿元，增长4.2%"}],
    "answerable": True,
}


def written(folder: Path, *rows: dict[str, Any] | str) -> Path:
    path = folder / "cases.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_row_becomes_a_case(tmp_path: Path) -> None:
    assert read_cases(written(tmp_path, ROW | {"turns": ["云水县一季度怎么样？"]})) == (
        Case(
            id="T1",
            type="figure",
            question="云水县一季度社零总额？",
            must=(("12.5亿元", "12.5亿"), ("4.2%",)),
            answerable=True,
            answer="12.5亿元，增长4.2%。",
            turns=("云水县一季度怎么样？",),
            must_not=("11.9亿元",),
            cite=(Gold("云水县专报第1期", "社会消费品零售总额12.5亿元，增长4.2%"),),
        ),
    )


def test_blank_lines_and_a_byte_order_mark_are_no_cases(tmp_path: Path) -> None:
    path = written(tmp_path, ROW, "", "  ")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert [case.id for case in read_cases(path)] == ["T1"]


def test_an_alternative_in_an_unknown_document_belongs_to_its_label(tmp_path: Path) -> None:
    other = {"doc": "云水市专报第3期", "quote": "全市12.5亿元"}
    known = {"doc": "云水市专报第3期", "quote": "增长4.2%"}
    alternatives = [{"doc": "001", "quote": "零售额12.5亿元"}, known, "另一处"]
    first = ROW | {"cite": [ROW["cite"][0] | {"alt": alternatives}]}
    cases = read_cases(written(tmp_path, first, ROW | {"id": "T2", "cite": [other]}))
    assert cases[0].cite[0].quotes == (
        ("云水县专报第1期", "社会消费品零售总额12.5亿元，增长4.2%"),
        ("云水县专报第1期", "零售额12.5亿元"),
        ("云水市专报第3期", "增长4.2%"),
        ("云水县专报第1期", "另一处"),
    )
    assert cited_documents(cases) == ("云水县专报第1期", "云水市专报第3期")


def test_a_missing_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BulletinError, match=r"找不到或打不开评测题文件 .*nowhere\.jsonl"):
        read_cases(tmp_path / "nowhere.jsonl")


def test_a_file_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="里没有题目"):
        read_cases(written(tmp_path, ""))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(json.dumps(ROW, ensure_ascii=False).encode("gb18030"))
    with pytest.raises(CaseError, match="不是 UTF-8 编码"):
        read_cases(path)


@pytest.mark.parametrize("field", ["id", "type", "question", "answer", "must", "must_not", "cite", "answerable"])
def test_a_missing_field_is_named_with_its_line(tmp_path: Path, field: str) -> None:
    row = {name: value for name, value in ROW.items() if name != field}
    with pytest.raises(CaseError, match=f"第2行：缺少字段 {field}。"):
        read_cases(written(tmp_path, ROW | {"id": "T0"}, row))


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("{", "第2行：不是合法的 JSON"),
        ("[]", "第2行：每行应是一个 JSON 对象"),
        (ROW, "第2行：题号 T1 重复"),
        (ROW | {"id": "T2", "type": "riddle"}, "第2行：题型 riddle 不认识"),
        (ROW | {"id": "T2", "must": [["12.5亿"], []]}, "第2行：字段 must 的每一组至少要有一个说法"),
        (ROW | {"id": "T2", "must": ["12.5亿"]}, "第2行：字段 must 的形式不对"),
        (ROW | {"id": "T2", "must_not": [""]}, "第2行：字段 must_not 的形式不对"),
        (ROW | {"id": "T2", "answerable": "yes"}, "第2行：字段 answerable 的类型不对，应为 bool"),
        (ROW | {"id": "T2", "cite": [{"doc": "云水县专报第1期"}]}, "第2行：字段 cite 的每一项都要有"),
        (ROW | {"id": "T2", "cite": [{"doc": "云水县专报第1期", "quote": " "}]}, "第2行：字段 cite 的每一项都要有"),
        (ROW | {"id": "T2", "cite": [ROW["cite"][0] | {"alt": [3]}]}, "第2行：字段 alt 的每一项应是"),
    ],
)
def test_a_broken_row_is_told_with_its_line(tmp_path: Path, broken: dict[str, Any] | str, sentence: str) -> None:
    with pytest.raises(CaseError, match=sentence):
        read_cases(written(tmp_path, ROW, broken))


def test_every_type_has_a_length_cap() -> None:
    assert LENGTH_CAPS == {
        "figure": 160, "period": 160, "region": 160, "compare": 160, "target": 160, "who": 160,
        "practice": 400, "followup": 400, "list": 600, "unanswerable": 400,
    }  # fmt: skip
