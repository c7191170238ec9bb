"""Read OFD, the national format for official documents (GB/T 33190): the text of each page, placed by its coordinates."""

import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.bulletin import RawDocument, Source
from corpus.errors import UnreadableFile
from corpus.readers.archive_limits import Archive, Element, open_archive, parse_xml
from corpus.readers.characters import is_bold
from corpus.readers.layout import lay_out
from corpus.readers.printed import PrintedPage, Stretch

_POINTS = 72 / 25.4  # OFD measures in millimetres
_SAME_LINE = 0.5  # in ems: baselines closer than this are one line, as in 上标
_WORD_GAP = 0.8  # in ems: a wider gap parts two stretches
_ABOVE_BASELINE = 0.88  # in ems: how far a Chinese character reaches up; the rest of it hangs down
_BOLD_WEIGHT = 600
_MOST_PAGES = 3000
_A4 = (0.0, 0.0, 210.0, 297.0)


@dataclass(frozen=True, slots=True)
class _Run:
    """A piece of text: `x` and `y` its baseline's start on the page, `end` where it ends, `size` its em; in millimetres."""

    text: str
    x: float
    y: float
    end: float
    size: float
    bold: bool


@dataclass(slots=True)
class _Document:
    """One document of the archive: its folder, its templates by ID, the fonts that are bold by their own definition."""

    archive: Archive
    folder: str
    root: Element
    templates: dict[str, str] = field(default_factory=dict)
    bold_fonts: frozenset[str] = frozenset()


def read_ofd(name: str, data: bytes) -> RawDocument:
    """The pages in order; raises `UnreadableFile` for a broken, locked or foreign file and for one that is only pictures."""
    with open_archive(name, data) as archive:
        pages = list(_pages(archive))
    if not any(page.stretches for page in pages):
        raise UnreadableFile(
            f"“{name}”的页面只有图像、没有文字（多为扫描件），请用 OFD 阅读器导出为 PDF 后再导入，由系统识别其中的文字。"
        )
    return RawDocument(Source(name, hashlib.sha256(data).hexdigest(), "ofd", len(data)), lay_out(pages))


def _pages(archive: Archive) -> Iterator[PrintedPage]:
    """Every page of every document in the file, with the templates (公文's red head) that it names."""
    count = 0
    for document in _documents(archive):
        usual = _box(document.root) or _A4
        for page in document.root.iter("{*}Page"):
            count += 1
            if count > _MOST_PAGES:
                raise UnreadableFile(f"“{archive.name}”超过 {_MOST_PAGES} 页，请拆分后再导入。")
            root = _part(document, page.get("BaseLoc", ""), told=f"第 {count} 页")
            used = dict.fromkeys(item.get("TemplateID", "") for item in root.iter("{*}Template"))
            layers = [
                _part(document, document.templates[key], told="模板") for key in used if key in document.templates
            ]
            runs = [run for layer in [*layers, root] for run in _runs(layer, document.bold_fonts)]
            _, _, width, height = _box(root) or usual
            yield PrintedPage(count, width * _POINTS, height * _POINTS, _stretches(runs))


def _documents(archive: Archive) -> Iterator[_Document]:
    names = {member.lower(): member for member in archive.namelist()}
    if "ofd.xml" not in names:
        raise UnreadableFile(
            f"“{archive.name}”不是 OFD 文件（缺少 OFD.xml），请核对文件，或用 OFD 阅读器导出为 PDF 后再导入。"
        )
    if any(member.rsplit("/", 1)[-1] in ("encryptions.xml", "decryptseed.dat") for member in names):
        raise UnreadableFile(
            f"“{archive.name}”是加密的 OFD，无法读取，请在有权限的阅读器中导出为不加密的 OFD 或 PDF 后再导入。"
        )
    root = parse_xml(archive.read(names["ofd.xml"]), name=archive.name)
    for place in root.iter("{*}DocRoot"):
        member = _located(archive, "", (place.text or "").strip(), told="文档目录")
        document = _Document(archive, posixpath.dirname(member), parse_xml(archive.read(member), name=archive.name))
        for template in document.root.iter("{*}TemplatePage"):
            document.templates[template.get("ID", "")] = template.get("BaseLoc", "")
        document.bold_fonts = frozenset(_bold_fonts(document))
        yield document


def _located(archive: Archive, folder: str, place: str, *, told: str) -> str:
    """The member at `place`, counted from the archive's root when it begins with /, else from the document's folder."""
    wanted = place.replace("\\", "/")
    candidates = [wanted.lstrip("/"), posixpath.join(folder, wanted.lstrip("/"))]
    for candidate in candidates if wanted.startswith("/") else candidates[::-1]:
        if (member := posixpath.normpath(candidate)) in archive:
            return member
    raise UnreadableFile(f"“{archive.name}”缺少{told}，文件不完整，请重新下载或由发文单位重新生成后再导入。")


def _part(document: _Document, place: str, *, told: str) -> Element:
    member = _located(document.archive, document.folder, place, told=told)
    return parse_xml(document.archive.read(member), name=document.archive.name)


def _bold_fonts(document: _Document) -> Iterator[str]:
    for place in (*document.root.iter("{*}PublicRes"), *document.root.iter("{*}DocumentRes")):
        try:
            resources = _part(document, (place.text or "").strip(), told="字体")
        except UnreadableFile:
            continue  # without its fonts a text is still read
        for font in resources.iter("{*}Font"):
            if font.get("Bold") == "true" or is_bold(font.get("FontName", "")):
                yield font.get("ID", "")


def _numbers(text: str | None) -> list[float]:
    return [
        float(number)
        for number in re.findall(r"(?<![\d.])[+-]?(?:\d{1,9}(?:\.\d{0,40})?|\.\d{1,40})(?![\d.])", text or "")
    ]


def _box(root: Element) -> tuple[float, ...] | None:
    """The page's left, top, width and height."""
    box = next(root.iter("{*}PhysicalBox"), None)
    numbers = tuple(_numbers(box.text)) if box is not None else ()
    return numbers if len(numbers) == 4 and min(numbers[2:]) > 0 else None


def _runs(root: Element, bold_fonts: frozenset[str]) -> Iterator[_Run]:
    """The text of a page or template; hidden text is left out, and so is slanted text: a watermark (水印)."""
    for item in root.iter("{*}TextObject"):
        if item.get("Visible") == "false":
            continue
        left, top = (*_numbers(item.get("Boundary")), 0.0, 0.0)[:2]
        matrix = _numbers(item.get("CTM"))
        a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        if min(abs(a), abs(b)) > 0.1 * max(abs(a), abs(b)):
            continue
        scale = abs(a) or abs(b) or 1.0
        size = ((*_numbers(item.get("Size")), 0.0)[0] or 4.0) * scale
        weight = (*_numbers(item.get("Weight")), 0.0)[0]
        bold = weight >= _BOLD_WEIGHT or item.get("Font", "") in bold_fonts
        x = y = 0.0
        for code in item.iter("{*}TextCode"):
            # A second TextCode without its own place goes on from the first one's (GB/T 33190, 11.3).
            x, y = (*_numbers(code.get("X")), x)[0], (*_numbers(code.get("Y")), y)[0]
            text = re.sub(r"[\r\n\t]+", "", code.text or "")
            if text.strip():
                start = left + a * x + c * y + e
                width = _width(text, size / scale, code.get("DeltaX", "")) * scale
                yield _Run(text, start, top + b * x + d * y + f, start + width, size, bold)


def _width(text: str, size: float, steps: str) -> float:
    """How far the run reaches: its steps, `g 5 6.35` being five of 6.35, and its last character."""
    advance, left = 0.0, len(text) - 1
    words = iter(steps.split())
    for word in words:
        times = 1
        if word == "g":
            times = int((*_numbers(next(words, "")), 0.0)[0])
            word = next(words, "")
        times = max(0, min(times, left))
        advance += times * (*_numbers(word), 0.0)[0]
        left -= times
    told = text[len(text) - 1 - left :] if left else text[-1:]  # characters whose steps are not given
    return advance + sum(size if ord(character) > 0x2000 else size / 2 for character in told)


def _stretches(runs: list[_Run]) -> tuple[Stretch, ...]:
    """Runs on one baseline that touch are one stretch; many printers place every character by itself."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: run.y):
        if rows and run.y - rows[-1][0].y < _SAME_LINE * max(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return tuple(_stretch(group) for row in rows for group in _touching(sorted(row, key=lambda run: run.x)))


def _touching(row: list[_Run]) -> Iterator[list[_Run]]:
    group: list[_Run] = []
    # Some printers fake bold by printing a text twice, a hair apart.
    for run in {(run.text, round(run.x), round(run.y)): run for run in row}.values():
        if group and run.x - max(before.end for before in group) > _WORD_GAP * run.size:
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _stretch(group: list[_Run]) -> Stretch:
    text, bolds = "", []
    for run in group:
        if run.bold:
            bolds.append((len(text), len(text) + len(run.text)))
        text += run.text
    main = max(group, key=lambda run: len(run.text))
    top = main.y - _ABOVE_BASELINE * main.size
    end = max(run.end for run in group)
    return Stretch(
        text,
        x0=group[0].x * _POINTS,
        x1=end * _POINTS,
        top=top * _POINTS,
        bottom=(top + main.size) * _POINTS,
        size=main.size * _POINTS,
        bolds=tuple(bolds),
    )
