"""Each stage can be left out, and then what it does is not done."""

import pytest

from assistant.answering import Assistant
from eval.ablation import STAGE_NAMES, WithoutVectors, ablation_table, variants
from eval.cases import Case
from eval.running import run
from index.ingest import ingest


@pytest.fixture
def filled(library, write_bulletin):
    """One bulletin with two regions' figures."""
    body = {"主要指标": ["1-3月，全市铁路货运量增长4.2%，河运货运量下降9.5%，固定资产投资增长3.2%。"]}
    assert ingest(library, [write_bulletin("专报.txt", body=body)])[0].status == "added"
    return library


@pytest.mark.parametrize(
    ("stage", "question", "turns", "says"),
    [
        ("computed", "铁路和河运货运量哪个低", (), "低13.7个百分点"),
        ("conversation", "同比呢", ("汨罗河运货运量",), "9.5%"),
        ("spelling", "固定资产投姿增速多少", (), "3.2%"),
    ],
)
def test_what_is_left_out_is_not_done(filled, stage, question, turns, says):
    assert says in Assistant(filled).ask(question, turns).text
    assert says not in Assistant(filled, without=(stage,)).ask(question, turns).text


def test_without_vectors_every_other_part_decides(filled):
    (first, *_) = WithoutVectors(filled).search("河运货运量", limit=5)

    assert first.why["义"] == 0.0
    assert min(first.why["文"], first.why["词"]) > 0.0


def test_every_stage_has_its_row(filled):
    case = Case("a", "figure", "汨罗河运货运量增速", must=(("9.5%",),), answerable=True)
    reports = [(name, run([case], answerer)) for name, answerer in variants(filled).items()]

    assert {name for name, _ in reports} == set(STAGE_NAMES)
    assert ablation_table(reports).row_count == len(STAGE_NAMES)
