"""The command line of the evaluation: `python -m eval run|retrieval|check|facts|targets` and `bench ask|search|ingest|read|facts`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from assistant.answering import Assistant
from assistant.settings import Settings
from corpus.errors import BulletinError
from corpus.reading import read_bulletin
from eval.ablation import ablation_table, variants
from eval.baselines import Bm25Baseline
from eval.cases import Case, read_cases
from eval.checking import check_answers, check_table, right_answers, show_check_failures, write_check_json
from eval.extracting import time_facts
from eval.fact_reporting import fact_table, show_fact_failures, write_fact_json
from eval.fact_scores import score_facts
from eval.facts import read_facts
from eval.libraries import MODELS, SAMPLES, code_digest, document_files, named_files
from eval.opening import opened_library, read_set
from eval.precedents import as_cases, finders, measure_precedents, read_precedents
from eval.reading import time_reading
from eval.reporting import (
    SYSTEM_NAMES,
    Setting,
    precedent_table,
    reading_table,
    retrieval_table,
    show_failures,
    table,
    write_json,
)
from eval.retrieval import measure, rankers, sought
from eval.running import Answerer, AssistantAnswerer, Report, run
from eval.target_reporting import show_target_failures, target_table
from eval.targets import check_targets, read_targets
from eval.thresholds import ThresholdError, misses, parse_thresholds
from eval.timing import time_asking, time_ingesting, time_searching
from index.encoding import load_encoder
from index.hits import Encoder
from index.library import Library

CasesPath = Annotated[Path, typer.Argument(metavar="CASES", help="评测题文件（JSON Lines）")]
CasesOrPolicies = Annotated[
    Path,
    typer.Argument(metavar="CASES", help="评测题文件（JSON Lines），或含 documents.jsonl 和 answerable.jsonl 的文件夹"),
]
Home = Annotated[Path | None, typer.Option("--home", help="用这个已有的资料库，不另建评测资料库")]
Documents = Annotated[list[Path] | None, typer.Option("--documents", help="入库的文件或文件夹，可多次给出")]
GoldPath = Annotated[Path, typer.Argument(metavar="GOLD", help="标注文件（JSON Lines）")]
GoldDocuments = Annotated[list[Path] | None, typer.Option("--documents", help="标注所引的文件或文件夹，可多次给出")]
Json = Annotated[Path | None, typer.Option("--json", help="把结果写成 JSON")]
PRECEDENT_THRESHOLDS = {"ndcg": "nDCG@5", "first": "第一条最切题"}
FACT_THRESHOLDS = {"precision": "准确率", "recall": "召回率", "f1": "F1", "complete_precision": "整段准确率"}
ANSWERING = ("assistant", "corpus", "index")  # the code that a result depends on

app = typer.Typer(
    pretty_exceptions_enable=False,
    help="评测：问答对不对、引用准不准、该不该拒答、快不快。",
    no_args_is_help=True,
    add_completion=False,
)
bench = typer.Typer(help="计时。", no_args_is_help=True)
app.add_typer(bench, name="bench")
console = Console()
errors = Console(stderr=True)


class BaselineName(StrEnum):
    """The systems that can be run beside the assistant; an enum because typer takes no list of Literals."""

    bm25 = "bm25"
    llamaindex = "llamaindex"
    all = "all"


@app.command("run")
def run_command(
    path: CasesPath,
    home: Home = None,
    documents: Documents = None,
    baseline: Annotated[list[BaselineName] | None, typer.Option(help="一并评测的对照系统，可多次给出")] = None,
    json: Json = None,
    failures: Annotated[bool, typer.Option("--failures", help="列出答错的题")] = False,
    fail_under: Annotated[str, typer.Option(help="低于门槛时以 1 退出，如 accuracy=0.95,false_refusal=0.05")] = "",
) -> None:
    """把每道题问一遍，给出正确率、引用、拒答和用时。"""
    with told_errors():
        thresholds = parse_thresholds(fail_under)
        cases = read_cases(path)
        encoder = load_encoder(Settings().encoder, cache=MODELS)
        with opened_library(path, cases, home=home, documents=documents, encoder=encoder) as library:
            names = tuple(document.name for document in library.documents())
            answerers = [AssistantAnswerer(Assistant(library)), *baselines(baseline or [], library, encoder)]
            reports = [run_shown(cases, answerer) for answerer in answerers]
        for report in reports:
            console.print(table(report))
        if failures:
            for report in reports:
                show_failures(report, console)
        if json is not None:
            reranker = library.reranker.name if library.reranker else None
            setting = Setting(str(path), names, encoder.name, code_digest(ANSWERING)[:12], reranker)
            write_json(json, reports, setting)
            typer.echo(f"结果已写入 {json}")
        missed = misses(reports[0].metrics, thresholds)
    told_misses(missed)


@app.command("retrieval")
def retrieval_command(path: CasesOrPolicies, home: Home = None, documents: Documents = None) -> None:
    """检索本身：引用段落排在第几位，各部分各值多少。"""
    with told_errors():
        cases, passages = read_set(path)
        encoder = load_encoder(Settings().encoder, cache=MODELS)
        with opened_library(path, cases, home=home, documents=documents or passages, encoder=encoder) as library:
            asked = sought(library, cases)
            with Progress(console=errors, transient=True) as progress:
                task = progress.add_task("检索", total=len(asked))
                results = measure(rankers(library), asked, progress=lambda: progress.advance(task))
    console.print(retrieval_table(results))


@app.command("precedents")
def precedents_command(
    path: CasesPath,
    home: Home = None,
    documents: Documents = None,
    failures: Annotated[bool, typer.Option("--failures", help="列出排得不好的题")] = False,
    fail_under: Annotated[str, typer.Option(help="低于门槛时以 1 退出，如 ndcg=0.80")] = "",
) -> None:
    """先例：前五张卡片切不切题，比单用全文或向量好多少，有没有重复。"""
    with told_errors():
        thresholds = parse_thresholds(fail_under, names=PRECEDENT_THRESHOLDS)
        cases = read_precedents(path)
        encoder = load_encoder(Settings().encoder, cache=MODELS)
        with opened_library(path, as_cases(cases), home=home, documents=documents, encoder=encoder) as library:
            results = {name: measure_precedents(name, finder, cases) for name, finder in finders(library).items()}
        console.print(precedent_table(tuple(results.values())))
        if failures:
            for line in results["all"].failures:
                console.print(line, markup=False, soft_wrap=True)
        missed = misses(results["all"], thresholds, names=PRECEDENT_THRESHOLDS)
    told_misses(missed)


@app.command("ablate")
def ablate_command(path: CasesPath, home: Home = None, documents: Documents = None) -> None:
    """逐个去掉一个环节再答一遍，看每个环节值多少。"""
    with told_errors():
        cases = read_cases(path)
        encoder = load_encoder(Settings().encoder, cache=MODELS)
        with opened_library(path, cases, home=home, documents=documents, encoder=encoder) as library:
            reports = [(name, run_shown(cases, answerer)) for name, answerer in variants(library).items()]
    console.print(ablation_table(reports))


@app.command("check")
def check_command(
    path: CasesPath,
    home: Home = None,
    documents: Documents = None,
    count: Annotated[int, typer.Option("--corruptions", min=1, help="造多少个改错的回答")] = 500,
    json: Json = None,
    failures: Annotated[bool, typer.Option("--failures", help="列出漏查和误报")] = False,
) -> None:
    """把答对的回答改错一处，看数字核对能查出多少，又误报多少正确回答。"""
    with told_errors():
        cases = read_cases(path)
        encoder = load_encoder(Settings().encoder, cache=MODELS)
        with opened_library(path, cases, home=home, documents=documents, encoder=encoder) as library:
            answers = right_answers(cases, library)
        report = check_answers(answers, count=count)
    console.print(check_table(report))
    if failures:
        show_check_failures(report, console)
    if json is not None:
        write_check_json(json, report)
        typer.echo(f"结果已写入 {json}")


@app.command("facts")
def facts_command(
    path: GoldPath,
    documents: GoldDocuments = None,
    json: Json = None,
    failures: Annotated[bool, typer.Option("--failures", help="列出每条不相符和多出的事实")] = False,
    fail_under: Annotated[str, typer.Option(help="低于门槛时以 1 退出，如 precision=0.97,recall=0.93")] = "",
) -> None:
    """从文件抽取的事实与标注逐项比较：整条和各字段的准确率、召回率。"""
    with told_errors():
        thresholds = parse_thresholds(fail_under, names=FACT_THRESHOLDS)
        golds = read_facts(path)
        files = document_files(path, (gold.document for gold in golds), documents=documents)
        report = score_facts(golds, {name: read_bulletin(file) for name, file in files.items()})
        console.print(fact_table(report))
        if failures:
            show_fact_failures(report, console)
        if json is not None:
            write_fact_json(json, report, gold=path)
            typer.echo(f"结果已写入 {json}")
        missed = misses(report, thresholds, names=FACT_THRESHOLDS)
    told_misses(missed)


@app.command("targets")
def targets_command(
    path: Annotated[Path, typer.Argument(metavar="TARGETS", help="政府工作报告的目标标注（JSON Lines）")],
    documents: GoldDocuments = None,
) -> None:
    """政府工作报告的年度目标读得对不对，上年的结果有没有当成目标。"""
    with told_errors():
        labels = read_targets(path)
        names = (label.document for label in labels)
        files = document_files(path, names, documents=documents or [path.parent])
        report = check_targets(labels, {name: read_bulletin(file) for name, file in files.items()})
    console.print(target_table(report))
    show_target_failures(report, console)


@bench.command("ask")
def bench_ask_command(
    path: CasesPath,
    rounds: Annotated[int, typer.Option(min=1, help="每道题问几遍")] = 3,
    home: Home = None,
    documents: Documents = None,
) -> None:
    """在一个进程里反复提问：中位和 P95 毫秒，内存峰值。"""
    with told_errors():
        cases = read_cases(path)
        encoder = load_encoder(Settings().encoder, cache=MODELS)
        with opened_library(path, cases, home=home, documents=documents, encoder=encoder) as library:
            timing = time_asking(cases, AssistantAnswerer(Assistant(library)), rounds=rounds)
    typer.echo(
        f"提问 {timing.count} 次：中位 {timing.median:.1f} 毫秒，P95 {timing.p95:.1f} 毫秒；"
        f"内存峰值 {timing.memory:.0f} MiB"
    )


@bench.command("search")
def bench_search_command(
    path: CasesOrPolicies,
    rounds: Annotated[int, typer.Option(min=1, help="每道题查几遍")] = 3,
    home: Home = None,
    documents: Documents = None,
) -> None:
    """在一个进程里反复检索：前十段、分页加计数各需多久，内存峰值。"""
    with told_errors():
        cases, passages = read_set(path)
        encoder = load_encoder(Settings().encoder, cache=MODELS)
        with opened_library(path, cases, home=home, documents=documents or passages, encoder=encoder) as library:
            timing = time_searching(cases, library, rounds=rounds)
    typer.echo(
        f"检索 {timing.count} 次：中位 {timing.search_median:.1f} 毫秒，P95 {timing.search_p95:.1f} 毫秒；"
        f"分页并计数：中位 {timing.find_median:.1f} 毫秒，P95 {timing.find_p95:.1f} 毫秒；"
        f"内存峰值 {timing.memory:.0f} MiB"
    )


@bench.command("ingest")
def bench_ingest_command(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="入库的文件或文件夹")],
) -> None:
    """入库到临时资料库：用时，每秒段落数。"""
    with told_errors():
        timing = time_ingesting(named_files(paths), load_encoder(Settings().encoder, cache=MODELS))
    typer.echo(
        f"入库 {timing.documents} 份文件、{timing.paragraphs} 段：{timing.seconds:.2f} 秒，"
        f"每秒 {timing.paragraphs_per_second:.1f} 段"
    )


@bench.command("read")
def bench_read_command(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="要读取的文件或文件夹")],
) -> None:
    """读取文件：按格式列出每秒页数、段落数和内存峰值。"""
    with told_errors():
        timings = time_reading(named_files(paths))
    console.print(reading_table(timings))


@bench.command("facts")
def bench_facts_command(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH...]", help="文件或文件夹，不给则用样例")] = None,
) -> None:
    """从已分段的文件抽取事实和责任：用时、每秒段落数和内存峰值。"""
    with told_errors():
        timing = time_facts(named_files(paths or [SAMPLES]))
    typer.echo(
        f"{timing.paragraphs} 段，抽取事实 {timing.facts} 条、责任 {timing.duties} 条：{timing.seconds:.2f} 秒，"
        f"每秒 {timing.paragraphs_per_second:.0f} 段；内存峰值 {timing.memory:.0f} MiB（计时前 {timing.memory_before:.0f} MiB）"
    )


def told_misses(sentences: Sequence[str]) -> None:
    """The missed thresholds on stderr, and exit code 1 where there are any."""
    for sentence in sentences:
        typer.echo(sentence, err=True)
    if sentences:
        raise typer.Exit(1)


@contextmanager
def told_errors() -> Iterator[None]:
    """A BulletinError becomes one sentence on stderr and exit code 1; a wrong threshold is a wrong call, code 2."""
    try:
        yield
    except ThresholdError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    except BulletinError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def baselines(names: Sequence[BaselineName], library: Library, encoder: Encoder) -> list[Answerer]:
    """The named baselines over the same library, each once."""
    chosen: list[Answerer] = []
    if {BaselineName.bm25, BaselineName.all} & set(names):
        chosen.append(Bm25Baseline(library))
    if {BaselineName.llamaindex, BaselineName.all} & set(names):
        from eval.llamaindex import LlamaIndexBaseline  # two seconds of import that most runs do not need

        chosen.append(LlamaIndexBaseline(library, encoder))
    return chosen


def run_shown(cases: Sequence[Case], answerer: Answerer) -> Report:
    """The report, with a progress bar while it is made."""
    with Progress(console=errors, transient=True) as progress:
        task = progress.add_task(SYSTEM_NAMES.get(answerer.name, answerer.name), total=len(cases))
        return run(cases, answerer, progress=lambda _: progress.advance(task))


if __name__ == "__main__":
    app()
