"""Tell a table as sentences, one a row, each value with its column head and unit."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

Row = tuple[str, ...]

# What Chinese tables measure in; a bare 元 or 亿元, 万人次, 平方公里 all end in one of these.
_UNIT = (
    r"(?:[十百千万亿]*(?:美元|元|标准煤|吨|公斤|人次|人|户|家|个百分点|个|件|项|条|处|所|名|辆|台|套|公顷|亩|平方公里|平方米|"
    r"立方米|公里|千米|米|千瓦时|千瓦|倍|次|天|批|场|起|部|篇|元/[^\s，。；]{1,6})|[%％‰])"
)
_NUMBER = re.compile(
    r"(?:约|超|近|第|[同环]比)?(?:增长|下降|增加|减少|提高|回落)?\s*[+\-－−±]?\d[\d,，]*(?:\.\d+)?\s*"
    rf"(?:{_UNIT}|[万亿]|位|分|/\d+)?"
)
_BARE_NUMBER = re.compile(r"[+\-－−]?\d[\d,，]*(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# 责任单位：市发展改革委 names an office, 单位：亿元 a measure.
_UNIT_LINE = re.compile(rf"(?<![\u4e00-\u9fff])(?:计量|金额|数据)?单位[:：]\s*({_UNIT})(?![\u4e00-\u9fff、，/])")
_WHOLE_UNIT_LINE = re.compile(rf"[（(]?\s*{_UNIT_LINE.pattern}\s*[)）]?")
# How a column head ends; a form's labels end so too.
_HEAD_WORD = re.compile(
    r"(?:序号|编号|指标|名称|单位|项目|任务|事项|内容|措施|目标|目标值|责任人?|责任领导|牵头|联系人|负责人|电话|时间|时限|日期|"
    r"期限|地点|地址|备注|说明|排名|位次|名次|增速|增幅|增长|同比|环比|总量|数量|金额|数值|绝对值|实绩|比重|占比|完成率|完成值|"
    r"完成|进度|进展|类别|类型|性质|规模|投资额?|姓名|性别|职务|职称|部门|地区|区域|县市区|县（市、区）|年度|年份|月份|季度|"
    r"累计|当月|本月|本期|上年|去年|合计|得分|分值|要求|依据|来源|问题|情况|成效|索引号|文号|状态)[：:]?"
)
# Heads whose values have no unit of the table's: rates, ranks, running numbers.
_UNITLESS_HEAD = re.compile(
    r"增速|增幅|增长|增减|同比|环比|占比|比重|比例|率$|[%％]|排名|位次|名次|序号|编号|代码|电话|日期|年份|得分|分值|倍"
)
_OFFICE = re.compile(r"[^，。；、\s]{2,20}(?:局|委|办|厅|政府|公司|中心|集团|管委会|[^公]办公室)")
_LONGEST_HEAD = 30
_DEEPEST_HEAD = 3


def sentences(rows: Sequence[Sequence[str]], *, unit: str | None = None) -> list[str]:
    """
    One sentence a row, `指标：固定资产投资；增速：3%。`; captions and group headings are lines of their own, told once.

    Merged areas are expected repeated in every cell they cover. `unit` (亿元) is what a caption outside the table says;
    a caption inside it goes first.
    """
    table = _squared(rows)
    if not table:
        return []
    if len(table[0]) == 1:
        return [row[0] for row in table]
    captions, table, found = _captions(table)
    unit = found or unit
    count = head_count(table)
    heads = _joined_heads(table[:count])
    told: list[str] = []
    for row in table[count:]:
        if row in table[:count]:  # the heads again, on a new page
            continue
        if (group := _only_cell(row, alone=True)) is not None:
            told.append(group)
        elif heads:
            told += [_headed(part, row[start : start + len(part)], unit) for start, part in _side_by_side(heads)]
        else:
            told.append(_unheaded(row, unit))
    if heads and all(_only_cell(row, alone=True) is not None or row in table[:count] for row in table[count:]):
        told = [*("；".join(_filled(row)) for row in table[:count]), *told]  # heads above no values
    if found and not any(f"（{found}）" in sentence for sentence in told):
        captions.append(f"单位：{found}")
    return [sentence for sentence in captions + told if sentence]


def head_count(rows: Sequence[Sequence[str]]) -> int:
    """How many rows below the captions are heads: rows without numbers above rows with numbers, or rows of head words."""
    _, table, _ = _captions(_squared(rows))
    if len(table) < 2 or len(table[0]) < 2 or _has_number(table[0]) or _is_form(table):
        return 0
    if len(_filled(table[0])) < 2 or any(len(cell) > _LONGEST_HEAD for cell in table[0]):
        return 0
    count = 1
    while count < min(_DEEPEST_HEAD, len(table) - 1) and _head_goes_on(table[count - 1], table[count]):
        count += 1
    if count > 1 or _share(_HEAD_WORD, table[0]) >= 0.5:
        return count
    columns = list(zip(*table[count:], strict=True))
    return count if any(_share(_NUMBER, column) >= 0.5 for column in columns[1:]) else 0


def _squared(rows: Sequence[Sequence[str]]) -> list[Row]:
    """Rows of equal width with cells on one line; rows and columns that hold nothing are left out."""
    flat = [[_flat(cell) for cell in row] for row in rows]
    width = max((len(row) for row in flat), default=0)
    table = [row + [""] * (width - len(row)) for row in flat if any(row)]
    used = [column for column in range(width) if any(row[column] for row in table)]
    return [tuple(row[column] for column in used) for row in table]


def _flat(cell: str) -> str:
    """The cell on one line: a break in Chinese was only for the width of the column, but one between offices is a 、."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    if len(lines) > 1 and all(_OFFICE.fullmatch(line) for line in lines):
        return "、".join(lines)
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", re.sub(r"\s+", " ", cell).strip())


def _filled(row: Row) -> list[str]:
    return [cell for cell in row if cell]


def _only_cell(row: Row, *, alone: bool = False) -> str | None:
    """What a row says that says one thing in all its width; `alone` also asks that one lone cell be the first."""
    cells = _filled(row)
    if len(set(cells)) != 1 or _BARE_NUMBER.fullmatch(cells[0]):
        return None
    if len(cells) == len(row) and (len(row) > 2 or not _NUMBER.fullmatch(cells[0])):
        return cells[0]
    return cells[0] if len(cells) == 1 and (row[0] or not alone) else None


def _captions(table: list[Row]) -> tuple[list[str], list[Row], str | None]:
    """The lines above the heads, the table below them, and the unit that one of them states."""
    captions: list[str] = []
    unit: str | None = None
    while table:
        stated = next((match for cell in table[0] if (match := _UNIT_LINE.search(cell))), None)
        caption = _only_cell(table[0])
        if caption is None and not (stated and len(set(_filled(table[0]))) == 2 and len(table[0]) > 2):
            break
        unit = stated[1] if stated else unit
        captions += dict.fromkeys(cell for cell in _filled(table[0]) if not _WHOLE_UNIT_LINE.fullmatch(cell))
        table = table[1:]
    return captions, _squared(table), unit


def _share(pattern: re.Pattern[str], cells: Sequence[str]) -> float:
    """The share of the filled cells that match: wholly, but for heads at their end."""
    filled = [cell for cell in cells if cell]
    if pattern is _HEAD_WORD:
        return sum(_is_head_word(cell) for cell in filled) / max(len(filled), 1)
    return sum(pattern.fullmatch(cell) is not None for cell in filled) / max(len(filled), 1)


def _is_head_word(cell: str) -> bool:
    bare = re.sub(r"[（(][^（()）]*[)）]$", "", cell)
    return len(cell) <= _LONGEST_HEAD and re.search(f"{_HEAD_WORD.pattern}$", bare or cell) is not None


def _has_number(row: Row) -> bool:
    """Whether the row holds values; several bare years are heads, 2024 | 2025 | 2026."""
    numbers = [cell for cell in row if _NUMBER.fullmatch(cell)]
    years = [cell for cell in numbers if _YEAR.fullmatch(cell)]
    return bool(numbers) and not (len(set(years)) >= 2 and len(years) == len(numbers))


def _is_form(table: list[Row]) -> bool:
    """项目名称 | 港口扩建 | 责任单位 | 市交通局: labels and values side by side, row after row."""
    if len(table[0]) % 2:
        return False
    labels = [row[column] for row in table for column in range(0, len(row), 2)]
    if any(_is_head_word(value) for value in table[0][1::2]) or any(_NUMBER.fullmatch(label) for label in labels):
        return False
    if _share(_HEAD_WORD, labels[1:]) >= 0.5:  # the first is a head word above a table, too
        return True
    # Two columns with words on the right name no heads; numbers on the right have one above them.
    return len(table[0]) == 2 and _share(_NUMBER, [row[1] for row in table[1:]]) < 2 / 3


def _head_goes_on(above: Row, below: Row) -> bool:
    """Whether `below` is a second row of heads: a merged head stands above several of it, or runs down into it."""
    if _has_number(below) or any(len(cell) > _LONGEST_HEAD for cell in below) or _only_cell(below) is not None:
        return False
    runs_down = any(cell and cell == under for cell, under in zip(above, below, strict=True))
    spread = any(left and left == right for left, right in pairwise(above))
    gap = any(under and not cell for cell, under in zip(above, below, strict=True))
    return runs_down or spread or gap


def _joined_heads(rows: list[Row]) -> Row:
    """One head a column: 2026年 above 1-2月 is 2026年·1-2月."""
    columns: list[list[str]] = [[] for _ in (rows[0] if rows else ())]
    for depth, row in enumerate(rows):
        left = ""
        for column, cell in enumerate(row):
            # A head merged in a file that cannot say so (CSV) leaves the cells to its right empty.
            spread = left if not cell and depth + 1 < len(rows) and rows[depth + 1][column] else cell
            left = spread
            if spread and spread not in columns[column]:
                columns[column].append(spread)
    return tuple("·".join(parts).rstrip("：:") for parts in columns)


def _side_by_side(heads: Row) -> Iterator[tuple[int, Row]]:
    """排名 | 县 | 排名 | 县 is two tables printed side by side; mixed, one county would get another's rank."""
    for width in range(2, len(heads) // 2 + 1):
        part = heads[:width]
        if len(heads) % width == 0 and part * (len(heads) // width) == heads and len(set(part)) == width:
            yield from ((start, part) for start in range(0, len(heads), width))
            return
    yield 0, heads


def _headed(heads: Row, row: Row, unit: str | None) -> str:
    parts = [_labelled(head, cell, unit) for head, cell in zip(heads, row, strict=True) if cell]
    return _sentence([part for place, part in enumerate(parts) if place == 0 or part != parts[place - 1]])


def _labelled(head: str, value: str, unit: str | None) -> str:
    if not head:
        return value
    if unit and _BARE_NUMBER.fullmatch(value) and not re.search(r"[（(].+[)）]", head):
        last = head.rsplit("·", 1)[-1]
        if not _UNITLESS_HEAD.search(last) and not (_YEAR.fullmatch(value) and last.endswith("年")):
            return f"{head}（{unit}）：{value}"
    return f"{head}：{value}"


def _unheaded(row: Row, unit: str | None) -> str:
    """A row of a table without heads; two cells, or a label that ends in a colon, are label and value."""
    paired = len(row) % 2 == 0 and (
        len(row) == 2 or (any(row[::2]) and all(_is_head_word(label) for label in row[::2] if label))
    )
    parts: list[str] = []
    cells = iter(row)
    for cell in cells:
        if cell.endswith(("：", ":")) or paired:
            value = next(cells, "")
            parts.append(_labelled(cell.rstrip("：:"), value, unit) if value else cell)
        elif cell and (not parts or parts[-1] != cell):
            parts.append(cell)
    return _sentence([part for part in parts if part])


def _sentence(parts: list[str]) -> str:
    if not parts:
        return ""
    text = "；".join([*(part.rstrip("。；;，, ") for part in parts[:-1]), parts[-1].rstrip("；;，, ")])
    return text if text.endswith(("。", "！", "？")) else f"{text}。"
