"""Addresses on the web that name a paper: which of them do, and the identifier that they hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from kg.identity.kinds import Kind

_HOST: Final = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?::\d+)?/", re.IGNORECASE)
_BEFORE: Final = re.compile(r"^(?:www|export|dx|api|m|browse)\.")
_VERSION: Final = re.compile(r"v\d+(?:\.full|\.abstract)?$")
_DOI_IN_PATH: Final = re.compile(r"/(10\.\d{4,9}(?:\.\d+)*/[^?#]+)", re.ASCII)
_ARXIV_TAIL: Final = re.compile(r"\.(?:pdf|ps|gz|html)$", re.IGNORECASE)

_PATHS: Final[tuple[tuple[str, Kind, str], ...]] = (
    (r"arxiv.org", "arxiv", r"/(?:abs|pdf|html|ps|format|list|src|e-print)/(.+)"),
    (r"huggingface.co", "arxiv", r"/papers/([^/]+)"),
    (r"hf.co", "arxiv", r"/papers/([^/]+)"),
    (r"alphaxiv.org", "arxiv", r"/(?:abs|pdf|html|overview|[a-z]{2}/overview)/([^/]+)"),
    (r"ar5iv.org", "arxiv", r"/(?:abs|html)/(.+)"),
    (r"ar5iv.labs.arxiv.org", "arxiv", r"/(?:abs|html)/(.+)"),
    (r"scirate.com", "arxiv", r"/arxiv/(.+)"),
    (r"doi.org", "doi", r"/(10\..+)"),
    (r"openalex.org", "openalex", r"/(?:works/)?(W\d+)"),
    (r"explore.openalex.org", "openalex", r"/works/(W\d+)"),
    (r"semanticscholar.org", "s2", r"/arxiv/([^/]+(?:/\d+)?)"),
    (r"semanticscholar.org", "corpusid", r"/(?:graph/v1/)?(?:paper/)?CorpusID:\s*(\d+)"),
    (r"semanticscholar.org", "s2", r"/(?:graph/v1/)?(?:paper|reader)/(?:[^/]+/)?([0-9a-f]{40})"),
    (r"aclanthology.org", "acl", r"/(?:papers/[A-Z]/[A-Z]\d\d/)?([^/]+?)(?:\.pdf|\.bib|v\d+\.pdf)?"),
    (r"aclweb.org", "acl", r"/anthology/(?:papers/[A-Z]/[A-Z]\d\d/)?([^/]+?)(?:\.pdf|\.bib)?"),
    (r"pubmed.ncbi.nlm.nih.gov", "pmid", r"/(\d+)"),
    (r"ncbi.nlm.nih.gov", "pmid", r"/pubmed/(\d+)"),
    (r"ncbi.nlm.nih.gov", "pmcid", r"/pmc/articles/(PMC\d+)(?:/.*)?"),
    (r"pmc.ncbi.nlm.nih.gov", "pmcid", r"/articles/(PMC\d+)(?:/.*)?"),
    (r"europepmc.org", "pmid", r"/(?:article|abstract)/MED/(\d+)"),
    (r"europepmc.org", "pmcid", r"/(?:articles?|article/PMC)/(PMC\d+)"),
    (r"dblp.org", "dblp", r"/rec/(?:bibtex/|html/)?(.+?)(?:\.html|\.bib|\.xml)?"),
    (r"dblp.uni-trier.de", "dblp", r"/rec/(?:bibtex/|html/)?(.+?)(?:\.html|\.bib|\.xml)?"),
)
_PLACES: Final = tuple((host, kind, re.compile(path, re.IGNORECASE)) for host, kind, path in _PATHS)


def in_address(text: str) -> tuple[Kind, str] | None:
    """Give the kind of identifier that an address holds and what stands there, not yet checked; None for other text.

    >>> in_address("https://openreview.net/forum?id=rJXMpikCZ&noteId=1")
    ('openreview', 'rJXMpikCZ')
    >>> in_address("https://dl.acm.org/doi/pdf/10.1145/3292500.3330701?download=true")
    ('doi', '10.1145/3292500.3330701')
    >>> in_address("https://example.github.io/2405.13729") is None
    True
    """
    match = _HOST.match(text)
    if match is None:
        return None
    try:
        parts = urlsplit(text if "://" in text[: match.end()] else f"https://{text}")
    except ValueError:
        return None
    host = _BEFORE.sub("", match[1].lower())
    path = unquote(parts.path).rstrip("/")
    if host == "openreview.net":
        given = parse_qs(parts.query).get("id")
        return ("openreview", given[0]) if given else None
    for known, kind, pattern in _PLACES:
        if host == known and (found := pattern.fullmatch(path)):
            return kind, _ARXIV_TAIL.sub("", found[1]) if kind == "arxiv" else found[1]
    return _of_publisher(host, path)


def _of_publisher(host: str, path: str) -> tuple[Kind, str] | None:
    """Give the DOI that the path of a publisher's page spells out."""
    found = _DOI_IN_PATH.search(path)
    if found is None or host.endswith((".github.io", "github.com")):
        return None
    doi = found[1].removesuffix(".pdf").removesuffix("/full").removesuffix("/abstract").removesuffix("/pdf")
    return "doi", _VERSION.sub("", doi) if host.endswith(("biorxiv.org", "medrxiv.org")) else doi
