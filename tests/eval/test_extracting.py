"""What is timed are distinct paragraphs whose dates and spans stay what they were."""

import pytest

from corpus.reading import read_bulletin
from eval.cases import CaseError
from eval.extracting import time_facts, varied, varied_text
from eval.libraries import SAMPLES, readable


def test_figures_change_and_dates_stay() -> None:
    text = "2026年1-3月，第2期：社零12.5亿元、增长9%，截至3月31日新增80户，岳政办发〔2024〕2号。"
    assert (
        varied_text(text, 1)
        == "2026年1-3月，第2期：社零23.6亿元、增长1%，截至3月31日新增91户，岳政办发〔2024〕2号。（1）"
    )


def test_no_two_paragraphs_are_alike() -> None:
    bulletins = [read_bulletin(path) for path in readable(SAMPLES)[:2]]
    size = sum(len(bulletin.paragraphs) for bulletin in bulletins)
    copies = list(varied(bulletins, paragraphs=3 * size + 5))
    paragraphs = [paragraph for bulletin in copies for paragraph in bulletin.paragraphs]
    assert (len(paragraphs), len(set(paragraphs))) == (3 * size + 5, 3 * size + 5)
    leads = [paragraph.lead for paragraph in bulletins[0].paragraphs if paragraph.lead]
    assert [len(paragraph.lead) for paragraph in copies[0].paragraphs if paragraph.lead] == [
        len(lead) for lead in leads
    ]


def test_a_run_counts_what_was_asked_for() -> None:
    timing = time_facts(readable(SAMPLES)[:1], paragraphs=50)
    assert timing.paragraphs == 50
    assert timing.seconds > 0
    assert timing.memory >= timing.memory_before > 0
    assert timing.paragraphs_per_second == 50 / timing.seconds


def test_nothing_to_time_is_told() -> None:
    with pytest.raises(CaseError, match="没有可计时的文件"):
        time_facts([], paragraphs=1)
