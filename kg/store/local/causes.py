"""Causes: what a server's log says of its end, as a sentence that says what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import LocalServerError
from kg.store.local.folder import ROOM

if TYPE_CHECKING:
    from kg.store.local.folder import Folder

DAMAGED = "cannot be opened with the files that it has"

CAUSES = {
    r"No space left on device|Disk quota exceeded": (
        "The disk of {folder} is full: make room, {room} at least, and run this again; nothing that was committed "
        "is lost."
    ),
    r"FileLockException|Lock file has been locked|Unable to obtain lock": (
        "{folder} is in use by another Neo4j server: stop that one, or choose another folder with --store local:PATH."
    ),
    DAMAGED + r"|(?i:legacy metadata store|metadata store is empty|failed to read authentication file)": (
        "The files of the graph in {folder}/data are damaged, or of another version of Neo4j: put back a copy of "
        "{folder}, or choose another folder with --store local:PATH and build again; what Neo4j says of them is in "
        "{log}."
    ),
    r"(?i)newer version|unknown store version|StoreVersion|not supported by this version|unsupported.*format": (
        "{folder} was written by another version of Neo4j than this program brings: update this program, or choose "
        "another folder with --store local:PATH."
    ),
    r"AccessDeniedException|Permission denied|Read-only file system": (
        "Neo4j cannot write in {folder}: give yourself the right to, or choose another folder with --store local:PATH."
    ),
    r"(?i)insufficient memory|could not reserve enough space|cannot allocate memory|initial heap size": (
        "There is not enough memory for Neo4j: end other programs, or set KG_HEAP to another size, such as 512m."
    ),
}
"""What the log says, and what that means to a person. The first that matches is told."""


def said(place: Folder) -> str:
    """Give what the server of a folder said since its last start."""
    try:
        return place.log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def known_cause(place: Folder) -> LocalServerError | None:
    """Give the sentence for what a server said before it ended, where it is one of those known."""
    return cause_in(said(place), place)


def cause_in(words: str, place: Folder) -> LocalServerError | None:
    """Give the sentence for what Neo4j said of a folder, where it is one of those known."""
    full = place.full_disk()
    if full:
        return full
    for pattern, sentence in CAUSES.items():
        if re.search(pattern, words):
            return LocalServerError(sentence.format(folder=place.path, room=f"{ROOM / 1e6:.0f} MB", log=place.log))
    return None


def why_it_did_not_start(place: Folder) -> LocalServerError:
    """Turn what a server said before it ended into one sentence."""
    cause = known_cause(place)
    if cause:
        return cause
    meaningful = [line.strip() for line in said(place).splitlines() if re.search(r"(?i)error|exception", line)]
    last = meaningful[-1][:200] if meaningful else "it ended without a word"
    return LocalServerError(f"Neo4j did not start: {last} (its log is {place.log}).")


def why_it_went(place: Folder) -> LocalServerError:
    """Say why the server of a folder does not answer any more, and what to do."""
    cause = known_cause(place)
    if cause:
        return cause
    if place.is_served():
        return LocalServerError(
            f"The local Neo4j of {place.path} lives but does not answer: stop it with `kg stop` and run this again; "
            f"its log is {place.log}."
        )
    return LocalServerError(
        f"The local Neo4j of {place.path} ended meanwhile: run the same command again, which starts it; its log is "
        f"{place.log}."
    )
