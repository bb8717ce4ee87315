"""Identifiers of papers: which strings are one, and the one spelling of each.

The one spelling is bare for the four commonest kinds: ``2405.13729`` (arXiv, without version), ``10.1145/3292500``
(DOI, lower case), ``W2741809807`` (OpenAlex), a 40-digit SHA (Semantic Scholar). The others carry their kind:
``CorpusId:3626819``, ``acl:P19-1001``, ``openreview:rJXMpikCZ``, ``pmid:12345``, ``pmcid:PMC12345``,
``dblp:conf/nips/VaswaniSPUJGKP17``, ``mag:2963403868``. A DOI of arXiv's, ``10.48550/arxiv.X``, is the arXiv id X.
A paper with none of these is known by a slug of its title. A bare number is no identifier: it does not say of what.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal

from kg.identity.addresses import in_address
from kg.identity.kinds import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.model import Paper

SLUG_LENGTH: Final = 80
_HASH_LENGTH: Final = 8

_SPELLED: Final[dict[Kind, str]] = {"arxiv": "{}", "doi": "{}", "openalex": "{}", "s2": "{}", "corpusid": "CorpusId:{}"}
_PREFIX: Final = re.compile(
    r"(arxiv|doi|acl|openreview|openalex|s2|corpusid|pmid|pmcid|dblp|mag)\s*:\s*(?=\S)", re.IGNORECASE
)
_OF_PREFIX: Final[dict[str, tuple[Kind, ...]]] = {"s2": ("s2", "corpusid")}

_ARXIV_NEW: Final = re.compile(r"(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])\.(?P<number>\d{4,5})(?:v[1-9]\d*)?", re.ASCII)
_ARXIV_OLD: Final = re.compile(
    r"(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(?P<number>\d{7})(?:v[1-9]\d*)?", re.ASCII
)
_ARXIV_DOI: Final = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_ACL_DOI: Final = re.compile(r"10\.(?:18653/v1|3115/v1)/(.+)", re.IGNORECASE)
_DOI: Final = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.ASCII)
_OPENALEX: Final = re.compile(r"W\d{2,}", re.IGNORECASE | re.ASCII)
_S2: Final = re.compile(r"[0-9a-f]{40}", re.IGNORECASE | re.ASCII)
_NUMBER: Final = re.compile(r"0*([1-9]\d{0,17})", re.ASCII)
_PMCID: Final = re.compile(r"(?:PMC)?0*([1-9]\d*)(?:\.\d+)?", re.IGNORECASE | re.ASCII)
_ACL_OLD: Final = re.compile(r"[A-Z]\d\d-\d{4,5}", re.IGNORECASE | re.ASCII)
_ACL_NEW: Final = re.compile(r"\d{4}\.[a-z0-9_]+(?:-[a-z0-9_]+)*\.\d+", re.IGNORECASE | re.ASCII)
_OPENREVIEW: Final = re.compile(r"[A-Za-z0-9_-]{6,20}", re.ASCII)
_DBLP: Final = re.compile(r"[a-z]+/[A-Za-z0-9_-]+(?:/[A-Za-z0-9_:.-]+)+", re.ASCII)
_SENTENCE_END: Final = ".,;:!?'\"»\u201d\u2019"


def identify(text: str) -> tuple[Kind, str] | None:
    """Tell which kind of identifier a string is, and its value.

    >>> identify("https://arxiv.org/abs/2405.13729v2")
    ('arxiv', '2405.13729')
    >>> identify("https://doi.org/10.48550/arXiv.2405.13729")
    ('arxiv', '2405.13729')
    >>> identify("doi:10.1145/3292500.3330701.")
    ('doi', '10.1145/3292500.3330701')
    >>> identify("https://aclanthology.org/P19-1001.pdf"), identify("CorpusID:3626819")
    (('acl', 'P19-1001'), ('corpusid', '3626819'))
    >>> identify("Attention Is All You Need") is None, identify("3626819") is None
    (True, True)
    """
    text = text.strip()
    if found := in_address(text):
        kind, bare = found
        if kind == "s2":
            return _any_of(("s2", "corpusid"), bare) or (("arxiv", a) if (a := _arxiv(bare)) else None)
        return of_kind(kind, bare)
    if prefix := _PREFIX.match(text):
        name, bare = prefix[1].lower(), text[prefix.end() :].strip()
        known = _any_of(_OF_PREFIX.get(name, (name,)), bare)
        # "arXiv:10.48550/...", "doi: https://doi.org/...": the prefix stands before another spelling.
        return known or (identify(bare) if name in ("arxiv", "doi", "openalex", "s2") else None)
    return _any_of(("arxiv", "doi", "openalex", "s2"), text)


def of_kind(kind: str, value: str) -> tuple[Kind, str] | None:
    """Tell what an identifier of a named kind is, in its one value; None where it is none of that kind.

    >>> of_kind("pmid", "https://pubmed.ncbi.nlm.nih.gov/12345/"), of_kind("mag", "2963403868")
    (('pmid', '12345'), ('mag', '2963403868'))
    >>> of_kind("doi", "10.48550/arXiv.1706.03762")
    ('arxiv', '1706.03762')
    """
    value = value.strip()
    if in_address(value) or _PREFIX.match(value):
        return identify(value)
    match kind.lower():
        case "arxiv":
            found = _arxiv(value) or _of_doi(value, "arxiv")
            return ("arxiv", found) if found else None
        case "doi":
            return _doi(value)
        case other:
            return _plain(other, value)


def _plain(kind: str, value: str) -> tuple[Kind, str] | None:
    for name, pattern, write in _KINDS_OF_ONE_PATTERN:
        if name == kind and (match := pattern.fullmatch(value)):
            return name, write(match)
    if kind == "acl" and (_ACL_OLD.fullmatch(value) or _ACL_NEW.fullmatch(value)):
        return "acl", value.upper() if _ACL_OLD.fullmatch(value) else value.lower()
    return None


_KINDS_OF_ONE_PATTERN: Final[tuple[tuple[Kind, re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    ("openalex", _OPENALEX, lambda match: match[0].upper()),
    ("s2", _S2, lambda match: match[0].lower()),
    ("corpusid", _NUMBER, lambda match: match[1]),
    ("pmid", _NUMBER, lambda match: match[1]),
    ("mag", _NUMBER, lambda match: match[1]),
    ("pmcid", _PMCID, lambda match: f"PMC{match[1]}"),
    ("openreview", _OPENREVIEW, lambda match: match[0]),
    ("dblp", _DBLP, lambda match: match[0].removesuffix(".html")),
)


def _any_of(kinds: tuple[str, ...], bare: str) -> tuple[Kind, str] | None:
    return next((found for kind in kinds if (found := of_kind(kind, bare))), None)


def _doi(bare: str) -> tuple[Kind, str] | None:
    bare = _without_sentence_end(bare)
    if arxiv := _of_doi(bare, "arxiv"):
        return "arxiv", arxiv
    return ("doi", bare.lower()) if _DOI.fullmatch(bare) else None


def _of_doi(bare: str, kind: Literal["arxiv", "acl"]) -> str | None:
    """Give the arXiv or ACL identifier that a DOI of theirs holds."""
    match = (_ARXIV_DOI if kind == "arxiv" else _ACL_DOI).fullmatch(bare)
    if match is None:
        return None
    if kind == "arxiv":
        return _arxiv(match[1])
    found = _plain("acl", match[1])
    return found[1] if found else None


def _without_sentence_end(bare: str) -> str:
    """Take off what follows a DOI in running text; a bracket stays where its other half is in the DOI."""
    while bare:
        last = bare[-1]
        unopened = last in ")]}>" and bare.count(last) > bare.count("([{<"[")]}>".index(last)])
        if last not in _SENTENCE_END and not unopened:
            break
        bare = bare[:-1]
    return bare


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


def arxiv_year(value: str) -> int:
    """Tell the year in which arXiv gave out an identifier.

    >>> arxiv_year("2405.13729"), arxiv_year("hep-th/9901001")
    (2024, 1999)
    """
    digits = value.rpartition("/")[2][:2]
    return (1900 if int(digits) > 90 else 2000) + int(digits)  # noqa: PLR2004 - arXiv began in 1991


def spelled(kind: Kind, value: str) -> str:
    """Write an identifier in its one spelling, which `identify` reads."""
    return _SPELLED.get(kind, f"{kind}:{{}}").format(value)


def normalise(text: str) -> str:
    """Give the one spelling of an identifier; a string that is none of the known kinds only loses outer space.

    >>> normalise("arXiv:2405.13729v1"), normalise("PMID: 12345"), normalise(" my-own-id ")
    ('2405.13729', 'pmid:12345', 'my-own-id')
    """
    known = identify(text)
    return spelled(*known) if known else text.strip()


def tokens(paper: Paper) -> frozenset[str]:
    """Give every identifier of a paper as ``kind:value``: its key, its `ids`, its address, what a DOI tells besides.

    >>> from kg.model import Paper
    >>> sorted(tokens(Paper("10.18653/v1/n18-1202", "T", ids={"mag": "12345"})))
    ['acl:N18-1202', 'doi:10.18653/v1/n18-1202', 'mag:12345']
    """
    known = {found for found in _found(paper) if found}
    acl = {("acl", acl) for kind, value in known if kind == "doi" and (acl := _of_doi(value, "acl"))}
    return frozenset(f"{kind}:{value}" for kind, value in known | acl)


def _found(paper: Paper) -> Iterator[tuple[str, str] | None]:
    yield identify(paper.paper_id)
    if paper.url:
        yield identify(paper.url)
    for kind, value in paper.ids.items():
        yield of_kind(kind, value) or identify(value)


def token(spelling: str) -> str:
    """Give an identifier in its one spelling as ``kind:value``; one of no known kind as ``key:value``.

    >>> token("2405.13729"), token("CorpusId:1"), token("my-own-id")
    ('arxiv:2405.13729', 'corpusid:1', 'key:my-own-id')
    """
    known = identify(spelling)
    return ":".join(known) if known else f"key:{spelling}"


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

    What the source gives comes first, then the strongest of the other identifiers and of the one that the paper's
    address holds, in the order of `KINDS`, then the slug of its title.

    >>> paper_id("A title", ids={"doi": "10.48550/arXiv.2405.13729"})
    '2405.13729'
    """
    if given and given.strip():
        return normalise(given)
    found = {
        known[0]: known[1] for kind, value in (ids or {}).items() if (known := of_kind(kind, value) or identify(value))
    }
    if url and (known := identify(url)):
        found.setdefault(*known)
    return next((spelled(kind, found[kind]) for kind in KINDS if kind in found), None) or slug(title)
