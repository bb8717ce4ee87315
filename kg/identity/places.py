"""Places: where on the web a paper stands, and which addresses are safe to offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from kg.identity import ids as identifiers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.identity.kinds import Kind

PLACES: Final[dict[Kind, tuple[str, str]]] = {
    "arxiv": ("arXiv", "https://arxiv.org/abs/{}"),
    "doi": ("DOI", "https://doi.org/{}"),
    "acl": ("ACL Anthology", "https://aclanthology.org/{}"),
    "openreview": ("OpenReview", "https://openreview.net/forum?id={}"),
    "openalex": ("OpenAlex", "https://openalex.org/{}"),
    "s2": ("Semantic Scholar", "https://www.semanticscholar.org/paper/{}"),
    "corpusid": ("Semantic Scholar", "https://www.semanticscholar.org/p/{}"),
    "pmid": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/{}"),
    "pmcid": ("PubMed Central", "https://www.ncbi.nlm.nih.gov/pmc/articles/{}"),
    "dblp": ("DBLP", "https://dblp.org/rec/{}"),
}
"""Kind of identifier to where it leads; a MAG number leads nowhere any longer."""

HUGGING_FACE: Final = "https://huggingface.co/papers/{}"


def outside(url: str | None) -> str | None:
    """Return `url` where it is a web address that is safe to offer, else None.

    Example:
        >>> outside("https://github.com/a/b"), outside("javascript:alert(1)"), outside("//evil"), outside(None)
        ('https://github.com/a/b', None, None, None)
    """
    if not url or any(character.isspace() or not character.isprintable() for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc else None


def paper_addresses(paper_id: str, url: str | None, ids: Mapping[str, str]) -> dict[str, str]:
    """Return where else on the web a paper stands, by the name of the place.

    Example:
        >>> paper_addresses("2405.13729", None, {})
        {'arXiv': 'https://arxiv.org/abs/2405.13729', 'Hugging Face': 'https://huggingface.co/papers/2405.13729'}
    """
    own = identifiers.identify(paper_id)
    known = ({own[0]: own[1]} if own else {}) | dict(ids)
    found: dict[str, str] = {}
    for kind, (name, pattern) in PLACES.items():
        if kind in known:
            found.setdefault(name, pattern.format(quote(known[kind], safe="/:;().-_")))
        if kind == "arxiv" and kind in known:
            found["Hugging Face"] = HUGGING_FACE.format(quote(known[kind], safe="/.-"))
    if (safe := outside(url)) and safe.rstrip("/") not in found.values() and identifiers.identify(safe) is None:
        found[str(urlsplit(safe).hostname).removeprefix("www.")] = safe
    return found
