"""The sample library: each file reads as the table in its README says, and none repeats a real bulletin."""

import datetime
from pathlib import Path

import pytest

import corpus
from corpus.bulletin import Bulletin
from corpus.folding import squeeze
from corpus.readers import read_document
from corpus.reading import read_bulletin

FOLDER = Path(corpus.__file__).parent / "samples"
SHARED = Path(__file__).parents[2].parent / "shared" / "bulletins"


@pytest.fixture(scope="module")
def samples() -> dict[str, Bulletin]:
    return {path.stem.removesuffix("（样例）"): read_bulletin(path) for path in sorted(FOLDER.glob("*.txt"))}


def test_the_mastheads_of_all_samples(samples: dict[str, Bulletin]) -> None:
    heads = {name: bulletin.masthead for name, bulletin in samples.items()}
    assert {name: (head.genre, head.issue, head.region, head.date) for name, head in heads.items()} == {
        "湖南省开局八好工作专刊第3期": ("专刊", "第3期", "湖南省", datetime.date(2026, 4, 1)),
        "岳阳市开局八好工作专报第2期": ("专报", "第2期", "岳阳市", datetime.date(2026, 4, 15)),
        "岳阳市七大攻坚工作专报第7期": ("专报", "第7期", "岳阳市", datetime.date(2025, 8, 19)),
        "汨罗市开局八好工作专报第2期": ("专报", "第2期", "汨罗市", datetime.date(2025, 4, 28)),
        "岳政办发〔2024〕2号八大行动总体方案": ("方案", None, "岳阳市", datetime.date(2024, 3, 1)),
        "岳阳市重点项目与以旧换新工作简报": ("简报", "第9期", "岳阳市", datetime.date(2025, 8, 20)),
        "临湘高新区项目建设工作简报": ("简报", "第5期", "临湘市", datetime.date(2025, 8, 22)),
        "云溪区法治护企工作简报": ("简报", "第4期", "云溪区", datetime.date(2025, 8, 20)),
    }


def test_the_contradicted_date_is_the_only_finding(samples: dict[str, Bulletin]) -> None:
    findings = {name: [finding.kind for finding in bulletin.findings] for name, bulletin in samples.items()}
    assert {name: kinds for name, kinds in findings.items() if kinds} == {"汨罗市开局八好工作专报第2期": ["日期矛盾"]}
    assert samples["汨罗市开局八好工作专报第2期"].reference == datetime.date(2026, 4, 28)


def test_the_page_broken_sample_is_whole_again(samples: dict[str, Bulletin]) -> None:
    bulletin = samples["岳阳市重点项目与以旧换新工作简报"]
    sections = [section.title for section in bulletin.sections if section.level <= 2]
    assert sections[:6] == ["工作部署", "重要指标", "消费品以旧换新", "重大项目", "争资争项", "重点任务"]
    goods = next(paragraph for paragraph in bulletin.paragraphs if paragraph.text.startswith("一、消费品以旧换新"))
    assert "截至7月31日，岳阳市以旧换新累计申请补贴6.03亿元" in goods.text
    assert "家电344630条" in goods.text  # torn apart by a page break
    assert (goods.page, bulletin.paragraphs[-1].page) == (1, max(p.page or 0 for p in bulletin.paragraphs))


def test_practices_are_their_countys(samples: dict[str, Bulletin]) -> None:
    bulletin = samples["岳阳市七大攻坚工作专报第7期"]
    places = {
        section.title.split("：")[0]: {p.region for p in bulletin.paragraphs if p.section == index}
        for index, section in enumerate(bulletin.sections)
        if section.kind == "亮点" and section.level == 6
    }
    assert places == {
        "岳阳金融监管分局": {"岳阳市"},
        "平江县": {"平江县"},
        "岳阳县": {"岳阳县"},
        "汨罗市": {"汨罗市"},
    }


def test_every_sample_has_a_section_of_each_kind_its_genre_needs(samples: dict[str, Bulletin]) -> None:
    kinds = {name: {section.kind for section in bulletin.sections} for name, bulletin in samples.items()}
    assert kinds.pop("岳政办发〔2024〕2号八大行动总体方案") >= {"目标", "任务", "组织"}
    assert kinds.pop("湖南省开局八好工作专刊第3期") == {"部署"}
    assert [name for name, found in kinds.items() if not {"部署", "任务"} <= found] == []


def test_no_sample_shares_thirty_characters_with_a_real_bulletin() -> None:
    if not SHARED.is_dir():
        pytest.skip(f"the real bulletins are not at {SHARED}")

    def runs(folder: Path) -> set[str]:
        texts = ("".join(squeeze(line.text) for line in read_document(path).lines) for path in folder.glob("*.txt"))
        plain = (text.replace("*", "").replace("#", "") for text in texts)
        return {text[start : start + 30] for text in plain for start in range(len(text) - 29)}

    assert runs(FOLDER) & runs(SHARED) == set()
