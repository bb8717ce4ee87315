"""Swapping: the data of a stopped server give way to others, which were made beside them.

What gives way waits as ``data.before`` until a server has answered with what came: no moment has neither of the two,
and a command that dies in between is finished, or undone, by the next start.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store.local.folder import Folder

BEFORE: Final = "data.before"
REFUSED: Final = "data.refused"


def swap(place: Folder, data: Path) -> None:
    """Put other data, of the same file system, in the place of a folder's, which nothing serves meanwhile."""
    undo(place)  # what came last has not answered yet: what stood before it is what is kept
    keep(place)
    if _data(place).exists():
        _data(place).replace(place.path / BEFORE)
    data.replace(_data(place))


def settle(place: Folder) -> None:
    """Take back what had given way, where nothing came in its place."""
    if (place.path / BEFORE).exists() and not _data(place).exists():
        (place.path / BEFORE).replace(_data(place))


def keep(place: Folder) -> None:
    """Delete what gave way: what came has answered."""
    for name in (BEFORE, REFUSED):
        if (place.path / name).exists():
            shutil.rmtree(place.path / name)


def undo(place: Folder) -> bool:
    """Take back what had given way, and say whether there was anything: what came does not open."""
    if not (place.path / BEFORE).exists():
        return False
    if _data(place).exists():
        shutil.rmtree(place.path / REFUSED, ignore_errors=True)
        _data(place).replace(place.path / REFUSED)
    settle(place)
    return True


def _data(place: Folder) -> Path:
    return place.path / "data"
