"""The dead-letter file: the records that could not be read, kept as JSON lines.

    with DeadLetter(path) as dead_letter:
        for paper in read(source, on_reject=dead_letter): ...

A line is ``{"source", "line", "reason", "text"}``. The file appears with the first reject and is written anew by each
run; a run without rejects removes what an earlier one left, so that the file always tells of the last one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Self

import platformdirs

from kg.errors import KGError
from kg.sources.reject import Reject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import TextIO


def default_path(source: Path) -> Path:
    """Say where the rejects of a source are kept when nobody says otherwise: in the user's cache folder."""
    digest = hashlib.sha256(str(source.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    name = source.name.encode("utf-8", "replace").decode("utf-8")
    return platformdirs.user_cache_path("paper-kg") / "rejects" / f"{name}-{digest}.jsonl"


class DeadLetter:
    """Keep rejects in a file, and count them.

    Args:
        path: the file; its folder is made when it is needed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file: TextIO | None = None

    def __call__(self, reject: Reject) -> None:
        """Keep one reject."""
        try:
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self.path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
            self._file.write(json.dumps(asdict(reject), ensure_ascii=False) + "\n")
        except OSError as error:
            raise KGError(
                f"{self.path} cannot be written ({error.strerror}); make room or give another path."
            ) from error
        self.count += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        elif self.count == 0 and kind is None:
            self.path.unlink(missing_ok=True)


def read_rejects(path: Path) -> Iterator[Reject]:
    """Read a dead-letter file back."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield Reject(**json.loads(line))
