"""Serve the pages over HTTP: the chat at /, source documents under /source/, and a health check."""

import errno
import logging
import os
import socket
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Annotated, Protocol

import uvicorn
from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse

from assistant.page.chat import build_chat
from assistant.page.guard import LOOPBACK_HOSTS, Guard
from assistant.page.mounting import mount
from assistant.page.source import SOURCE_POLICY, cited_place, missing_page, source_page
from assistant.page.talk import Answering
from corpus.errors import BulletinError
from index.hits import Document, Passage

CLOSING_SECONDS = 2  # Open pages hold a connection for as long as they live; stopping does not wait for them.
# Not for the browser's cache: a document that has been removed is gone, and what is internal leaves no copies.
SOURCE_HEADERS = {"Content-Security-Policy": SOURCE_POLICY, "Cache-Control": "no-store"}
# Text and not numbers: a parameter that makes no sense is ignored, it is no reason to refuse the document.
Parameter = str | None
StartParameter = Annotated[Parameter, Query(alias="from")]  # `from` and `to` because that is how the address reads.
EndParameter = Annotated[Parameter, Query(alias="to")]


class Library(Protocol):
    """Whatever holds documents and can print them."""

    def documents(self) -> list[Document]:
        """Every live document."""

    def document(self, key: str) -> Document | None:
        """The document of that key."""

    def passages(self, key: str) -> list[Passage]:
        """All its paragraphs in order."""


def build_app(
    assistant: Answering,
    library: Library,
    *,
    examples: Sequence[str] | None = None,
    allowed_hosts: Collection[str] = LOOPBACK_HOSTS,
) -> FastAPI:
    """The whole web application; `allowed_hosts` are the host names it answers to ("*" for any)."""
    app = FastAPI(title="公报问答", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, allowed_hosts=allowed_hosts)

    @app.get("/healthz")
    def health() -> dict[str, bool | int]:
        return {"ok": True, "documents": len(library.documents())}

    @app.get("/source/{key:path}")
    def source(key: str, p: Parameter = None, start: StartParameter = None, end: EndParameter = None) -> HTMLResponse:
        document = library.document(key)
        if document is None:
            return HTMLResponse(missing_page(), status_code=404, headers=SOURCE_HEADERS)
        page = source_page(document, library.passages(key), cited_place(p, start, end))
        return HTMLResponse(page, headers=SOURCE_HEADERS)

    mount(app, build_chat(assistant, library, examples))
    return app


def serve(app: FastAPI, host: str, port: int) -> None:
    """Serve until Ctrl+C; a port that cannot be had is told before anything starts."""
    listener = listen(host, port)
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=CLOSING_SECONDS)
    with listener, suppress(KeyboardInterrupt):
        AnnouncingServer(config).run(sockets=[listener])


def require_free_port(host: str, port: int) -> None:
    """Raise what `serve` would raise, before anything slow is begun."""
    listen(host, port).close()


def listen(host: str, port: int) -> socket.socket:
    """The bound socket itself and not a mere check, so that nobody can take the port in between."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name == "posix":  # Restart at once after a stop; on Windows the option would let two programs share the port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # Linux lets two sockets bind one port as long as neither listens.
    except (OSError, OverflowError) as error:
        listener.close()
        raise BulletinError(_refusal(error, host, port)) from error
    return listener


def _refusal(error: Exception, host: str, port: int) -> str:
    reason = error.errno if isinstance(error, OSError) else None
    if reason == errno.EADDRINUSE:
        return f"端口 {port} 已被占用，可能程序已经在运行。请换一个端口：--port {port + 1}"
    if reason == errno.EACCES:
        return f"没有权限使用端口 {port}。请换一个 1024 以上的端口：--port 7860"
    return f"无法在 {host} 的端口 {port} 上提供服务。请检查地址和端口（1 到 65535）是否正确"


class AnnouncingServer(uvicorn.Server):
    """Says where the pages are once they really are there, and stops without a word."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address."""
        await super().startup(sockets)
        for listener in (sockets or []) if self.started else []:
            host, port = listener.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            print(f"已就绪：http://{shown}:{port} （按 Ctrl+C 停止）", flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop; that the connections of open pages are cut is meant, and uvicorn would print a traceback for each."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)
