"""Reading bytes as a file would be read, with all that is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from kg import sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.model import Paper
    from kg.sources import Omission, Reject


@dataclass(frozen=True)
class Told:
    """What came of a file."""

    papers: list[Paper]
    rejects: list[Reject]
    omissions: list[Omission]
    sentences: tuple[str, ...]

    @property
    def paper(self) -> Paper:
        (paper,) = self.papers
        return paper


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Told]:
    """Give the function that writes bytes to a file and reads it."""

    def read(content: bytes | str, name: str = "file", **options: Any) -> Told:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        rejects: list[Reject] = []
        omissions: list[Omission] = []
        with sources.opened(path, on_reject=rejects.append, on_omission=omissions.append, **options) as source:
            papers = list(source)
        assert source.rejected == len(rejects)
        return Told(papers, rejects, omissions, source.omissions.sentences())

    return read
