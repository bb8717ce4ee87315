"""An import: a new graph made beside that of a folder, which takes its place in one step.

import/     a folder of a local server, where the new graph grows

A process that ends while it does leaves the old graph, or the new one: `kg.store.local.swapping` sees to it.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final, Self

from kg.errors import LocalServerError
from kg.store.local import admin, process, swapping
from kg.store.local.folder import Folder, default_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from kg.store.local.process import Connection

_NAME: Final = "import"
_SHEETS: Final = "sheets"
_OFF_HEAP: Final = "1g"


class Importing:
    """A new graph for a folder; use it in a `with` block, at whose end all that was not taken over is gone.

    Args:
        folder: of the local server whose graph is to be another.
    """

    def __init__(self, folder: Path | None) -> None:
        self._place = Folder((folder or default_folder()).absolute())
        self._home = self._place.path / _NAME

    @property
    def sheets(self) -> Path:
        """The folder for the tables."""
        return self._home / _SHEETS

    def __enter__(self) -> Self:
        self._clear()
        try:
            self.sheets.mkdir(parents=True)
            self._home.chmod(0o700)
        except OSError as error:
            raise LocalServerError(f"{self._home} cannot be made ({error.strerror or error}): see to that.") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._clear()

    def load(self, arguments: Sequence[str]) -> Connection:
        """Import the tables, and give a connection to a server of the new graph.

        Raises:
            LocalServerError: the import failed, and why.
        """
        Folder(self._home).take_password(self._place.password())
        command = (
            "database",
            "import",
            "full",
            "neo4j",
            f"--max-off-heap-memory={_OFF_HEAP}",
            "--bad-tolerance=0",
            "--verbose",
        )
        admin.run([*command, *arguments], self._home)
        shutil.rmtree(self.sheets, ignore_errors=True)
        return process.ensure(self._home)

    def take_over(self) -> None:
        """Let the new graph take the place of the old one, which is kept until the new one answers."""
        process.stop(self._home)
        with process.stopped(self._place.path):
            swapping.swap(self._place, self._home / "data")
        process.ensure(self._place.path)

    def _clear(self) -> None:
        """Take away what is left of an import, this one or one that died."""
        if not self._home.exists():
            return
        process.stop(self._home)
        shutil.rmtree(self._home, ignore_errors=True)
