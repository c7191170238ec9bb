"""OFD files in the true structure give their text in reading order; broken, locked, foreign and scanned ones a sentence."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from corpus.bulletin import RawLine
from corpus.errors import UnreadableFile
from corpus.readers.ofd import read_ofd

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
EM = 5.6  # 三号, in millimetres


def text_object(
    text: str, x: float, y: float, *, size: float = EM, steps: str | None = None, attributes: str = ""
) -> str:
    delta = f' DeltaX="{steps or f"g {len(text) - 1} {size}"}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} 150 {size * 1.2}" Font="3" Size="{size}" {attributes}>'
        f'<ofd:TextCode X="0" Y="{size}"{delta}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def page(*objects: str, template: str = "") -> str:
    used = f'<ofd:Template TemplateID="{template}" ZOrder="Background"/>' if template else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {NAMESPACE}><ofd:Area><ofd:PhysicalBox>0 0 210 297'
        f'</ofd:PhysicalBox></ofd:Area>{used}<ofd:Content><ofd:Layer ID="3" Type="Body">{"".join(objects)}</ofd:Layer>'
        "</ofd:Content></ofd:Page>"
    )


def parts(*pages: str, templates: Mapping[str, str] = {}, fonts: str = "") -> dict[str, str]:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    common = "".join(f'<ofd:TemplatePage ID="{key}" BaseLoc="Tpls/Tpl_{key}/Content.xml"/>' for key in templates)
    document = (
        f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        f"{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        f"<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>"
    )
    return {
        "OFD.xml": f'<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": document,
        "Doc_0/PublicRes.xml": f"<ofd:Res {NAMESPACE}><ofd:Fonts>{fonts}</ofd:Fonts></ofd:Res>",
        "Doc_0/Annots/Annotations.xml": page(text_object("批注不读", 20, 20)),
    } | {
        **{f"Doc_0/Pages/Page_{number}/Content.xml": content for number, content in enumerate(pages)},
        **{f"Doc_0/Tpls/Tpl_{key}/Content.xml": content for key, content in templates.items()},
    }


def packed(members: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return stream.getvalue()


def told(data: bytes) -> list[tuple[int | None, str]]:
    return [(line.page, line.text) for line in read_ofd("通知.ofd", data).lines]


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as error:
        read_ofd("通知.ofd", data)
    return str(error.value)


BODY = [
    text_object("各县市区要抓好春季造林，三月底前完成整地任务，四", 28 + 2 * EM, 60),
    text_object("月上旬完成栽植，并把管护责任落实到村到户到人头上，", 28, 70),
    text_object("不留空档。", 28, 80),
    text_object("各有关部门要加强技术指导，及时调度苗木供应，确保", 28 + 2 * EM, 90),
    text_object("成活率不低于九成。", 28, 100),
]


def test_lines_are_read_by_their_coordinates_with_the_indents_of_paragraphs() -> None:
    assert told(packed(parts(page(*BODY[::-1])))) == [
        (1, "　　各县市区要抓好春季造林，三月底前完成整地任务，四"),
        (1, "月上旬完成栽植，并把管护责任落实到村到户到人头上，"),
        (1, "不留空档。"),
        (1, ""),
        (1, "　　各有关部门要加强技术指导，及时调度苗木供应，确保"),
        (1, "成活率不低于九成。"),
    ]


def test_an_empty_line_stands_where_the_page_leaves_a_gap() -> None:
    data = packed(parts(page(*BODY[:3], text_object("本期责任编辑张三四", 28, 130))))
    assert told(data)[2:] == [(1, "不留空档。"), (1, ""), (1, "本期责任编辑张三四")]


def test_characters_placed_one_by_one_are_a_line_and_a_gap_is_a_space() -> None:
    single = [text_object(sign, 28 + place * EM, 60) for place, sign in enumerate("主送单位")]
    assert told(packed(parts(page(*single[::-1], text_object("三月二日", 120, 60))))) == [(1, "主送单位 三月二日")]


def test_a_matrix_places_and_scales_the_text() -> None:
    scaled = (
        '<ofd:TextObject ID="9" CTM="0.3527 0 0 0.3527 -100 0" Boundary="{} 60 4 5" Font="3" Size="16">'
        '<ofd:TextCode X="283.527" Y="12">{}</ofd:TextCode></ofd:TextObject>'
    )
    assert told(packed(parts(page(scaled.format(35.6, "市"), scaled.format(30, "全"))))) == [(1, "全市")]


def test_later_codes_of_an_object_have_places_of_their_own() -> None:
    item = (
        '<ofd:TextObject ID="9" Boundary="28 50 150 30" Font="3" Size="5">'
        '<ofd:TextCode X="0" Y="5" DeltaX="5 5">第一行</ofd:TextCode>'
        '<ofd:TextCode X="0" Y="13" DeltaX="g 2 5">第二行</ofd:TextCode></ofd:TextObject>'
    )
    assert [text for _, text in told(packed(parts(page(item))))] == ["第一行", "第二行"]


def test_text_printed_twice_to_look_bold_is_told_once() -> None:
    twice = [text_object("通知如下", 28, 60), text_object("通知如下", 28.1, 60)]
    assert told(packed(parts(page(*twice)))) == [(1, "通知如下")]


@pytest.mark.parametrize("font", ['FontName="SimSun" Bold="true"', 'FontName="黑体"', 'FontName="SourceHan-Bold"'])
def test_bold_by_weight_or_by_font_is_told(font: str) -> None:
    fonts = f'<ofd:Font ID="7" {font}/>'
    heavy = text_object("一是", 28, 60, attributes='Weight="700"')
    bold = text_object("抓项目。", 28 + 2 * EM, 60).replace('Font="3"', 'Font="7"')
    plain = text_object("狠抓开工", 28 + 6 * EM, 60)
    lines = read_ofd("甲.ofd", packed(parts(page(heavy, bold, plain), fonts=fonts))).lines
    assert lines == (RawLine("一是抓项目。狠抓开工", 1, ((0, 2), (2, 6))),)


def test_a_template_stands_on_the_pages_that_name_it_and_on_no_other() -> None:
    templates = {"5": page(text_object("某某市人民政府文件", 40, 55, size=9)), "6": page(text_object("未用", 40, 55))}
    data = packed(parts(page(BODY[1], template="5"), page(BODY[2]), templates=templates))
    assert [line for line in told(data) if line[1]] == [
        (1, "某某市人民政府文件"),
        (1, "月上旬完成栽植，并把管护责任落实到村到户到人头上，"),
        (2, "不留空档。"),
    ]


def test_page_numbers_are_left_out_and_a_number_in_the_text_is_kept() -> None:
    first = page(BODY[1], text_object("2026", 28, 150), text_object("— 1 —", 95, 285, size=4))
    data = packed(parts(first, page(BODY[2], text_object("2", 95, 285))))
    assert [text for _, text in told(data) if text] == [
        "月上旬完成栽植，并把管护责任落实到村到户到人头上，",
        "2026",
        "不留空档。",
    ]


def test_hidden_text_watermarks_and_annotations_are_left_out() -> None:
    watermark = text_object("内部资料", 60, 150, attributes='CTM="0.7 -0.7 0.7 0.7 0 0"')
    hidden = text_object("隐藏", 28, 90, attributes='Visible="false"')
    assert told(packed(parts(page(BODY[2], watermark, hidden)))) == [(1, "不留空档。")]


def test_several_documents_in_one_file_are_read_one_after_the_other() -> None:
    members = parts(page(BODY[2]))
    members["OFD.xml"] = members["OFD.xml"].replace(
        "</ofd:OFD>", "<ofd:DocBody><ofd:DocRoot>/Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    second = {key.replace("Doc_0", "Doc_1"): value for key, value in parts(page(text_object("附件", 28, 60))).items()}
    data = packed({**second, **members})
    assert [line for line in told(data) if line[1]] == [(1, "不留空档。"), (2, "附件")]


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        pytest.param(
            parts(page('<ofd:ImageObject ID="4" ResourceID="8" Boundary="0 0 210 297"/>')),
            "“通知.ofd”的页面只有图像、没有文字（多为扫描件），请用 OFD 阅读器导出为 PDF 后再导入，由系统识别其中的文字。",
            id="scan",
        ),
        pytest.param({"word/document.xml": "<a/>"}, "“通知.ofd”不是 OFD 文件（缺少 OFD.xml）", id="foreign"),
        pytest.param(parts(page()) | {"Encryptions.xml": "<a/>"}, "“通知.ofd”是加密的 OFD", id="encrypted"),
        pytest.param(
            {key: value for key, value in parts(page()).items() if "Page_0" not in key},
            "“通知.ofd”缺少第 1 页，文件不完整",
            id="page missing",
        ),
        pytest.param(parts(page()[:-30]), "“通知.ofd”的内部结构已损坏", id="broken page"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(members: dict[str, str], sentence: str) -> None:
    assert refused(packed(members)).startswith(sentence)


def test_a_truncated_file_is_told_in_a_sentence() -> None:
    assert "已损坏" in refused(packed(parts(page(*BODY)))[:400])


def test_an_external_entity_is_never_resolved() -> None:
    hostile = (
        '<!DOCTYPE a [<!ENTITY leak SYSTEM "file:///etc/passwd">]>' + page(text_object("&leak;", 28, 60)).split("?>")[1]
    )
    assert "文档类型声明" in refused(packed(parts(hostile)))


def test_a_bomb_is_refused() -> None:
    assert "压缩炸弹" in refused(packed(parts(page(" " * 20_000_000))))


@pytest.mark.parametrize("steps", ["g 1000000000 5", "g", "g x y", "nan inf 1e999", "-5 -5", ""])
def test_hostile_steps_and_places_are_only_numbers(steps: str) -> None:
    item = text_object("正常的文字", 28, 60).replace('DeltaX="g 4 5.6"', f'DeltaX="{steps}"')
    assert told(packed(parts(page(item)))) == [(1, "正常的文字")]


@pytest.mark.parametrize("boundary", ["nan nan 1 1", "", "a b c d", "99999999999 1 1 1"])
def test_an_object_without_a_place_is_still_text(boundary: str) -> None:
    item = f'<ofd:TextObject Boundary="{boundary}" Size="0"><ofd:TextCode>有字</ofd:TextCode></ofd:TextObject>'
    assert [text for _, text in told(packed(parts(page(item))))] == ["有字"]
