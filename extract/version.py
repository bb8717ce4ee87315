"""The version of the extractor, told without loading it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

VERSION: Final = "0.2.0"
RULES: Final = "rules"
_DIGITS: Final = 12


def version(size: str | None = "default") -> str:
    """Name the extractor with a tagger of some size, or of rules alone.

    >>> version(None)
    'rules/0.2.0'
    """
    return f"{size or RULES}/{VERSION}"


def exact_version(size: str | None = "default") -> str:
    """Name the extractor so that no two that may read a text in two ways share the name.

    Behind the version stands the hash of the code, the term lists and the weights, as they lie on this machine.
    """
    return f"{version(size)}+{_digest()}"


@cache
def _digest() -> str:
    digest = hashlib.blake2b(digest_size=_DIGITS // 2)
    for name, file in sorted(_files(resources.files("extract"), "")):
        content = file.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_file():
            yield path + entry.name, entry
        elif entry.name != "__pycache__":
            yield from _files(entry, f"{path}{entry.name}/")
