"""The ledger: a file of corrections, one a line, that people read, keep under git and send.

Entries are added and never changed: who takes one back adds an entry that says so, so that the file tells who did what
and when, and two people's ledgers become one by putting their lines together. A file lock, and a write that is on the
disk before it is told, keep the entries of several writers.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import platformdirs
from filelock import FileLock, Timeout

from kg.corrections import standing
from kg.corrections.records import parse
from kg.errors import CallError, KGError
from kg.store import address
from kg.store.local.folder import default_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.corrections.records import Entry
    from kg.store import Store

PLACE: Final = "KG_LEDGER"
NAME: Final = "corrections.jsonl"
LARGEST: Final = 32 * 1024 * 1024
LONGEST_LINE: Final = 100_000
_WAIT: Final = 20.0
_TOLD: Final = 20


@dataclass(frozen=True, slots=True)
class Read:
    """What a ledger says.

    Attributes:
        entries: each once, in the order in which they were made.
        troubles: a sentence for each line that could not be read, and for what contradicts itself.
    """

    entries: tuple[Entry, ...] = ()
    troubles: tuple[str, ...] = ()


def path_of(store: Store | str | None = None) -> Path:
    """Return where the ledger of a store is: `KG_LEDGER`, else beside a local store, else in the user's data folder.

    Args:
        store: an open store, or its address; None stands for what KG_STORE says.
    """
    if named := os.environ.get(PLACE, "").strip():
        return Path(named).expanduser().absolute()
    if store is None or isinstance(store, str):
        where = address.parse(store)
        if where.local:
            return (where.folder or default_folder()) / NAME
        url = where.url
    else:
        if store.keeper is not None:
            return (store.keeper.folder or default_folder()) / NAME
        url = store.url
    folder = platformdirs.user_data_path("paper-kg", appauthor=False) / "corrections"
    return folder / f"{address.fingerprint(url)}.jsonl"


class Ledger:
    """A ledger in a file, which need not be there yet.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Read:
        """Read every entry; a line that is none costs that line, and is told.

        Raises:
            KGError: the file cannot be read, or is no ledger at all.
        """
        content = self._content()
        return read_text(content.decode("utf-8", "surrogateescape"), self.path.name)

    def append(self, entries: Iterable[Entry]) -> None:
        """Add entries, and return when they are on the disk; of those that are there already, nothing is added.

        A last line that a killed writer left undone is kept aside, in a file beside.

        Raises:
            KGError: the file cannot be written.
        """
        new = list(entries)
        with self._locked():
            content = self._content()
            known = {one.entry_id for one in read_text(content.decode("utf-8", "surrogateescape"), "").entries}
            lines = [one.line() for one in new if one.entry_id not in known]
            if not lines:
                return
            with self._telling():
                self._mend(content)
                with self.path.open("ab") as file:
                    file.write("".join(f"{line}\n" for line in lines).encode())
                    file.flush()
                    os.fsync(file.fileno())

    def merge(self, text: str) -> tuple[int, tuple[str, ...]]:
        """Take in what another ledger has and this one has not.

        Args:
            text: the other ledger's content.

        Returns:
            how many entries are new, and what was wrong with the other ledger.

        Raises:
            CallError: it is no ledger.
        """
        if len(text) > LARGEST:
            raise CallError(f"This is larger than {LARGEST // 1024 // 1024} MB, which no ledger is.")
        other = read_text(text, "The other ledger")
        if not other.entries and text.strip():
            raise CallError(
                f"This is no ledger of corrections: {other.troubles[0] if other.troubles else 'it is empty'}"
            )
        known = {one.entry_id for one in self.read().entries}
        new = [one for one in other.entries if one.entry_id not in known]
        self.append(new)
        return len(new), other.troubles

    def text(self) -> str:
        """Return the file's content."""
        return self._content().decode("utf-8", "backslashreplace")

    def _content(self) -> bytes:
        with self._telling():
            if not self.path.exists():
                return b""
            if self.path.is_dir():
                raise CallError(f"{self.path} is a folder: name a file for the corrections.")
            if self.path.stat().st_size > LARGEST:
                raise CallError(
                    f"{self.path} is larger than {LARGEST // 1024 // 1024} MB, which no ledger is: name another file."
                )
            return self.path.read_bytes()

    def _mend(self, content: bytes) -> None:
        """Let the file end with a line: a whole one gets its end, a torn one is kept aside."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not content or content.endswith(b"\n"):
            return
        whole, _, last = content.rpartition(b"\n")
        try:
            parse(last.decode("utf-8"))
        except (CallError, UnicodeDecodeError):
            with self.path.with_name(f"{self.path.name}.torn").open("ab") as aside:
                aside.write(last + b"\n")
                aside.flush()
                os.fsync(aside.fileno())
            with self.path.open("r+b") as file:
                file.truncate(len(whole) + 1 if whole else 0)
        else:
            with self.path.open("ab") as file:
                file.write(b"\n")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._telling():
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with self._telling(), FileLock(f"{self.path}.lock", timeout=_WAIT):
                yield
        except Timeout:
            raise KGError(f"Another program writes {self.path} and does not end: end it, then try again.") from None

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except Timeout:
            raise
        except OSError as error:
            raise KGError(f"{self.path} cannot be used ({error.strerror or error}): see to that.") from error


def read_text(text: str, name: str) -> Read:
    """Read a ledger's text; `name` stands in the sentences about it."""
    entries: dict[str, Entry] = {}
    troubles: list[str] = []
    left = 0
    lines = text.split("\n")

    def trouble(sentence: str) -> None:
        nonlocal left
        if len(troubles) < _TOLD:
            troubles.append(sentence)
        else:
            left += 1

    for number, line in enumerate(lines, start=1):
        stripped = line.strip("\r\t ")
        if not stripped or stripped.startswith("#"):
            continue
        try:
            one = _entry(stripped)
        except CallError as error:
            torn = number == len(lines)
            why = "it breaks off: whoever wrote it was ended" if torn and not stripped.endswith("}") else str(error)
            trouble(f"{name}, line {number} is left out: {why}.")
            continue
        before = entries.setdefault(one.entry_id, one)
        if before != one:
            trouble(f"{name}, line {number} is left out: its id {one.entry_id} is another entry's.")
    for sentence in standing.nonsense(entries.values()):
        trouble(f"{name}: {sentence}")
    if left:
        troubles.append(f"{name}: {left:,} more lines are left out.")
    return Read(tuple(standing.ordered(entries.values())), tuple(troubles))


def _entry(line: str) -> Entry:
    if len(line) > LONGEST_LINE:
        raise CallError(f"it has more than {LONGEST_LINE:,} characters")
    return parse(line)
