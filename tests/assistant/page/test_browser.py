"""The page in a real browser: what a reader does, and what hostile text must not do."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and Path(CHROMIUM).exists()), reason="no chromium found; name one in $CHROMIUM"
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 60_000  # milliseconds: a busy machine with two cores is slow, and slow is not wrong
playwright.expect.set_options(timeout=PATIENCE)
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, site):
    contexts = []

    def opened(size=DESKTOP):
        context = browser.new_context(locale="zh-CN", viewport=size)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.requested, page.troubles = [], []
        page.on("request", lambda request: page.requested.append(request.url))
        page.on("console", lambda line: page.troubles.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.goto(site.address)
        page.wait_for_selector("#loaded p")
        return page

    yield opened
    for context in contexts:
        context.close()


def ask(page, question):
    """Type the question, press Enter and wait for the answer."""
    before = page.locator("#chat .bot-row").count()
    page.fill("#question textarea", question)
    # Enter is ignored for the blink in which the answer before is being finished; the question stays in the box.
    for _ in range(20):
        page.keyboard.press("Enter")
        page.wait_for_timeout(250)
        if page.locator("#chat .bot-row").count() > before:
            break
    page.wait_for_function(
        "before => { const rows = document.querySelectorAll('#chat .bot-row');"
        " return rows.length > before && !rows[rows.length - 1].querySelector('.pending') }",
        arg=before,
    )


def foreign(page, site):
    """The requests that went anywhere but to our own server."""
    own = urlsplit(site.address).netloc
    return [url for url in page.requested if not url.startswith(("data:", "blob:")) and urlsplit(url).netloc != own]


def test_a_reader_asks_sees_the_answer_and_finds_its_words_in_the_source(open_page, site):
    page = open_page()
    assert page.title() == "公报问答"
    assert page.inner_text("#loaded") == "资料库：2 份文件，最新一期 2026-04-15"
    ask(page, "汨罗对非贸易增速")
    page.wait_for_selector("#chat .footing")
    assert page.input_value("#question textarea") == ""
    assert page.inner_text("#chat .understood") == "地区 汨罗市 · 指标 对非贸易 · 期间 2026年1-3月"
    assert page.inner_text("#chat .answer").startswith("2026年1-3月，汨罗市对非贸易进出口额完成8976.10万元")
    assert page.inner_text("#chat .notes") == "这一期有一段文字与上一期重复，引用前请核对。"
    assert page.locator(".card").count() == 2
    page.click("#card-2")
    marked = page.frame_locator("#source-frame iframe").locator("mark#cited")
    assert marked.inner_text() == "完成固定资产投资45.2亿元，同比增长9.6%"
    page.click("#close-source")
    page.wait_for_selector("#source-frame", state="detached")
    page.click("#chat .cite >> nth=0")
    marked = page.frame_locator("#source-frame iframe").locator("mark#cited")
    assert marked.inner_text() == "2026年1-3月，汨罗市对非贸易进出口额完成8976.10万元，同比增长7.1%"
    assert (page.troubles, foreign(page, site)) == ([], [])


def test_chips_ask_follow_ups_and_clearing_starts_again(open_page, site):
    page = open_page()
    examples = page.locator(".chip").all_inner_texts()
    page.click(".chip >> nth=0")
    page.wait_for_selector("#chat .footing")
    assert page.locator(".chip").all_inner_texts() == ["岳阳市对非贸易增速", "汨罗市一季度固定资产投资"]
    page.click(".chip >> nth=0")
    page.wait_for_function("document.querySelectorAll('#chat .footing').length === 2")
    assert site.assistant.asked[-2:] == [(examples[0], ()), ("岳阳市对非贸易增速", (examples[0],))]
    page.click("#clear")
    page.wait_for_selector("#chat .bot-row", state="detached")
    assert page.locator(".chip").all_inner_texts() == examples
    assert page.locator(".card").count() == 0
    ask(page, "零工驿站")
    assert site.assistant.asked[-1] == ("零工驿站", ())


def test_nothing_happens_on_an_empty_question_and_failures_are_sentences(open_page, site):
    page = open_page()
    asked = len(site.assistant.asked)
    page.fill("#question textarea", "   ")
    page.click("#send")
    ask(page, "占用")
    ask(page, "出错")
    ask(page, "问" * 501)
    assert page.locator("#chat .user-row").count() == 3
    assert page.locator("#chat .bot-row").all_inner_texts() == [
        "资料库正被另一个程序使用。请稍后再试。",
        "这次没有答上来，程序遇到了意外情况。请再试一次；如果仍然不行，请把问题告诉管理员。",
        "问题太长了（超过 500 字）。请缩短后再问，一次问一件事最好。",
    ]
    assert len(site.assistant.asked) == asked + 2


def test_hostile_text_is_shown_as_text_runs_nothing_and_fetches_nothing(open_page, site, hostile):
    page = open_page()
    ask(page, "敌对 " + hostile[:200])
    page.wait_for_selector("#chat .footing")
    page.click("#card-1")
    source = page.frame_locator("#source-frame iframe")
    assert source.locator("mark#cited").inner_text() == hostile
    page.wait_for_timeout(500)
    assert page.inner_text("#chat .answer") == hostile + "[1]"
    assert page.inner_text(".chip") == hostile
    assert page.inner_text("#chat .user-row") == "敌对 " + hostile[:200]
    made = ":is(img, form, input, script, svg, video, iframe, [style], [onerror])"
    assert page.locator(f"#chat .message-content {made}, .card {made}, .chip {made}").count() == 0
    assert page.evaluate("window.hacked === undefined")
    assert foreign(page, site) == []


@pytest.mark.parametrize("size", [PHONE, {"width": 768, "height": 1024}, {"width": 1920, "height": 1080}])
def test_the_page_never_scrolls_sideways(open_page, size):
    page = open_page(size)
    widths = [page.evaluate("document.documentElement.scrollWidth")]
    ask(page, "敌对")
    page.wait_for_selector("#card-1")
    widths.append(page.evaluate("document.documentElement.scrollWidth"))
    page.click("#card-1")
    source = page.frame_locator("#source-frame iframe").locator("html")
    assert source.evaluate("page => page.scrollWidth <= page.clientWidth")
    widths.append(page.evaluate("document.documentElement.scrollWidth"))
    assert max(widths) <= size["width"]


def test_on_a_phone_the_source_covers_the_page_shows_the_marked_words_and_closes(open_page):
    page = open_page(PHONE)
    ask(page, "汨罗对非贸易增速")
    page.click("#card-2")  # the last one: it must not stay under the input at the foot of the page
    marked = page.frame_locator("#source-frame iframe").locator("mark#cited")
    playwright.expect(marked).to_be_in_viewport()
    assert page.locator("#source").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    page.click("#close-source")
    page.wait_for_selector("#source", state="detached")


def test_a_source_loaded_before_its_pane_had_a_width_comes_to_the_marked_words(open_page):
    page = open_page(PHONE)
    ask(page, "汨罗对非贸易增速")
    narrow = page.add_style_tag(content="#source-frame iframe { width: 0 !important }")
    page.click("#card-2")
    marked = page.frame_locator("#source-frame iframe").locator("mark#cited")
    marked.wait_for(state="attached")
    page.wait_for_timeout(500)
    narrow.evaluate("style => style.remove()")
    playwright.expect(marked).to_be_in_viewport()


def test_the_source_page_opens_on_its_own_without_script(browser, site):
    context = browser.new_context(locale="zh-CN", viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}/source/a1b2?p=24&from=0&to=4#p24")
    assert page.inner_text("mark#cited") == "建成城区"
    playwright.expect(page.locator("#p24")).to_be_in_viewport()
    context.close()
