"""Web pages give their document in reading order without the site around it; hostile markup is only text."""

import time

import pytest

from corpus.bulletin import RawLine
from corpus.errors import UnreadableFile
from corpus.readers.web import read_html


def lines(body: str, *, title: str = "") -> tuple[RawLine, ...]:
    page = f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"
    return read_html("通知.html", page.encode()).lines


def texts(body: str, *, title: str = "") -> list[str]:
    return [line.text for line in lines(body, title=title)]


def test_headings_paragraphs_and_bold_runs_are_told() -> None:
    body = (
        "<h1>春季造林<br>通知</h1><h2>一、任务</h2><p>　　<b>一是</b>抓<strong>进度</strong>。</p><div>各县市区：</div>"
    )
    assert lines(body) == (
        RawLine("春季造林通知", heading=True, whole=True),
        RawLine("一、任务", heading=True, whole=True),
        RawLine("一是抓进度。", bolds=((0, 2), (3, 5)), whole=True),
        RawLine("各县市区：", whole=True),
    )


def test_bold_by_style_is_bold() -> None:
    assert lines('<p><span style="font-weight: 700">二是</span>抓项目。</p>')[0].bolds == ((0, 2),)


def test_lines_parted_by_breaks_are_left_to_repair_and_two_breaks_are_an_empty_line() -> None:
    assert lines("<p>第一行没有完，<br>第二行完。<br><br>　　第三行。</p>") == (
        RawLine("第一行没有完，"),
        RawLine("第二行完。"),
        RawLine(""),
        RawLine("第三行。"),
        RawLine(""),
    )


def test_text_after_and_between_blocks_is_kept_in_order() -> None:
    assert texts("前<p>甲</p>间<div>乙<p>丙</p>丁</div>后") == ["前", "甲", "间", "乙", "丙", "丁", "后"]


def test_list_items_are_paragraphs_numbered_as_shown() -> None:
    body = "<ol start=3><li>抓造林</li><li><p>抓管护</p><ul><li>护林员</li></ul></li></ol><ul><li>完</li></ul>"
    assert texts(body) == ["3.抓造林", "4.抓管护", "护林员", "完"]


def test_a_table_repeats_merged_cells_and_becomes_sentences() -> None:
    body = (
        "<table><caption>表1 单位：亿元</caption><thead><tr><th rowspan='2'>指标</th><th colspan='2'>2026年</th></tr>"
        "<tr><th>1-2月</th><th>增速</th></tr></thead><tr><td>固投</td><td>949.22</td><td>3%</td></tr>"
        "<tr><td colspan=3>其中：</td></tr><tr><td>工业</td><td>50</td><td>2%</td></tr></table>"
    )
    assert texts(body) == [
        "表1单位：亿元",
        "指标：固投；2026年·1-2月（亿元）：949.22；2026年·增速：3%。",
        "其中：",
        "指标：工业；2026年·1-2月（亿元）：50；2026年·增速：2%。",
    ]


def test_a_table_that_only_lays_out_the_page_is_its_paragraphs() -> None:
    inner = "<table><tr><td>指标</td><td>数值</td></tr><tr><td>税收</td><td>9</td></tr></table>"
    assert texts(f"<table><tr><td><p>前文。</p>{inner}</td><td>后文。</td></tr></table>") == [
        "前文。",
        "指标：税收；数值：9。",
        "后文。",
    ]


def test_metadata_in_a_table_is_label_and_value() -> None:
    body = "<table><tr><td>索引号：</td><td>43/2026-1</td><td>发文日期：</td><td>2026-03-02</td></tr></table>"
    assert texts(body) == ["索引号：43/2026-1；发文日期：2026-03-02。"]


@pytest.mark.parametrize(
    "clutter",
    [
        "<script>alert('正文')</script>",
        "<style>p{}</style>",
        "<nav><a>首页</a></nav>",
        "<footer>某单位</footer>",
        "<header><a>某网站</a></header>",
        "<form><label>检索词</label><input value='请输入'><button>搜索</button></form>",
        "<div style='display: none'>隐藏</div>",
        "<div hidden>隐藏</div>",
        "<template>模板</template>",
        "<!-- 注释 -->",
        "<ul><li><a>要闻</a></li><li><a>政务公开</a></li><li><a>办事</a></li></ul>",
        "<p>当前位置：首页 &gt; 政务公开 &gt; 文件</p>",
        "<div>【字体：大 中 小】 <a>打印</a> | <a>关闭窗口</a></div>",
        "<div>分享到：</div>",
        "<span>字号：</span><a>大</a> <a>中</a> <a>小</a>",
        "<p>上一篇：关于防火的通知</p><p>下一篇：没有了</p>",
        "<p>浏览次数：1024次</p>",
        "<p>版权所有：某某单位</p><p>湘ICP备12345678号</p>",
        "<iframe src='http://198.51.100.1/'></iframe>",
    ],
)
def test_what_a_site_puts_around_a_document_is_dropped(clutter: str) -> None:
    assert texts(f"{clutter}<p>正文一段。</p>{clutter}") == ["正文一段。"]


def test_who_issued_it_and_when_is_kept_without_the_clutter_beside_it() -> None:
    body = "<div>来源：市林业局 <span>发布时间：2026-03-02</span> 浏览次数：12 【字号：大 中 小】 打印</div>"
    assert texts(body) == ["来源：市林业局 发布时间：2026-03-02"]


@pytest.mark.parametrize(
    "text",
    [
        "请下载表格并打印。",
        "小微企业增长，大企业稳定",
        "主办单位：市林业局",
        "中",
        "来源于企业的税收为主。",
        "字号过小的标牌要更换。",
    ],
)
def test_words_of_clutter_within_text_are_text(text: str) -> None:
    told = texts(f"<p>{text}</p><p>正文。</p>")
    assert (text in told) is (text not in ("中", "主办单位：市林业局"))


def test_a_page_that_is_one_form_is_read() -> None:
    assert texts(f"<form action='x.aspx'><p>{'正文。' * 100}</p><input type=hidden value=1></form>") == ["正文。" * 100]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("关于造林的通知_某某市人民政府", ["关于造林的通知", "正文。"]),
        ("关于造林的通知 - 某某市林业局网站", ["关于造林的通知", "正文。"]),
        ("关于造林的通知-某某市人民政府门户网站", ["关于造林的通知", "正文。"]),
        ("", ["正文。"]),
    ],
)
def test_the_title_is_the_first_heading_without_the_sites_name(title: str, told: list[str]) -> None:
    assert texts("<p>正文。</p>", title=title) == told


@pytest.mark.parametrize("title", ["关于造林的紧急通知_某市", "关于造林的紧急通知-通知公告-某市政府", "某某市人民政府"])
def test_a_title_that_the_page_says_itself_is_not_repeated(title: str) -> None:
    assert texts("<h1>关于造林的紧急通知</h1><p>正文。</p>", title=title) == ["关于造林的紧急通知", "正文。"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("<meta charset='utf-8'>", "utf-8"),
        ("<meta charset=gb2312>", "gb18030"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=GBK'>", "gbk"),
        ("<meta charset='gb2312'>", "utf-8"),
        ("<meta charset='big5'>", "big5"),
        ("<meta charset='no-such'>", "utf-8"),
        ("<?xml version='1.0' encoding='gb2312'?>", "gb18030"),
        ("", "gb18030"),
        ("<meta charset='gbk'>", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_every_encoding_gives_the_same_text(declared: str, encoding: str) -> None:
    text = "市民中心今日公告" if encoding == "big5" else "岳阳市进出口增长4.7％，稳中向好。"
    page = f"{declared}<html><body><p>{text}</p></body></html>"
    assert [line.text for line in read_html("通知.html", page.encode(encoding)).lines] == [text]


def test_one_broken_character_does_not_make_a_page_unreadable() -> None:
    page = b"<meta charset=gb2312><p>" + ("全市经济稳中向好。" * 60).encode("gb18030") + b"\xff</p>"
    assert texts_of(page) == ["全市经济稳中向好。" * 60]


def texts_of(page: bytes) -> list[str]:
    return [line.text for line in read_html("通知.html", page).lines]


def test_entities_are_characters_and_markup_in_text_stays_text() -> None:
    body = "<p>甲&nbsp;乙&mdash;丙&lt;script&gt;alert(1)&lt;/script&gt;&#8203;**丁**</p>"
    assert texts(body) == ["甲 乙—丙<script>alert(1)</script>**丁**"]


def test_entities_of_its_own_and_external_ones_are_never_resolved() -> None:
    page = '<!DOCTYPE html [<!ENTITY leak SYSTEM "file:///etc/passwd"><!ENTITY a "甲甲">]><p>前&leak;&a;后</p>'
    assert "root:" not in "".join(texts_of(page.encode()))


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 100_000 + "深处" + "</div>" * 100_000, id="deep"),
        pytest.param("<p>甲<table><tr><td colspan=999999999 rowspan=999999999>乙<td>丙</table>", id="endless spans"),
        pytest.param("<table>" + "<tr><td rowspan=60000 colspan=100>乙" * 3000 + "</table>甲", id="many spans"),
        pytest.param("<p>甲</p>" + "<b>" * 20_000 + "乙", id="unclosed bold"),
        pytest.param("<p>甲<p title='" + "x" * 3_000_000 + "'>乙", id="long attribute"),
        pytest.param("<ol start=99999999999999999999><li>甲</ol>", id="large number"),
    ],
)
def test_hostile_markup_is_read_or_refused_in_bounded_time(page: str) -> None:
    start = time.monotonic()
    try:
        assert read_html("敌.html", page.encode()).lines
    except UnreadableFile as error:
        assert "嵌套过深，读不完整" in str(error)
    assert time.monotonic() - start < 10


def test_a_page_of_careless_markup_is_read_to_its_end() -> None:
    assert texts("<p>前</p>" + "<div>" * 1000 + "<p>深处</p>") == ["前", "深处"]


@pytest.mark.parametrize("page", ["<html></html>", "<script>x</script>", "<!-- -->", "<p> </p>"])
def test_a_page_without_text_is_told_in_a_sentence(page: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        read_html("空.html", page.encode())
    assert str(error.value) == (
        "“空.html”里没有可读的文字（网页可能靠脚本显示），请在浏览器中复制正文，另存为 .txt 或 .docx 后再导入。"
    )
