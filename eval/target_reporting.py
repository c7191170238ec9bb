"""Show how the targets of work reports were read: a table by indicator, then every failure and what a person must judge."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.fact_reporting import fact_words
from eval.targets import Found, TargetCheck, TargetReport, Want

WANTS: dict[Want, str] = {"number": "有数字", "words": "只有方向", "nothing": "没有目标"}


def target_table(report: TargetReport) -> Table:
    """Right over all, a row for each indicator: targets in figures, in words, none in the sentence, none in the report."""
    shown = Table(title="目标", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    shown.add_column("指标", no_wrap=True)
    for column in (*WANTS.values(), "全文没有", "上年不作目标"):
        shown.add_column(column, justify="right", no_wrap=True)
    for name in dict.fromkeys(check.target.indicator for check in report.checks):
        of_name = [check for check in report.checks if check.target.indicator == name]
        shown.add_row(name, *(f"{right}/{total}" if total else "—" for right, total in _counts(of_name)))
    shown.add_section()
    totals = [*_counts(report.checks)]
    good = report.targets - len(report.past)
    shown.add_row("全部", *(f"{right}/{total}" for right, total in totals), f"{good}/{report.targets}", style="bold")
    shares = [*totals, (good, report.targets)]
    shown.add_row("占比", *(f"{right / total:.1%}" if total else "—" for right, total in shares), style="bold")
    return shown


def show_target_failures(report: TargetReport, console: Console) -> None:
    """Each wrong check, each target found outside the labelled sentence, and each target that speaks of the past."""
    wrong = [check for check in report.checks if check.reasons]
    console.print(Text(f"不对 {len(wrong)} 项", style="bold"), soft_wrap=True)
    for check in wrong:
        label = f"“{check.target.clause}”" if check.target.clause else "没有目标"
        head = f"✗ 《{check.document}》{check.target.indicator}：{label}　{'；'.join(check.reasons)}"
        console.print(Text(head), soft_wrap=True)
        for found in check.found:
            _show(found, console)
    elsewhere = [(check, found) for check in report.checks for found in check.elsewhere]
    console.print(Text(f"\n目标句没有、别处抽取到的 {len(elsewhere)} 条，请人判断", style="bold"), soft_wrap=True)
    for check, found in elsewhere:
        console.print(Text(f"？ 《{check.document}》{check.target.indicator}"), soft_wrap=True)
        _show(found, console)
    console.print(Text(f"\n像是上年结果的目标 {len(report.past)} 条", style="bold"), soft_wrap=True)
    for past in report.past:
        console.print(Text(f"✗ 《{past.document}》{past.reason}"), soft_wrap=True)
        _show(past.found, console)


def _counts(checks: Sequence[TargetCheck]) -> list[tuple[int, int]]:
    """(right, all) for each column."""
    counts: list[tuple[int, int]] = []
    for want in WANTS:
        group = [check for check in checks if check.target.want == want]
        counts.append((sum(not check.reasons for check in group), len(group)))
    absent = [check for check in checks if check.target.want == "nothing"]
    nowhere = sum(not check.reasons and not check.elsewhere for check in absent)
    return [*counts, (nowhere, len(absent))]


def _show(found: Found, console: Console) -> None:
    console.print(Text(f"　第{found.fact.paragraph}段“{found.clause}”", style="dim"), soft_wrap=True)
    console.print(Text(f"　抽取　{fact_words(found.fact)}", style="red"), soft_wrap=True)
