"""The identifiers that a service gives a paper or an author: spelt one way, one of a kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.identity import ids
from kg.identity.kinds import KINDS, Kind

if TYPE_CHECKING:
    from kg.sources.parsers.fields import OnOmission

_ORCID = re.compile(r"(?:https?://)?(?:www\.)?(?:orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?", re.IGNORECASE)


class Identifiers:
    """The identifiers of one paper, gathered from the fields of one record.

    Args:
        on_omission: told of an identifier that cannot be read, and of a second one of a kind.
    """

    def __init__(self, on_omission: OnOmission) -> None:
        self._on_omission = on_omission
        self.by_kind: dict[str, str] = {}

    def add(self, field: str, kind: Kind, value: str) -> None:
        """Take one identifier.

        Args:
            field: where it stands, for an omission.
            kind: what the service says that it is; a DOI that arXiv gave out becomes an arXiv id.
            value: bare, with a prefix, or as an address; empty means that there is none.
        """
        if not value:
            return
        found = ids.of_kind(kind, value)
        if found is None:
            self._on_omission(field, f"{value[:60]} is no {kind} identifier")
            return
        said, one = found
        if self.by_kind.setdefault(said, one) != one:
            self._on_omission(field, f"{one} is a second {said} identifier beside {self.by_kind[said]}")

    def strongest(self) -> str | None:
        """Choose the one that names the paper, in its one spelling."""
        return next((ids.spelled(kind, self.by_kind[kind]) for kind in KINDS if kind in self.by_kind), None)


def spell(kind: Kind, value: str) -> str | None:
    """Give an identifier of a stated kind its one spelling; None where it is not one.

    >>> spell("doi", "https://doi.org/10.48550/arXiv.2405.13729"), spell("corpusid", "3626819"), spell("mag", "W5")
    ('2405.13729', 'CorpusId:3626819', None)
    """
    found = ids.of_kind(kind, value)
    return ids.spelled(*found) if found else None


def orcid(value: str) -> str | None:
    """Read an ORCID iD, bare or as an address.

    >>> orcid("https://orcid.org/0000-0002-1825-0097")
    '0000-0002-1825-0097'
    """
    found = _ORCID.fullmatch(value.strip())
    return found[1].upper() if found else None
