"""Gold facts are read whole or refused with their line, and placed at the words they quote."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.bulletin import Bulletin, Masthead, Paragraph, Source
from corpus.reading import read_bulletin
from eval.cases import CaseError
from eval.fact_matching import plain_indicator, same_indicator
from eval.facts import GoldComparison, GoldFact, GoldRank, place_facts, read_facts
from eval.libraries import document_files

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "facts.jsonl"
ROW: dict[str, Any] = {
    "doc": "云水县专报第1期",
    "quote": "工业用电量增长2.5%，快于全市0.5个百分点，列全市第2",
    "region": "云水县",
    "indicator": "工业用电量",
    "period": "2026-Q1",
    "kind": "actual",
    "value": None,
    "unit": None,
    "change": 2.5,
    "change_unit": "%",
    "versus": {"than": "全市", "diff": 0.5, "unit": "百分点"},
    "rank": {"scope": "全市", "position": 2},
    "extra": {
        "indicator_text": "用电",
        "period_alt": ["2026-03-31", None],
        "bound": ">=",
        "rank_of": "change",
        "rank_more": [{"scope": "全省", "position": 9}],
        "versus_more": [{"than": "全省", "diff": None, "unit": None, "dir": "低于"}],
        "note": "自拟",
    },
}


def written(folder: Path, *rows: dict[str, Any] | str) -> Path:
    path = folder / "facts.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def bulletin(*texts: str) -> Bulletin:
    paragraphs = [Paragraph(number, text, "body") for number, text in enumerate(texts, start=1)]
    paragraphs[0] = Paragraph(1, texts[0], "masthead")
    return Bulletin(Source("云水县专报第1期.txt", "0", "text", 0), Masthead("云水县专报"), (), tuple(paragraphs))


def test_a_row_becomes_a_gold_fact(tmp_path: Path) -> None:
    assert read_facts(written(tmp_path, "", ROW)) == (
        GoldFact(
            line=2,
            document="云水县专报第1期",
            quote=ROW["quote"],
            region="云水县",
            names=("工业用电量", "用电"),
            periods=("2026-Q1", "2026-03-31", None),
            kind="actual",
            value=None,
            unit=None,
            change=2.5,
            change_unit="%",
            bound=">=",
            qualitative=False,
            comparisons=(GoldComparison("全市", 0.5, "百分点", None), GoldComparison("全省", None, None, -1)),
            ranks=(GoldRank("全市", 2, "change"), GoldRank("全省", 9, None)),
            note="自拟",
        ),
    )


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("{", "第2行：不是合法的 JSON"),
        ({key: value for key, value in ROW.items() if key != "kind"}, "第2行：缺少字段 kind。"),
        (ROW | {"region": 3}, "第2行：字段 region 的类型不对，应为 str 或 None"),
        (ROW | {"value": True}, "第2行：字段 value 应是数字或 null"),
        (ROW | {"quote": " "}, "第2行：字段 quote 是空的"),
        (ROW | {"kind": "plan"}, "第2行：字段 kind 的“plan”不认识，可用：actual、target、forecast"),
        (ROW | {"period": "一季度"}, "第2行：时期“一季度”不认识，应如 2026"),
        (ROW | {"extra": []}, "第2行：字段 extra 应是一个 JSON 对象"),
        (ROW | {"extra": {"bound": "以上"}}, "第2行：字段 extra.bound 的“以上”不认识，可用：>=、>、<=、<、~"),
        (ROW | {"extra": {"period_alt": [2026]}}, "第2行：时期“2026”不认识"),
        (ROW | {"extra": {"versus_dir": "旁边"}}, "第2行：比较方向“旁边”不认识"),
        (ROW | {"versus": {"diff": 1}}, "第2行：每个比较都要有文字 than"),
        (ROW | {"rank": {"scope": "全市"}}, "第2行：每个排名都要有文字 scope 和整数 position"),
    ],
)
def test_a_broken_row_is_told_with_its_line(tmp_path: Path, broken: dict[str, Any] | str, sentence: str) -> None:
    with pytest.raises(CaseError, match=sentence):
        read_facts(written(tmp_path, ROW, broken))


def test_a_file_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="里没有标注"):
        read_facts(written(tmp_path))


def test_a_quote_is_found_whatever_its_width_and_spaces(tmp_path: Path) -> None:
    text = "一季度，工业 用电量增长２.５%，快于**全市**0.5个百分点，列全市第2。"
    (placed,) = place_facts(read_facts(written(tmp_path, ROW)), {ROW["doc"]: bulletin("报头", text)})
    assert (placed.paragraph, text[placed.start : placed.end]) == (2, text[4:-1])


def test_the_body_is_searched_before_the_masthead(tmp_path: Path) -> None:
    (placed,) = place_facts(read_facts(written(tmp_path, ROW)), {ROW["doc"]: bulletin(ROW["quote"], ROW["quote"])})
    assert placed.paragraph == 2


def test_a_quote_that_is_nowhere_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"第1行“工业用电量增长2.5%.*”不在《云水县专报第1期》的任何一段里"):
        place_facts(read_facts(written(tmp_path, ROW)), {ROW["doc"]: bulletin("报头", "工业用电量增长2.6%。")})


@pytest.mark.parametrize(
    ("gold", "wording"),
    [
        ("技术合同认定登记项数", "技术合同认定登记"),
        ("社零", "社会消费品零售总额"),
        ("实有经营主体户数", "经营主体"),
        ("对非贸易额", "对非贸易"),
        ("进出口额", "外贸进出口总值"),
        ("达成的合作意向", "达成合作意向"),
        ("其中企业", "企业"),
        ("累计补贴笔数", "补贴笔数"),
        ("３Ｃ类 购新补贴", "3C类购新补贴"),
        ("“村BA”预选赛场次", "“村BA”预选赛"),
        ("覆盖人次", "覆盖"),
    ],
)
def test_wordings_of_one_indicator_are_the_same(gold: str, wording: str) -> None:
    assert plain_indicator(gold) == plain_indicator(wording)


@pytest.mark.parametrize(
    ("gold", "wording"),
    [
        ("进口额", "出口额"),
        ("公路水路固定资产投资", "固定资产投资"),
        ("高新技术产业投资占比", "产业投资占比"),
        ("“两高”项目备案", "两高项目备案"),
        ("知识价值贷款备案", "知识价值贷款发放"),
        ("其中", ""),
        ("户数", "数"),
    ],
)
def test_wordings_that_only_look_alike_are_not(gold: str, wording: str) -> None:
    assert plain_indicator(gold) != plain_indicator(wording)


def test_either_name_may_meet_either_wording() -> None:
    assert same_indicator(("消费品以旧换新汽车报废条数", "汽车报废"), ("以旧换新汽车报废", "汽车报废"))
    assert not same_indicator(("消费品以旧换新汽车报废条数",), ("以旧换新汽车报废", "汽车报废"))


@pytest.mark.skipif(not GOLD.is_file(), reason="the gold facts (../shared/gold) are not here")
def test_every_gold_quote_is_in_its_bulletin() -> None:
    golds = read_facts(GOLD)
    files = document_files(GOLD, (gold.document for gold in golds))
    placed = place_facts(golds, {name: read_bulletin(file) for name, file in files.items()})
    assert len(placed) == len(golds) == 141
