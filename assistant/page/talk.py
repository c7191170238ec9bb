"""One conversation on the page: what has been said, and how a question is answered step by step."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from assistant.answer import Answer
from assistant.page.message import PENDING, answer_message, pieces, plain_message
from corpus.errors import BulletinError

LONGEST_QUESTION = 500
TOO_LONG = f"问题太长了（超过 {LONGEST_QUESTION} 字）。请缩短后再问，一次问一件事最好。"
FAILED = "这次没有答上来，程序遇到了意外情况。请再试一次；如果仍然不行，请把问题告诉管理员。"
log = logging.getLogger(__name__)


class Answering(Protocol):
    """Whatever answers questions."""

    def ask(self, question: str, turns: Sequence[str] = ()) -> Answer:
        """The checked answer; `turns` are the earlier questions of the conversation, oldest first."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the chat; `markup` has been escaped already."""

    role: Literal["user", "assistant"]
    markup: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: its messages, the questions that were answered, and the last answer."""

    messages: tuple[Message, ...] = ()
    turns: tuple[str, ...] = ()
    answer: Answer | None = None


def reply(assistant: Answering, question: str, talk: Talk) -> Iterator[Talk]:
    """The conversation after each step of answering: searching, the answer growing, the answer complete."""
    question = question.strip()
    if not question:
        yield talk
        return
    talk = replace(talk, messages=(*talk.messages, Message("user", plain_message(question))), answer=None)
    if len(question) > LONGEST_QUESTION:
        yield _said(talk, plain_message(TOO_LONG))
        return
    yield _said(talk, PENDING)
    try:
        answer = assistant.ask(question, talk.turns)
    except BulletinError as error:
        yield _said(talk, plain_message(str(error)))
        return
    except Exception:  # The last border before the user: the log gets the traceback, the page a sentence.
        log.exception("answering failed")
        yield _said(talk, plain_message(FAILED))
        return
    talk = replace(talk, turns=(*talk.turns, question), answer=answer)
    shown = ""
    for piece in pieces(answer.text):
        shown += piece
        yield _said(talk, answer_message(answer, shown))
    yield _said(talk, answer_message(answer))


def _said(talk: Talk, markup: str) -> Talk:
    return replace(talk, messages=(*talk.messages, Message("assistant", markup)))
