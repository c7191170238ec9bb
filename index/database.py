"""A SQLite database that several threads share: settings, transactions, and its errors as sentences."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import LibraryBusy, LibraryError


class Database:
    """One open database; a transaction is all or nothing, and waits for another thread's."""

    def __init__(self, path: Path, *, schema: str, version: str) -> None:
        """Open or create the database; raises `LibraryError` when it is damaged or of another version."""
        self._lock = threading.RLock()
        try:
            self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
        except sqlite3.Error as error:
            raise LibraryError(f"资料库目录“{path}”无法打开（{error}），请检查权限和磁盘。") from error
        try:
            self._connection.row_factory = sqlite3.Row
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA secure_delete = ON")  # deleted text does not linger in free pages
            self._connection.executescript(schema)
            made_by = self.setting("schema")
            if made_by is None:
                self.set_setting("schema", version)
        except sqlite3.Error as error:
            self._connection.close()
            raise _told(error) or LibraryError(
                f"资料库目录“{path}”无法打开（{error}），请从备份恢复或换一个文件夹。"
            ) from error
        except LibraryError:
            self._connection.close()
            raise
        if made_by not in (None, version):
            self._connection.close()
            raise LibraryError(
                f"资料库“{path.parent}”是另一个版本（{made_by}）的程序建立的，请用原来的版本打开或重新导入。"
            )

    def close(self) -> None:
        """Close the database; whatever was committed is on disk."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; waits for another thread's transaction. Raises `LibraryError` when the disk refuses."""
        with self._lock, translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk may have rolled it back already
                    self._connection.execute("ROLLBACK")
                raise
            self._changed()

    def _rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        with self._lock, translated():
            return self._connection.execute(sql, values).fetchall()

    # --- settings ---------------------------------------------------------------------------------------------------

    def setting(self, name: str) -> str | None:
        """A value written by `set_setting`, or None."""
        rows = self._rows("SELECT value FROM setting WHERE name = ?", name)
        return str(rows[0]["value"]) if rows else None

    def set_setting(self, name: str, value: str) -> None:
        """Remember a value with the library."""
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def _changed(self) -> None:
        """Called after each commit; whoever remembers rows forgets them here."""

    def verify(self) -> str | None:
        """What SQLite's own check finds wrong, or None."""
        result = str(self._rows("PRAGMA quick_check")[0][0])
        return None if result == "ok" else result


@contextmanager
def translated() -> Iterator[None]:
    """SQLite's errors as ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _told(error) or LibraryError(
            f"资料库目录读写出错（{error}），请运行 python app.py doctor 检查。"
        ) from error


def _told(error: sqlite3.Error) -> LibraryError | None:
    """The sentence for a disk that refuses; None for any other error."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return LibraryError("磁盘空间不足，没有写入；资料库仍是原来的内容。请释放空间后再试。")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return LibraryError("资料库所在的文件夹不能写入，请检查权限，或换一个文件夹（--home）。")
    if code == sqlite3.SQLITE_IOERR:
        return LibraryError(f"读写资料库目录时磁盘出错（{error}）；资料库仍是原来的内容。请检查磁盘空间和硬件。")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryBusy("资料库目录正被另一个进程写入，请稍后再试。")
    return None
