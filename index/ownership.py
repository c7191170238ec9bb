"""One process owns a library: a lock that dies with its holder and says who holds it."""

import fcntl
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import IO


class Ownership:
    """An exclusive lock on a library's folder; released by `release` or by the end of the process, however it ends."""

    def __init__(self, path: Path) -> None:
        """Try to become the owner at once; `held` tells whether it worked, `holder` who has it otherwise."""
        self._file: IO[str] = path.open("a+", encoding="utf-8")
        self.holder = ""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.held = False
            self._file.seek(0)
            self.holder = _describe(self._file.read())
            return
        self.held = True
        self._file.seek(0)
        self._file.truncate()
        command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])
        json.dump({"pid": os.getpid(), "command": command, "since": f"{datetime.now():%m-%d %H:%M}"}, self._file)
        self._file.flush()

    def release(self) -> None:
        """Give the lock back."""
        self._file.close()


def _describe(text: str) -> str:
    try:
        owner = json.loads(text)
        return f"进程 {owner['pid']}（{owner['command']}，{owner['since']} 起）"
    except (ValueError, KeyError, TypeError):
        return "另一个进程"
