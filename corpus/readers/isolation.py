"""Run a reader in a child process with limits on time and memory, so that a hostile file costs one sentence, not the service."""

import dataclasses
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from corpus.bulletin import RawDocument, RawLine, Source
from corpus.errors import UnreadableFile

Reader = Callable[[str, bytes], RawDocument]

# More text than any document has: 30 million characters.
_LARGEST_ANSWER = 100_000_000
# No file that the child or a converter it starts writes may grow beyond this.
_LARGEST_OUTPUT = 512_000_000
# `-c`, not `-m`: the package may import this module, and running it twice would warn.
_CHILD = "from corpus.readers.isolation import serve; serve()"


def isolated(function: Reader, name: str, data: bytes, *, seconds: int = 60, megabytes: int = 1024) -> RawDocument:
    """
    What `function(name, data)` returns, read in a child process; `function` is importable by its module and name.

    Raises `UnreadableFile`: the reader's own, or one that says which limit was passed or that the reader broke.
    """
    request = json.dumps([function.__module__, function.__qualname__, name, seconds, megabytes]).encode()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with tempfile.TemporaryFile() as output:
        with subprocess.Popen(
            [sys.executable, "-c", _CHILD],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        ) as child:
            try:
                child.communicate(request + b"\n" + data, timeout=seconds)
            except subprocess.TimeoutExpired:
                raise _too_slow(name, seconds) from None
            finally:
                if child.poll() is None:
                    os.killpg(child.pid, signal.SIGKILL)  # and what it started
        output.seek(0)
        return _result(output.read(), child.returncode, name, seconds=seconds, megabytes=megabytes)


def _result(output: bytes, code: int, name: str, *, seconds: int, megabytes: int) -> RawDocument:
    if code == 0 and output:
        told = json.loads(output)
        if "document" in told:
            return _document(told["document"])
        if "sentence" in told:
            raise UnreadableFile(told["sentence"])
        if "memory" in told:
            raise _too_large(name, megabytes)
        raise UnreadableFile(f"读取“{name}”时程序出错（{told['fault']}），请用原软件另存为新文件后再导入。")
    if code == -signal.SIGXCPU:
        raise _too_slow(name, seconds)
    if code == -signal.SIGKILL:  # the system's own memory guard
        raise _too_large(name, megabytes)
    raise UnreadableFile(f"读取“{name}”时程序意外中止（代码 {code}），文件可能已损坏，请用原软件另存为新文件后再导入。")


def _too_slow(name: str, seconds: int) -> UnreadableFile:
    return UnreadableFile(f"“{name}”超过了 {seconds} 秒的读取时限，请拆分或用原软件另存后再导入。")


def _too_large(name: str, megabytes: int) -> UnreadableFile:
    return UnreadableFile(f"“{name}”超过了 {megabytes} MB 的读取内存上限，请拆分或用原软件另存后再导入。")


def _document(told: dict[str, Any]) -> RawDocument:
    lines = (
        RawLine(**{**line, "bolds": tuple((start, end) for start, end in line["bolds"])}) for line in told["lines"]
    )
    return RawDocument(Source(**told["source"]), tuple(lines), tuple(told["unreadable"]))


def serve() -> None:
    """The child's whole life: limits, a request and bytes from standard input, one JSON object to standard output."""
    module, function, name, seconds, megabytes = json.loads(sys.stdin.buffer.readline())
    _limit(seconds, megabytes)
    # What a library prints must not mix with the answer.
    with os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(2, 1)
        answer.write(_answer(module, function, name))
    os._exit(0)  # nothing is left to tidy, and a library's threads must not hold the process


def _answer(module: str, function: str, name: str) -> bytes:
    try:
        reader: Reader = attrgetter(function)(importlib.import_module(module))
        answer = json.dumps({"document": dataclasses.asdict(reader(name, sys.stdin.buffer.read()))}).encode()
    except UnreadableFile as error:
        return json.dumps({"sentence": str(error)}).encode()
    except MemoryError:
        return json.dumps({"memory": True}).encode()
    except Exception as error:  # noqa: BLE001  # whatever breaks in a reader is told by the parent as one sentence
        return json.dumps({"fault": type(error).__name__}).encode()
    if len(answer) > _LARGEST_ANSWER:
        return json.dumps({"memory": True}).encode()
    return answer


def _limit(seconds: int, megabytes: int) -> None:
    memory = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * seconds + 1, 2 * seconds + 2))  # of two threads together
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_OUTPUT, _LARGEST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
