"""The chat page: question and answer on one side, the evidence of the last answer beside it, sources one click away."""

import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Protocol

import gradio as gr

from assistant.page.cards import CARD_COUNT, card_label, library_line, more_sources, source_frame
from assistant.page.examples import example_questions
from assistant.page.talk import Answering, Talk, reply
from index.hits import Document

TITLE = "公报问答"
CHIP_COUNT = 6
PIECE_SECONDS = 0.02  # Gives the browser time to draw each piece; the longest answer takes 0.3 s more for it.
WELCOME = "### 问一个数字，或找一个做法\n\n每句回答都注明出自哪一期、哪一段，点开可看原文。"
NO_EVIDENCE = "回答所依据的原文会列在这里，点开可核对出处。"
Updates = dict[Any, Any]


class Catalogue(Protocol):
    """A library that can list what it holds."""

    def documents(self) -> list[Document]:
        """Every live document."""


class ChatPage:
    """The components of the page and the handlers that fill them; `blocks` is what gets mounted."""

    def __init__(self, assistant: Answering, library: Catalogue, examples: Sequence[str]) -> None:
        self.assistant = assistant
        self.examples = tuple(examples)[:CHIP_COUNT]
        self.blocks = gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True, fill_width=True)
        with self.blocks:
            self._build()
            self._wire(library)
        self.blocks.queue(default_concurrency_limit=4, max_size=64, api_open=False)

    def _build(self) -> None:
        self.talk = gr.State(Talk())
        with gr.Row(elem_id="top"):
            gr.Markdown(f"# {TITLE}", elem_id="name")
            self.loaded = gr.Markdown("", elem_id="loaded")
            self.clear = gr.Button("清空对话", elem_id="clear", size="sm")
        with gr.Row(elem_id="panes"):
            with gr.Column(elem_id="talk"):
                self._build_talk()
            with gr.Column(elem_id="evidence"):
                gr.Markdown("## 依据", elem_id="evidence-title")
                self.empty = gr.Markdown(NO_EVIDENCE, elem_id="no-evidence")
                self.cards = [
                    gr.Button("", visible=False, elem_id=f"card-{number}", elem_classes="card")
                    for number in range(1, CARD_COUNT + 1)
                ]
                self.more = gr.Markdown("", visible=False, elem_id="more-evidence")
            with gr.Column(elem_id="source", visible=False) as self.source:
                gr.Markdown("## 原文", elem_id="source-title")
                self.close = gr.Button("关闭", elem_id="close-source", size="sm")
                self.frame = gr.HTML("", elem_id="source-frame")

    def _build_talk(self) -> None:
        self.chat = gr.Chatbot(
            elem_id="chat",
            show_label=False,
            label="对话",
            height="100%",
            placeholder=WELCOME,
            buttons=[],
            feedback_options=None,
            layout="bubble",
            # Every word of a message is escaped in message.py; nothing here may turn it into markup again. Gradio
            # puts the rest, our own few elements, through its sanitiser even where Markdown is off.
            render_markdown=False,
            sanitize_html=True,
            allow_tags=False,
            latex_delimiters=[],
            allow_file_downloads=False,
        )
        with gr.Row(elem_id="chips"):
            self.chips = [gr.Button(visible=False, size="sm", elem_classes="chip") for _ in range(CHIP_COUNT)]
        for chip, example in zip(self.chips, self.examples, strict=False):
            chip.value, chip.visible = example, True
        with gr.Row(elem_id="composer"):
            self.question = gr.Textbox(
                elem_id="question",
                show_label=False,
                label="问题",
                container=False,
                placeholder="请输入问题",
                max_lines=4,
                autofocus=True,
                scale=1,
            )
            self.send = gr.Button("发送", variant="primary", elem_id="send", scale=0)

    def _wire(self, library: Catalogue) -> None:
        opened: list[gr.components.Component | gr.Column] = [self.source, self.frame]
        shown = [self.talk, self.chat, self.question, *self.chips, self.empty, *self.cards, self.more, *opened]
        event: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        self.blocks.load(lambda: library_line(library.documents()), None, self.loaded, **event)
        typed = [self.question, self.talk]
        gr.on([self.question.submit, self.send.click], self.ask, typed, shown, **event)
        for chip in self.chips:
            chip.click(self.ask, [chip, self.talk], shown, **event)
        for index, card in enumerate(self.cards):
            card.click(partial(self.open_source, index), self.talk, opened, **event)
        self.close.click(self.close_source, None, opened, **event)
        self.clear.click(self.start_again, None, shown, **event)

    def ask(self, question: str, talk: Talk) -> Iterator[Updates]:
        """Show each step of the reply."""
        # Once only: while the answer grows, the reader may type the next question or open a source.
        once = self.close_source() | {self.question: ""} if question.strip() else {}
        for step in reply(self.assistant, question, talk):
            yield self.show(step) | once
            once = {}
            time.sleep(PIECE_SECONDS)

    def start_again(self) -> Updates:
        """An empty conversation."""
        return self.show(Talk()) | self.close_source() | {self.question: ""}

    def open_source(self, index: int, talk: Talk) -> Updates:
        """The source of the card, if the last answer still has it."""
        citations = talk.answer.citations if talk.answer else ()
        if index >= len(citations):
            return self.close_source()
        return {self.source: gr.Column(visible=True), self.frame: source_frame(citations[index])}

    def close_source(self) -> Updates:
        """The source put away."""
        return {self.source: gr.Column(visible=False), self.frame: ""}

    def show(self, talk: Talk) -> Updates:
        """What every component shows of a conversation."""
        citations = talk.answer.citations if talk.answer else ()
        chips = talk.answer.suggestions if talk.answer else () if talk.messages else self.examples
        more = more_sources(citations)
        return {
            self.talk: talk,
            self.chat: [{"role": message.role, "content": message.markup} for message in talk.messages],
            self.empty: gr.Markdown(visible=not citations),
            self.more: gr.Markdown(more, visible=bool(more)),
            **_filled(self.chips, chips),
            **_filled(self.cards, [card_label(citation) for citation in citations]),
        }


def build_chat(assistant: Answering, library: Catalogue, examples: Sequence[str] | None = None) -> gr.Blocks:
    """The chat page, ready to be mounted; without `examples` those of examples.toml are offered."""
    page = ChatPage(assistant, library, example_questions() if examples is None else examples)
    return page.blocks


def _filled(buttons: Sequence[gr.Button], labels: Sequence[str]) -> Updates:
    """The buttons with these labels, those left over hidden."""
    padded = [*labels, *[""] * len(buttons)]
    return {button: gr.Button(label, visible=bool(label)) for button, label in zip(buttons, padded, strict=False)}
