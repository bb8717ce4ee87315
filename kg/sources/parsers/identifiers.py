"""This file is about the identifiers that a service gives a paper or an author: spelt one way, one of a kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.identity import ids

if TYPE_CHECKING:
    from kg.sources.parsers.fields import OnOmission

STRONGEST = ("arxiv", "doi", "openalex", "s2", "corpusid", "pmid", "pmcid", "acl", "openreview", "dblp", "mag")
"""The order in which one identifier names a paper that has several."""

_NUMBER = re.compile(r"[1-9]\d*", re.ASCII)
_ACL = re.compile(r"[A-Z]\d{2}-\d{4,5}|\d{4}\.[A-Za-z0-9_]+-[A-Za-z0-9_]+\.\d+", re.ASCII)
_KEY = re.compile(r"\S+")
_SHAPES = {"corpusid": _NUMBER, "pmid": _NUMBER, "pmcid": _NUMBER, "mag": _NUMBER, "acl": _ACL, "dblp": _KEY}
_SHAPES |= {"openreview": _KEY}
_SPELLING = {"corpusid": "CorpusId:{}", "pmcid": "pmcid:PMC{}"}
_ORCID = re.compile(r"(?:https?://)?(?:www\.)?(?:orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?", re.IGNORECASE)
_PUBMED = re.compile(
    r"^(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov/|(?:pmc\.)?ncbi\.nlm\.nih\.gov/(?:pubmed/|pmc/articles/|articles/))"
    r"|^(?:pmid|pmcid|mag|corpusid|acl|dblp|openreview):\s*",
    re.IGNORECASE,
)
_PMC = re.compile(r"^PMC", re.IGNORECASE)


class Identifiers:
    """The identifiers of one paper, gathered from the fields of one record.

    Args:
        on_omission: told of an identifier that cannot be read, and of a second one of a kind.
    """

    def __init__(self, on_omission: OnOmission) -> None:
        self._on_omission = on_omission
        self.by_kind: dict[str, str] = {}

    def add(self, field: str, kind: str, value: str) -> None:
        """Take one identifier.

        Args:
            field: where it stands, for an omission.
            kind: what the service says that it is; a DOI that arXiv gave out becomes an arXiv id.
            value: bare, with a prefix, or as an address; empty means that there is none.
        """
        if not value:
            return
        found = spell(kind, value)
        if found is None:
            self._on_omission(field, f"{value[:60]} is no {kind} identifier")
            return
        said, spelling = found
        if self.by_kind.setdefault(said, spelling) != spelling:
            self._on_omission(field, f"{spelling} is a second {said} identifier beside {self.by_kind[said]}")

    def strongest(self) -> str | None:
        """Choose the one that names the paper."""
        return next((self.by_kind[kind] for kind in STRONGEST if kind in self.by_kind), None)


def spell(kind: str, value: str) -> tuple[str, str] | None:
    """Give an identifier of a stated kind its kind and its one spelling; None where it is not one.

    >>> spell("doi", "https://doi.org/10.48550/arXiv.2405.13729")
    ('arxiv', '2405.13729')
    >>> spell("pmcid", "https://www.ncbi.nlm.nih.gov/pmc/articles/4234579")
    ('pmcid', 'pmcid:PMC4234579')
    """
    value = value.strip().rstrip("/")
    if kind not in _SHAPES:
        known = ids.identify(f"doi:{value}" if kind == "doi" and value.startswith("10.") else value)
        return known if known and (known[0] == kind or (kind == "doi" and known[0] == "arxiv")) else None
    bare = _PUBMED.sub("", value)
    if kind == "pmcid":
        bare = _PMC.sub("", bare)
    if not _SHAPES[kind].fullmatch(bare):
        return None
    spelling = _SPELLING.get(kind, kind + ":{}").format(bare)
    known = ids.identify(spelling)
    return (kind, known[1] if known and known[0] == kind else spelling)


def orcid(value: str) -> str | None:
    """Read an ORCID iD, bare or as an address.

    >>> orcid("https://orcid.org/0000-0002-1825-0097")
    '0000-0002-1825-0097'
    """
    found = _ORCID.fullmatch(value.strip())
    return found[1].upper() if found else None
