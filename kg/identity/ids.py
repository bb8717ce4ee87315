"""This file is about identifiers of papers: which strings are one, and the one spelling of each.

The one spelling is bare: ``2405.13729`` (arXiv, without version), ``10.1145/3292500.3330701`` (DOI, lower case),
``W2741809807`` (OpenAlex), a 40-digit SHA or ``CorpusId:3626819`` (Semantic Scholar). A DOI that arXiv gave out,
``10.48550/arxiv.X``, is the arXiv id X. A paper with none of these is known by a slug of its title.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Literal, get_args
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["arxiv", "doi", "openalex", "s2"]

KINDS: tuple[Kind, ...] = get_args(Kind)
"""Strongest first: the order in which one identifier names a paper that has several."""

SLUG_LENGTH = 80
_HASH_LENGTH = 8

_PREFIX = re.compile(
    r"""^(?:
        (?:https?://)?(?:www\.|export\.|dx\.|api\.)?
        (?:arxiv\.org/(?:abs|pdf|html)/
          |(?:huggingface\.co|hf\.co|alphaxiv\.org)/(?:papers|abs)/
          |doi\.org/
          |openalex\.org/(?:works/)?
          |semanticscholar\.org/(?:arxiv|paper(?:/[^/]+)?)/)
        |arxiv:\s*|doi:\s*|openalex:\s*|s2:\s*
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ARXIV_NEW = re.compile(r"(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])\.(?P<number>\d{4,5})(?:v[1-9]\d*)?", re.ASCII)
_ARXIV_OLD = re.compile(r"(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(?P<number>\d{7})(?:v[1-9]\d*)?", re.ASCII)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.ASCII)
_OPENALEX = re.compile(r"W\d{2,}", re.IGNORECASE | re.ASCII)
_S2 = re.compile(r"[0-9a-f]{40}", re.IGNORECASE | re.ASCII)
_CORPUS = re.compile(r"corpusid:\s*(\d+)", re.IGNORECASE | re.ASCII)


def identify(text: str) -> tuple[Kind, str] | None:
    """Tell which kind of identifier a string is, and its one spelling.

    >>> identify("https://arxiv.org/abs/2405.13729v2")
    ('arxiv', '2405.13729')
    >>> identify("https://doi.org/10.48550/arXiv.2405.13729")
    ('arxiv', '2405.13729')
    >>> identify("doi:10.1145/3292500.3330701")
    ('doi', '10.1145/3292500.3330701')
    >>> identify("Attention Is All You Need") is None
    True
    """
    text = text.strip()
    prefix = _PREFIX.match(text)
    bare = text[prefix.end() :] if prefix else text
    if prefix and "/" in prefix[0]:  # an address: what follows the path is not part of the identifier
        bare = unquote(re.split(r"[?#]", bare, maxsplit=1)[0]).rstrip("/").removesuffix(".pdf")
    return _identify_bare(bare)


def _identify_bare(bare: str) -> tuple[Kind, str] | None:
    inner = _ARXIV_DOI.fullmatch(bare)
    if arxiv := _arxiv(inner[1] if inner else bare):
        return "arxiv", arxiv
    if _DOI.fullmatch(bare):
        return "doi", bare.lower()
    if _OPENALEX.fullmatch(bare):
        return "openalex", bare.upper()
    if _S2.fullmatch(bare):
        return "s2", bare.lower()
    corpus = _CORPUS.fullmatch(bare)
    return ("s2", f"CorpusId:{corpus[1]}") if corpus else None


def _arxiv(bare: str) -> str | None:
    bare = bare.lower()
    if new := _ARXIV_NEW.fullmatch(bare):
        # Four digits from April 2007 to December 2014, five ever since.
        yymm = int(new["year"] + new["month"])
        digits = 4 if yymm < 1501 else 5  # noqa: PLR2004 - January 2015, as the comment above says
        first = 704
        if yymm >= first and len(new["number"]) == digits:
            return f"{new['year']}{new['month']}.{new['number']}"
    if old := _ARXIV_OLD.fullmatch(bare):
        return f"{old['archive']}/{old['number']}"
    return None


def normalise(text: str) -> str:
    """Give the one spelling of an identifier; a string that is none of the known kinds only loses outer space.

    >>> normalise("arXiv:2405.13729v1"), normalise(" my-own-id ")
    ('2405.13729', 'my-own-id')
    """
    known = identify(text)
    return known[1] if known else text.strip()


def slug(title: str) -> str:
    """Name a paper by its title alone, the same way each time.

    Letters and digits of any script stay; everything else separates words.
    A title without any, or with more than 80 characters of them, ends in a short hash of itself.

    >>> slug("LLM in a flash: Efficient Inference")
    'llm-in-a-flash-efficient-inference'
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", title).casefold())
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in folded).split()
    whole = "-".join(words)
    if whole and len(whole) <= SLUG_LENGTH and identify(whole) is None:
        return whole
    # What the hash sees is what the slug sees, so that a stray space or capital does not make a second paper.
    seen = whole or " ".join(folded.split())
    digest = hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]
    if not whole:
        return f"paper-{digest}"
    head = whole[: SLUG_LENGTH - _HASH_LENGTH - 1].rstrip("-")
    return f"{head}-{digest}"


def paper_id(
    title: str, *, given: str | None = None, ids: Mapping[str, str] | None = None, url: str | None = None
) -> str:
    """Choose the one identifier that a paper is known by.

    What the source gives comes first, then the strongest of the other identifiers (arXiv, DOI, OpenAlex,
    Semantic Scholar), then one that the paper's address holds, then the slug of its title.

    >>> paper_id("A title", ids={"doi": "10.48550/arXiv.2405.13729"})
    '2405.13729'
    """
    if given and given.strip():
        return normalise(given)
    found = {known[0]: known[1] for value in (ids or {}).values() if (known := identify(value))}
    for kind in KINDS:
        if kind in found:
            return found[kind]
    known = identify(url) if url else None
    return known[1] if known else slug(title)
