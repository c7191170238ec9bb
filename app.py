"""The command line and the web server: parse arguments, wire, run."""

import json
import logging
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from assistant.figures.asking import View, Wanted, duty_view, figure_view
from assistant.figures.reading import Sort
from assistant.filtering import Typed, filters_of
from assistant.records import document_record, paragraph_record
from assistant.searching import Asked, search_view
from assistant.settings import Settings
from corpus.bulletin import DutyRole, FactKind
from corpus.errors import BulletinError, LibraryError
from corpus.readers import READABLE_SUFFIXES
from index.encoding import load_encoder
from index.hits import Document
from index.ingest import ingest as ingest_files
from index.library import Library, open_library
from index.reranking import load_reranker

if TYPE_CHECKING:
    from assistant.export import Handout

# A table that goes into a file or a pipe need not be as narrow as a terminal.
WIDE = 200
SAMPLES = Path(__file__).with_name("corpus") / "samples"

app = typer.Typer(
    help="公报问答：问工作专报、专刊、简报和方案，答案注明出处。不带命令时启动网页。",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
settings = Settings()
errors = Console(stderr=True, highlight=False)
Home = Annotated[Path, typer.Option("--home", help="资料库所在的文件夹")]
Regions = Annotated[list[str] | None, typer.Option("--region", help="地区，如 岳阳市（含所辖），可重复")]
Levels = Annotated[list[str] | None, typer.Option("--level", help="文件的层级：国 省 市 县，可重复")]
SeriesNames = Annotated[list[str] | None, typer.Option("--series", help="系列，如 开局八好，可重复")]
Since = Annotated[str | None, typer.Option(help="印发日期不早于，如 2026-01")]
Until = Annotated[str | None, typer.Option(help="印发日期不晚于，如 2026-04")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]
ToFile = Annotated[Path | None, typer.Option("--export", help="另存为文件：.docx（公文格式）、.xlsx 或 .md")]
Picked = Annotated[list[int] | None, typer.Option("--pick", min=1, help="只导出第几条，可重复")]


@app.callback(invoke_without_command=True)
def main(context: typer.Context, home: Home = settings.home, port: int = settings.port) -> None:
    """Serve the pages when no command is given."""
    if context.invoked_subcommand is None:
        serve(home=home, host=settings.host, port=port, samples=False)


@app.command()
def serve(
    home: Home = settings.home,
    host: Annotated[str, typer.Option(help="监听的地址")] = settings.host,
    port: Annotated[int, typer.Option(help="监听的端口")] = settings.port,
    samples: Annotated[bool, typer.Option("--samples", help="资料库为空时先导入自带样例")] = False,
) -> None:
    """启动网页。"""
    from assistant.answering import Assistant
    from assistant.service import build_app, require_free_port
    from assistant.service import serve as run

    require_free_port(host, port)
    with library(home, searched=True) as opened:
        opened.require_ownership()
        if samples and not opened.documents():
            _ingest(opened, [SAMPLES])
        # On loopback only loopback names are answered; whoever opens the port decides who may reach it.
        hosts = {} if host in ("127.0.0.1", "localhost", "::1") else {"allowed_hosts": ["*"]}
        run(build_app(Assistant(opened), opened, **hosts), host=host, port=port)


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="要导入的文件或文件夹")], home: Home = settings.home
) -> None:
    """把文件或文件夹导入资料库；重复导入不会重复。"""
    if missing := [path for path in paths if not path.exists()]:
        raise BulletinError(f"找不到“{missing[0]}”，请检查路径和文件名。")
    with library(home) as opened:
        failed = _ingest(opened, paths)
    if failed:
        raise typer.Exit(1)


def _ingest(opened: Library, paths: list[Path]) -> int:
    """Ingest with a progress bar on the terminal; one line a file. Returns how many failed."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task("正在读取…", total=None)

        def progress(path: Path, done: int, total: int) -> None:
            doing = f"正在编码 {path.name}" if total else f"正在读取 {path.name}"
            bar.update(task, description=doing, completed=done, total=total or None)

        outcomes = ingest_files(opened, paths, progress=progress)
    for outcome in outcomes:
        print(outcome.sentence)
    failed = sum(outcome.status == "failed" for outcome in outcomes)
    counts = {name: sum(outcome.status == name for outcome in outcomes) for name in ("added", "replaced", "unchanged")}
    embedded = sum(outcome.embedded for outcome in outcomes)
    seconds = sum(outcome.seconds for outcome in outcomes)
    print(
        f"共 {len(outcomes)} 份：新增 {counts['added']}，更新 {counts['replaced']}，未变 {counts['unchanged']}，"
        f"未能读取 {failed}；编码 {embedded} 段，用时 {seconds:.1f} 秒。"
    )
    return failed


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="问题")],
    turn: Annotated[list[str] | None, typer.Option("--turn", help="此前问过的问题，可重复")] = None,
    export: ToFile = None,
    home: Home = settings.home,
    as_json: AsJson = False,
) -> None:
    """回答一个问题，附出处。"""
    from assistant.answer import as_json as answer_json
    from assistant.answering import Assistant
    from assistant.export import answer_handout

    with library(home, create=False, searched=True) as opened:
        answer = Assistant(opened).ask(question, tuple(turn or ()))
    if export:
        _export(answer_handout(answer), export)
    if as_json:
        print_json(answer_json(answer))
        return
    print(answer.text)
    for citation in answer.citations:
        print(f"  [{citation.number}] {citation.printed()}\n      “{citation.quote}”")
    for note in answer.notes:
        print(f"  注意：{note}")


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="要找的词或句子；有筛选条件时可以不写")] = "",
    region: Regions = None,
    level: Levels = None,
    series: SeriesNames = None,
    genre: Annotated[list[str] | None, typer.Option(help="文种，如 专报、专刊、方案，可重复")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="栏目：部署 指标 任务 问题 亮点 目标 组织，可重复")] = None,
    unit: Annotated[list[str] | None, typer.Option(help="责任单位，如 市商务局，可重复")] = None,
    release: Annotated[list[str] | None, typer.Option(help="公开属性：公开 依申请公开 内部 未标注，可重复")] = None,
    period: Annotated[str | None, typer.Option(help="所说的期间，如 2026年1-3月、一季度、2026年")] = None,
    since: Since = None,
    until: Until = None,
    sort: Annotated[str, typer.Option(help="排序：相关（relevance）、日期（date，新的在前）")] = "相关",
    limit: Annotated[int, typer.Option(min=1, max=200, help="最多几条，或每页几条")] = 10,
    page: Annotated[int | None, typer.Option(min=1, help="第几页")] = None,
    counts: Annotated[bool, typer.Option("--counts", help="按地区、栏目等列出条数")] = False,
    export: ToFile = None,
    pick: Picked = None,
    home: Home = settings.home,
    as_json: AsJson = False,
) -> None:
    """按段落查找。"""
    from assistant.export import picked, search_handout

    typed = Typed(
        regions=tuple(region or ()),
        levels=tuple(level or ()),
        series=tuple(series or ()),
        genres=tuple(genre or ()),
        kinds=tuple(kind or ()),
        releases=tuple(release or ()),
        units=tuple(unit or ()),
        period=period,
        since=since,
        until=until,
    )
    with library(home, create=False, searched=True) as opened:
        view = search_view(opened, Asked(query, typed, sort, limit, page, counts))
    if export:
        chosen = picked(view.hits, pick, before=view.offset)
        _export(search_handout(query, chosen, order=view.order), export)
    _require_export(pick, export)
    print_json(view.record) if as_json else print("\n".join(view.lines))


@app.command()
def precedents(
    description: Annotated[str, typer.Argument(help="想找什么样的做法，一句或一段话")] = "",
    like: Annotated[str | None, typer.Option(help="找与这一段相似的做法：文件名:段号")] = None,
    draft: Annotated[Path | None, typer.Option(help="找与这份稿子相似的做法：文件")] = None,
    region: Regions = None,
    level: Levels = None,
    series: SeriesNames = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="最多几条")] = 5,
    export: ToFile = None,
    pick: Picked = None,
    home: Home = settings.home,
    as_json: AsJson = False,
) -> None:
    """找先例：谁做过、怎么做的、成效如何。"""
    from assistant.export import cards_handout, picked
    from assistant.precedent_view import AskedPrecedents, place_of, precedent_view

    typed = Typed(
        regions=tuple(region or ()), levels=tuple(level or ()), series=tuple(series or ()), since=since, until=until
    )
    name, paragraph = place_of(like) if like is not None else (None, None)
    with library(home, create=False, searched=True) as opened:
        document = _find(opened, name) if name is not None else None
        view = precedent_view(opened, AskedPrecedents(description, document, paragraph, draft, typed, limit))
    if export:
        _export(cards_handout(view.description, picked(view.cards, pick)), export)
    _require_export(pick, export)
    print_json(view.record) if as_json else print("\n".join(view.lines))


def _require_export(pick: list[int] | None, export: Path | None) -> None:
    if pick and export is None:
        raise BulletinError("--pick 选的是要导出的条目，请同时用 --export 写明文件名。")


def _export(handout: "Handout", path: Path) -> None:
    from assistant.export import export

    export(handout, path)
    errors.print(f"已导出到“{path}”。", markup=False, soft_wrap=True)


@app.command()
def figures(
    region: Annotated[list[str] | None, typer.Option(help="地区，如 岳阳市，可重复")] = None,
    within: Annotated[bool, typer.Option("--within", "--下辖", help="连同所辖的地区")] = False,
    indicator: Annotated[str | None, typer.Option(help="指标，如 固定资产投资、社零")] = None,
    period: Annotated[str | None, typer.Option(help="期间，如 2026年1-3月、一季度、2026年、最新")] = None,
    kind: Annotated[FactKind | None, typer.Option(help="actual 实际、target 目标、forecast 预计")] = None,
    series: Annotated[bool, typer.Option("--series", help="同一指标的历次数字")] = False,
    compare: Annotated[bool, typer.Option("--compare", help="各地区同一期间比较")] = False,
    targets: Annotated[bool, typer.Option("--targets", help="目标与实际对照")] = False,
    by: Annotated[Sort | None, typer.Option(help="比较时按哪一种数")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="最多几条")] = 50,
    home: Home = settings.home,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="输出 CSV，可用 Excel 打开")] = False,
) -> None:
    """列出各项指标的数字；也可看历次、比地区、对目标。"""
    wanted = Wanted(
        regions=tuple(region or ()),
        within=within,
        indicator=indicator,
        period=period,
        kind=kind,
        by=by,
        limit=limit,
        views=tuple(name for name, on in (("series", series), ("compare", compare), ("targets", targets)) if on),
    )
    with library(home, create=False) as opened:
        view = figure_view(opened, wanted)
    _show(view, as_json=as_json, as_csv=as_csv)


@app.command()
def duties(
    unit: Annotated[str | None, typer.Option(help="单位，如 市商务局")] = None,
    task: Annotated[str | None, typer.Option(help="任务，如 招商引资")] = None,
    role: Annotated[DutyRole, typer.Option(help="单位以什么身份参与")] = "牵头",
    region: Annotated[list[str] | None, typer.Option(help="地区（含所辖），可重复")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="最多几条")] = 50,
    home: Home = settings.home,
    as_json: AsJson = False,
) -> None:
    """列出责任分工：一个单位负责什么，一项任务由谁负责。"""
    with library(home, create=False) as opened:
        view = duty_view(opened, unit=unit, task=task, roles=(role,), regions=tuple(region or ()), limit=limit)
    _show(view, as_json=as_json, as_csv=False)


def _show(view: View, *, as_json: bool, as_csv: bool) -> None:
    """A table on a terminal, or what a program reads; notes go to stderr, so that they never stand in the data."""
    if as_csv:
        typer.echo(view.sheet, nl=False)
    elif as_json:
        print_json(view.record)
    else:
        console = Console()
        if not console.is_terminal and "COLUMNS" not in os.environ:
            console.width = WIDE
        console.print(view.table)
    for note in view.notes:
        errors.print(note, markup=False, soft_wrap=True)


@app.command()
def history(
    subject: Annotated[str, typer.Argument(help="提法，如 对非贸易；几个之间用 → 或顿号隔开，如 八大行动→七大攻坚")],
    region: Regions = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="最多列出最近几份文件")] = 50,
    home: Home = settings.home,
    as_json: AsJson = False,
) -> None:
    """一个提法在历次文件里怎么说，前后有什么变化。"""
    from assistant.development import development
    from assistant.development_view import development_view

    typed = Typed(regions=tuple(region or ()), since=since, until=until)
    with library(home, create=False) as opened:
        view = development_view(development(opened, subject, filters=filters_of(typed, opened), limit=limit))
    _show(view, as_json=as_json, as_csv=False)


@app.command()
def documents(home: Home = settings.home, as_json: AsJson = False) -> None:
    """列出资料库中的文件。"""
    with library(home, create=False) as opened:
        found = opened.documents()
    if as_json:
        print_json([document_record(document) for document in found])
        return
    table = Table("文件", "系列", "期号", "日期", "地区", "公开属性", "段落", "提示")
    for document in found:
        masthead = document.masthead
        table.add_row(
            document.name,
            masthead.series or "",
            masthead.issue or masthead.number or "",
            str(masthead.date or ""),
            masthead.region or "",
            masthead.release,
            str(document.paragraphs),
            str(len(document.findings) or ""),
        )
    Console().print(table if found else "资料库里还没有文件。")


@app.command()
def show(
    document: Annotated[str, typer.Argument(help="文件名（不带后缀）")],
    home: Home = settings.home,
    as_json: AsJson = False,
) -> None:
    """按段落显示一份文件。"""
    with library(home, create=False) as opened:
        found = _find(opened, document)
        passages = opened.passages(found.key)
    if as_json:
        print_json(document_record(found) | {"paragraphs": [paragraph_record(passage) for passage in passages]})
        return
    for passage in passages:
        print(f"{passage.paragraph.number:>4}  {passage.paragraph.text}")
    for finding in found.findings:
        print(f"  {finding.severity}：{finding.sentence}")


@app.command()
def findings(
    document: Annotated[str | None, typer.Argument(help="只看一份文件")] = None,
    home: Home = settings.home,
    as_json: AsJson = False,
) -> None:
    """列出存疑之处：日期矛盾、数字矛盾、一期两名、缺期、重复段落、无法辨认的页。"""
    from index.auditing import findings as all_findings

    with library(home, create=False) as opened:
        found = all_findings(opened.store)
        if document is not None:
            key = _find(opened, document).key
            found = [item for item in found if item.document.key == key]
    if as_json:
        rows = [{"document": item.document.name} | asdict(item.finding) for item in found]
        print_json(rows)
        return
    for item in found:
        print(f"{item.document.name}  [{item.finding.kind}] {item.finding.sentence}")
    if not found:
        print("没有发现存疑之处。")


@app.command()
def remove(document: Annotated[str, typer.Argument(help="文件名（不带后缀）")], home: Home = settings.home) -> None:
    """从资料库中删除一份文件及其全部旧版。"""
    with library(home, create=False) as opened:
        found = _find(opened, document)
        opened.remove(found.key)
    print(f"已删除“{found.name}”。")


@app.command()
def doctor(
    home: Home = settings.home,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="用现在的编码模型重建索引")] = False,
    spans: Annotated[bool, typer.Option("--verify-spans", help="逐条核对数字和责任分工与原文是否相符")] = False,
    as_json: AsJson = False,
) -> None:
    """检查资料库：目录、全文索引、向量索引是否一致，能修的修好。"""
    from index.checkup import checkup
    from index.reencoding import re_encode
    from index.spans import verify_spans

    encoder = load_encoder(settings.encoder, cache=home / "models")
    if rebuild:
        count = re_encode(home, encoder)
        print(f"已用编码模型“{encoder.name}”重建，共 {count} 份文件。")
    with open_library(home, encoder, create=False) as opened:
        report = checkup(opened)
        verified = verify_spans(opened.store) if spans else None
    if as_json:
        print_json(report.as_json() | ({"spans": asdict(verified)} if verified else {}))
    else:
        for line in (*report.sentences, *(verified.sentences if verified else ())):
            print(line)
    if not report.healthy or (verified and verified.failures):
        raise typer.Exit(1)


def library(home: Path, *, create: bool = True, searched: bool = False) -> Library:
    """The open library, with the reranker where it is to be `searched`; says on stderr what had to be mended."""
    if not create and not (home / "catalog.db").exists():
        raise LibraryError(f"“{home}”里还没有资料库，请先导入文件：python app.py ingest 文件或文件夹 --home {home}")
    if home.exists() and not home.is_dir():
        raise LibraryError(f"“{home}”不是文件夹，请用 --home 指定一个文件夹作资料库。")
    encoder = load_encoder(settings.encoder, cache=home / "models")
    reranker = load_reranker(settings.reranker) if searched and settings.reranker else None
    columns = (TextColumn("正在重新读取数字…"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task("", visible=False)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=True)

        opened = open_library(home, encoder, create=create, progress=progress, reranker=reranker)
    for sentence in opened.mended:
        errors.print(sentence, markup=False)
    return opened


def _find(opened: Library, name: str) -> Document:
    stem = Path(name).name
    for suffix in READABLE_SUFFIXES:
        stem = stem.removesuffix(suffix)
    found = [document for document in opened.documents() if stem in (document.name, document.key)]
    if not found:
        near = [document.name for document in opened.documents() if stem in document.name]
        hint = f"您要找的是不是：{'、'.join(near[:3])}？" if near else "可用 python app.py documents 查看全部文件。"
        raise BulletinError(f"资料库里没有“{name}”。{hint}")
    return found[0]


def print_json(value: Any) -> None:
    """JSON on standard output, Chinese as it is."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def run() -> None:
    """Run the command; an error the user can act on is one sentence, anything else one too and a line in the log."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    try:
        app()
    except BulletinError as error:
        errors.print(str(error), markup=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        errors.print("已停止。")
        sys.exit(130)


if __name__ == "__main__":
    run()
