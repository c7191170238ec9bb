"""What is doubtful between documents: an issue under two names, missing issues, figures and paragraphs that clash."""

from index.auditing import findings, issue_number
from index.ingest import ingest

LONG = "全市上下要紧盯年度目标，压实牵头单位责任，实行每旬调度、每月通报、每季讲评，对进度滞后的单位及时提醒，对连续落后的严肃约谈，确保各项任务落地见效。"


def told(library) -> list[tuple[str, str]]:
    return [(item.document.name, item.finding.kind) for item in findings(library.store)]


def test_one_issue_under_two_names_is_a_finding(library, write_bulletin) -> None:
    ingest(
        library, [write_bulletin("甲.txt", issue=2), write_bulletin("乙.txt", issue=2, body={"任务": ["另一种说法。"]})]
    )

    assert told(library) == [("甲", "一期两名")]


def test_missing_issues_of_a_series_are_named(library, write_bulletin) -> None:
    bodies = [{"任务": [f"第{number}项工作有序推进。"]} for number in range(3)]
    ingest(library, [write_bulletin(f"{n}.txt", issue=n, body=body) for n, body in zip((2, 3, 6), bodies, strict=True)])

    [item] = findings(library.store)
    assert (item.document.name, item.finding.kind) == ("6", "缺期")
    assert "缺少第4期、第5期" in item.finding.sentence


def test_the_same_issue_number_of_another_county_is_no_doubt(library, write_bulletin) -> None:
    other = {"任务": ["华容县工作有序推进。"]}
    ingest(library, [write_bulletin("甲.txt", issue=2), write_bulletin("乙.txt", region="华容县", issue=2, body=other)])

    assert told(library) == []


def test_figures_of_two_documents_that_contradict_each_other_are_a_finding(library, write_bulletin) -> None:
    first = {"指标": ["1-3月，全市固定资产投资增长3%。"]}
    second = {"指标": ["一季度，汨罗市固定资产投资增长4%。"]}
    ingest(library, [write_bulletin("甲.txt", issue=2, body=first), write_bulletin("乙.txt", issue=3, body=second)])

    [item] = findings(library.store)
    assert item.finding.kind == "数字矛盾"
    assert "增长3%" in item.finding.sentence
    assert "增长4%" in item.finding.sentence


def test_a_paragraph_that_stands_in_two_documents_is_a_finding(library, write_bulletin) -> None:
    ingest(library, [write_bulletin(f"{n}.txt", issue=n, body={"任务": [LONG]}) for n in (2, 3)])

    assert told(library) == [("3", "重复段落")]


def test_issue_numbers_are_read_in_both_scripts() -> None:
    assert [issue_number(text) for text in ("第2期", "第十期", "第十二期", "第二十三期", None, "增刊")] == [
        2,
        10,
        12,
        23,
        None,
        None,
    ]
