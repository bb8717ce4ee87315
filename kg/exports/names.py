"""What bibliographies ask of a paper: names with the surname first, a key, and what kind it is."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kg.exports.records import PaperRecord

Kind = Literal["article", "conference", "preprint"]

_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "ten",
        "ter",
        "zu",
        "zur",
        "af",
        "al",
        "bin",
        "ibn",
    ]
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "by",
        "do",
        "does",
        "for",
        "from",
        "how",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "to",
        "what",
        "when",
        "why",
        "with",
    ]
)
_CONFERENCE = re.compile(
    r"\b(?:proceedings|proc\.|conference|workshop|symposium|meeting|findings|neurips|nips|icml|iclr|cvpr|iccv|eccv"
    r"|n?aa?cl|eacl|emnlp|aaai|ijcai|coling|sigir|kdd|interspeech|icassp)\b",
    re.IGNORECASE,
)
_PREPRINT = re.compile(r"arxiv|corr", re.IGNORECASE)
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae", "đ": "d", "\u0131": "i"}
)


def surname_first(name: str) -> tuple[str, str, str]:
    """Split a name into surname, given names and suffix.

    >>> surname_first("Ada van der Berg"), surname_first("Bob Smith Jr."), surname_first("Plato")
    (('van der Berg', 'Ada', ''), ('Smith', 'Bob', 'Jr.'), ('Plato', '', ''))
    """
    words = name.split()
    suffix = words.pop() if len(words) > 2 and words[-1].casefold() in _SUFFIXES else ""  # noqa: PLR2004
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES and words[at - 1][0].islower():
        at -= 1
    return " ".join(words[at:]), " ".join(words[:at]), suffix


def key(record: PaperRecord) -> str:
    """Give the key of a paper in a bibliography: who, when, the first word that tells, and four letters of its id.

    It depends on the paper alone, so that it is the same in every export, and no two papers share it.
    """
    paper = record.paper
    who = _plain(surname_first(paper.authors[0].name)[0]) if paper.authors else ""
    words = [word for word in _plain(paper.title.replace("-", " "), " ").split() if word not in _SMALL_WORDS]
    digest = hashlib.sha256(paper.paper_id.encode("utf-8", "surrogatepass")).digest()
    mark = "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:4])
    return f"{who or 'anon'}{record.year or ''}{(words or [''])[0][:20]}-{mark}"


_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def kind(record: PaperRecord) -> Kind:
    """Tell what kind of work a paper is, as far as its venue tells."""
    venue = record.paper.venue or ""
    if not venue or _PREPRINT.search(venue):
        return "preprint"
    return "conference" if _CONFERENCE.search(venue) else "article"


def one_line(text: str) -> str:
    """Put a text on one line."""
    return " ".join(text.split())


def _plain(text: str, between: str = "") -> str:
    """Give the ASCII letters and digits of a text, in lower case."""
    folded = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    return between.join(re.findall(r"[a-z0-9]+", folded))
