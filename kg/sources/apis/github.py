"""Asking GitHub what it knows of repositories."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from kg.sources.apis.client import Client, readable
from kg.sources.parsers import github

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Repository

_LIFE = dt.timedelta(days=7)
"""How long stars and pushes are taken for the present state."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What GitHub says of a repository.

    Attributes:
        asked: the repository as it was asked for, ``https://github.com/owner/name``; it may have moved since.
        repository: what is said; its `url` is where it stands now.
        retrieved: when it was said, in ISO 8601.
    """

    asked: str
    repository: Repository
    retrieved: str


class GitHub(Client):
    """Ask GitHub, a request for each repository."""

    service: ClassVar[str] = "github"

    def repositories(self, addresses: Iterable[str]) -> Iterator[Facts]:
        """Give facts of repositories, each named by its address or ``owner/name``; one that is gone is a note."""
        names: dict[str, str] = {}
        for address in addresses:
            name = github.name(address)
            if name is None:
                self._note("unknown", address, "is no repository at GitHub")
            else:
                names.setdefault(name.lower(), name)
        for name in names.values():
            response = self._get(f"/repos/{name}", subject=name, check=readable(github.answer), life=_LIFE)
            if response is None:
                continue
            if not response.ok:
                self._unknown(name)
                continue
            repository = self._read(github.repository, github.answer(response.body), name)
            if repository is not None:
                yield Facts(f"https://github.com/{name}", repository, response.retrieved)
