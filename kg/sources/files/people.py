"""Authors as people and programs write them: one text with all of them, a list, or objects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kg.model import Author, Organization
from kg.sources.files import values

OnOmission = Callable[[str, str], None]

_AND = re.compile(r"\s+and\s+|\s*&\s*", re.IGNORECASE)
_ET_AL = re.compile(r"[,;]?\s*(?:\band\s+)?(?:\bet\.?\s+al\b\.?|\bothers\b|…|\.\.\.)\s*$", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,4}")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|phd|md)\.?", re.IGNORECASE)
_NAME_KEYS = ("name", "display_name", "fullname", "full_name", "author_name", "literal", "text")
_GIVEN_KEYS, _FAMILY_KEYS = (
    ("given", "first", "first_name", "firstname", "forename", "givenname"),
    (*("family", "last", "last_name", "lastname", "surname", "familyname"),),
)
_ID_KEYS = {"orcid": "orcid", "authorid": "s2", "openalex": "openalex", "dblp": "dblp", "huggingface": "huggingface"}


def names(text: str) -> list[str]:
    """Cut a text with several names into names, given name first.

    >>> names("Ada Lovelace, Alan Turing and Grace Hopper")
    ['Ada Lovelace', 'Alan Turing', 'Grace Hopper']
    >>> names("Lovelace, Ada; Turing, Alan")
    ['Ada Lovelace', 'Alan Turing']
    >>> names("Lovelace, Ada and Turing, Alan")
    ['Ada Lovelace', 'Alan Turing']
    >>> names("Lovelace, A., Turing, A. M.")
    ['A. Lovelace', 'A. M. Turing']
    """
    whole = _ET_AL.sub("", " ".join(text.split())).strip(" ,;")
    if not whole:
        return []
    for separator in (";", "|"):
        if separator in whole:
            return [turned(part) for part in whole.split(separator) if part.strip()]
    parts = [part.strip(" ,") for part in _AND.split(whole) if part.strip(" ,")]
    commas = [len(_commas(part)) for part in parts]
    if len(parts) > 1 and all(number == 2 for number in commas):  # noqa: PLR2004 - "Last, First" is two
        return [turned(part) for part in parts]
    pieces = [piece for part in parts for piece in _commas(part)]
    if len(pieces) % 2 == 0 and all(_INITIALS.fullmatch(piece) for piece in pieces[1::2]):
        return [f"{given} {family}" for family, given in zip(pieces[::2], pieces[1::2], strict=True)]
    if len(parts) == 1 and len(pieces) == 2 and _is_family(pieces[0]):  # noqa: PLR2004 - "Last, First" is two
        return [turned(whole)]
    return pieces


def _commas(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in filter(None, (piece.strip() for piece in text.split(","))):
        if pieces and _SUFFIX.fullmatch(piece):
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    return pieces


def _is_family(piece: str) -> bool:
    *particles, last = piece.split()
    return bool(last) and all(word == word.lower() for word in particles)


def turned(name: str) -> str:
    """Put the given name first.

    >>> turned("van Rossum, Guido"), turned("Guido van Rossum")
    ('Guido van Rossum', 'Guido van Rossum')
    """
    pieces = [piece.strip() for piece in name.split(",") if piece.strip()]
    if len(pieces) == 2:  # noqa: PLR2004 - "Last, First" is two
        return f"{pieces[0]} {pieces[1]}" if _SUFFIX.fullmatch(pieces[1]) else f"{pieces[1]} {pieces[0]}"
    if len(pieces) == 3 and _SUFFIX.fullmatch(pieces[1]):  # noqa: PLR2004 - "Last, Jr., First"
        return f"{pieces[2]} {pieces[0]} {pieces[1]}"
    return ", ".join(pieces)


def authors(value: object, on_omission: OnOmission) -> tuple[Author, ...]:
    """Read the authors of a paper.

    Args:
        value: what stands in the field.
        on_omission: told of each author that cannot be read.
    """
    if isinstance(value, str):
        listed = values.items(value) if value.strip().startswith("[") else names(value)
        if _ET_AL.search(value.strip()):
            on_omission("authors", "the list ends before its end (et al.)")
        return tuple(Author(name) for name in map(_plain, listed) if name)
    if isinstance(value, Mapping):
        value = value.get("author", value.get("value", [value]))
        value = value if isinstance(value, list) else [value]
    if not isinstance(value, list):
        raise values.UnreadError(f"it is {values.kind(value)}, not a list of names")
    return tuple(_listed(value, on_omission))


def _plain(item: object) -> str:
    return item.strip() if isinstance(item, str) else ""


def _listed(value: list[Any], on_omission: OnOmission) -> Iterator[Author]:
    texts = [item for item in value if isinstance(item, str) and item.strip()]
    family_first = bool(texts) and all(len(_commas(item)) == 2 for item in texts)  # noqa: PLR2004 - "Last, First"
    for item in value:
        author: Author | None = None
        if isinstance(item, str):
            author = Author(turned(item) if family_first else item) if item.strip() else None
        elif isinstance(item, Mapping):
            author = _object(item, on_omission)
        elif isinstance(item, list) and item and all(isinstance(part, str) for part in item):
            family, *given = (*item, "", "")[:3]  # arXiv's authors_parsed: last, first, suffix
            author = Author(" ".join(part for part in (given[0], family, given[1]) if part))
        if author is None or not author.name.strip():
            if not values.nothing(item):
                on_omission("authors", f"{values.shown(item)} is no name")
            else:
                on_omission("authors", "one of them has no name")
        else:
            yield author


def _object(item: Mapping[str, Any], on_omission: OnOmission) -> Author | None:
    folded = {str(key).casefold(): part for key, part in item.items()}
    if isinstance(folded.get("author"), Mapping):
        folded = {**{str(key).casefold(): part for key, part in folded["author"].items()}, **folded}
    name = _first(folded, _NAME_KEYS)
    if not name:
        middle = folded.get("middle")
        middles = [part for part in middle if isinstance(part, str)] if isinstance(middle, list) else []
        name = " ".join(filter(None, (_first(folded, _GIVEN_KEYS), *middles, _first(folded, _FAMILY_KEYS))))
    found: dict[str, str] = {}
    given = folded.get("ids")
    if isinstance(given, Mapping):
        found = {str(kind): str(part) for kind, part in given.items() if isinstance(part, str | int) and part != ""}
    for key, kind in _ID_KEYS.items():
        if isinstance(folded.get(key), str | int) and not values.nothing(folded[key]):
            found.setdefault(kind, str(folded[key]).rpartition("/")[2])
    where = folded.get("affiliations", folded.get("affiliation"))
    places = where if isinstance(where, list) else [] if values.nothing(where) else [where]
    affiliations = tuple(filter(None, (organization(place, on_omission) for place in places)))
    return Author(name, found, affiliations) if name else None


def _first(item: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((item[key] for key in keys if isinstance(item.get(key), str) and item[key].strip()), "")


def organization(value: object, on_omission: OnOmission, field: str = "affiliations") -> Organization | None:
    """Read an organisation: a name, or an object with an id and a name."""
    if values.nothing(value):
        return None
    if isinstance(value, str):
        whole = value.strip()
        return Organization(whole, whole)
    if isinstance(value, Mapping):
        by_key = {str(key): part for key, part in value.items() if isinstance(part, str) and part.strip()}
        name = _first(by_key, ("fullname", "name", "display_name", "full_name"))
        handle = _first(by_key, ("organization_id", "ror", "id", "name"))
        if name or handle:
            return Organization(handle or name, name or handle)
        on_omission(field, "it has neither an organization_id nor a name")
        return None
    on_omission(field, f"it is {values.kind(value)}, not a name")
    return None
