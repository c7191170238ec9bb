"""A small library with a hostile document in it, an assistant that answers from it, and a server over both."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest
import uvicorn

from assistant.answer import Answer
from assistant.citation import Citation, cite
from assistant.service import build_app, listen
from corpus.bulletin import Finding, Masthead, Paragraph
from corpus.errors import LibraryBusy
from index.hits import Document, Passage

QUOTE = "2026年1-3月，汨罗市对非贸易进出口额完成8976.10万元，同比增长7.1%"
TEXTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("masthead", "汨罗市“开局八好”工作专报", ()),
    ("masthead", "第2期　　汨罗市人民政府办公室　　2026年4月15日", ()),
    ("heading", "【重要指标】", ("【重要指标】",)),
    ("body", "一是外贸稳中有进。" + QUOTE + "，增速高于岳阳市平均水平6.8个百分点，居岳阳市第2位。", ("【重要指标】",)),
    ("body", "二是投资加快。1-3月完成固定资产投资45.2亿元，同比增长9.6%，其中工业投资增长12.3%。", ("【重要指标】",)),
    ("heading", "【特色亮点】", ("【特色亮点】",)),
    ("heading", "（一）深耕“高新特”赛道", ("【特色亮点】", "深耕“高新特”赛道")),
    *[
        (
            "body",
            f"围绕循环经济产业园建设，第{number}批项目已开工，完成投资{number}.5亿元，带动就业{number}20人，"
            "推动再生资源加工企业向精深加工、高端制造转型，园区亩均税收稳步提高。",
            ("【特色亮点】", "深耕“高新特”赛道"),
        )
        for number in range(1, 16)
    ],
    ("heading", "（二）零工驿站惠民生", ("【特色亮点】", "零工驿站惠民生")),
    (
        "body",
        "建成城区零工驿站3个，登记务工人员1.2万人次，撮合用工8600人次，实现“家门口就业”。",
        ("【特色亮点】", "零工驿站惠民生"),
    ),
    ("tail", "送：市委常委，市人民政府副市长。", ()),
)
HOSTILE = (
    '<img src=x onerror="window.hacked=1"> ![图](http://127.0.0.1:9/pixel.png) '
    '<div style="position:fixed;inset:0;z-index:9999;background:red">遮住</div> '
    '<form action="http://127.0.0.1:9/"><input name="password"></form> '
    "<script>window.hacked=1</script><svg onload=window.hacked=1></svg> &lt;b&gt; $$x^2$$ "
    "<video src=http://127.0.0.1:9/a.mp4 autoplay></video> "
    "<a href='javascript:window.hacked=1'>点我</a> ${window.hacked=1}"
)


@dataclass(frozen=True, slots=True)
class FakeLibrary:
    """Two documents in memory: a bulletin in the house style, and one whose every text is hostile."""

    def documents(self) -> list[Document]:
        """Both documents."""
        return [
            Document(
                key="a1b2",
                name="汨罗市工作专报第2期",
                file_name="汨罗市工作专报第2期.docx",
                generation=1,
                sha256="0" * 64,
                masthead=Masthead(
                    title="汨罗市“开局八好”工作专报",
                    issue="第2期",
                    issuer="汨罗市人民政府办公室",
                    date=date(2026, 4, 15),
                    release="内部",
                ),
                reference=date(2026, 4, 15),
                paragraphs=len(TEXTS),
                findings=(Finding("重复段落", "提示", "与上一期第6段文字相同，可能是误贴", 8),),
            ),
            Document(
                key="bad",
                name="坏",
                file_name="坏.docx",
                generation=1,
                sha256="1" * 64,
                masthead=Masthead(title=HOSTILE, issue="<b>第9期</b>", date=date(2025, 1, 1)),
                reference=None,
                paragraphs=1,
                findings=(Finding("坏", "警告", HOSTILE),),
            ),
        ]

    def document(self, key: str) -> Document | None:
        """The document of that key."""
        return {document.key: document for document in self.documents()}.get(key)

    def passages(self, key: str) -> list[Passage]:
        """All paragraphs in order."""
        document = self.document(key)
        assert document is not None
        texts = TEXTS if key == "a1b2" else (("body", HOSTILE, (HOSTILE,)),)
        return [
            Passage(
                document=document,
                paragraph=Paragraph(
                    number=number,
                    text=text,
                    role=role,  # type: ignore[arg-type]
                    leads=((0, 9),) if text.startswith("一是") else (),
                    page=1 + number // 10,
                ),
                section=section,
                kind="指标",
            )
            for number, (role, text, section) in enumerate(texts, start=1)
        ]

    def cited(self, key: str, number: int, words: str, *, paragraph: int) -> Citation:
        """The citation of those words."""
        passage = self.passages(key)[paragraph - 1]
        start = passage.paragraph.text.index(words)
        return cite(passage, number=number, start=start, end=start + len(words))


@dataclass(slots=True)
class FakeAssistant:
    """Answers a handful of questions from the fake library and remembers what it was asked."""

    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def ask(self, question: str, turns: Sequence[str] = ()) -> Answer:
        """The answer that the words of the question call for."""
        self.asked.append((question, tuple(turns)))
        library = FakeLibrary()
        if "占用" in question:
            raise LibraryBusy("资料库正被另一个程序使用。请稍后再试。")
        if "出错" in question:
            raise ZeroDivisionError(question)
        if "敌" in question:
            bad = library.cited("bad", 1, HOSTILE, paragraph=1)
            return Answer(
                question, "answered", HOSTILE + "[1]", (bad,), notes=(HOSTILE,), suggestions=(HOSTILE,),
                understood=(("地区", HOSTILE),),
            )  # fmt: skip
        if "对非" in question:
            return Answer(
                question=question,
                status="answered",
                text=f"{QUOTE}[1]。增速高于岳阳市平均水平6.8个百分点，居岳阳市第2位[1]。\n同期完成固定资产投资45.2亿元，同比增长9.6%[2]。",
                citations=(
                    library.cited("a1b2", 1, QUOTE, paragraph=4),
                    library.cited("a1b2", 2, "完成固定资产投资45.2亿元，同比增长9.6%", paragraph=5),
                ),
                notes=("这一期有一段文字与上一期重复，引用前请核对。",),
                suggestions=("岳阳市对非贸易增速", "汨罗市一季度固定资产投资"),
                understood=(("地区", "汨罗市"), ("指标", "对非贸易"), ("期间", "2026年1-3月")),
                seconds=0.12,
            )
        return Answer(question, "not_found", "资料中没有找到。最接近的是：汨罗市一季度对非贸易。")


@dataclass(frozen=True, slots=True)
class Site:
    """A running server and the assistant behind it."""

    address: str
    assistant: FakeAssistant


@pytest.fixture
def library() -> FakeLibrary:
    """The two documents."""
    return FakeLibrary()


@pytest.fixture
def assistant() -> FakeAssistant:
    """An assistant that has been asked nothing yet."""
    return FakeAssistant()


@pytest.fixture
def hostile() -> str:
    """Text that tries to run, to fetch, to cover the page and to ask for a password."""
    return HOSTILE


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The real application on a free loopback port."""
    assistant = FakeAssistant()
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(
        uvicorn.Config(build_app(assistant, FakeLibrary()), log_level="warning", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    assert server.started
    yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", assistant)
    server.should_exit = True
    thread.join(timeout=10)
    listener.close()
