"""BibTeX: the papers of a part as entries, in LaTeX that every BibTeX reads."""

from __future__ import annotations

import re
from functools import cache
from typing import IO, TYPE_CHECKING, Any

from pylatexenc import latexencode  # type: ignore[import-untyped]

from kg.exports import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.exports.part import Part
    from kg.exports.records import PaperRecord

_FORMULA = re.compile(r"(?<!\\)\$(?:[^$\\]|\\.)+?\$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')")
_TYPES = {"article": "article", "conference": "inproceedings", "preprint": "misc"}
_SPECIAL = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%#_{}"}
    | {"$": r"\$", "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def write(part: Part, file: IO[str]) -> int:
    """Write the papers of a part, and say how many."""
    count = 0
    for record in part.papers():
        file.write(("\n" if count else "") + entry(record))
        count += 1
    return count


def entry(record: PaperRecord) -> str:
    """Write one paper as an entry, with its line end."""
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(record))
    return f"@{_TYPES[names.kind(record)]}{{{names.key(record)},\n{fields}\n}}\n"


def _fields(record: PaperRecord) -> Iterator[tuple[str, str]]:
    paper = record.paper
    yield "title", "{{" + latex(names.one_line(paper.title)) + "}}"
    if paper.authors:
        yield "author", "{" + " and ".join(_author(author.name) for author in paper.authors) + "}"
    kind = names.kind(record)
    if paper.venue and kind != "preprint":
        yield "booktitle" if kind == "conference" else "journal", "{" + latex(paper.venue) + "}"
    elif paper.venue:
        yield "howpublished", "{" + latex(paper.venue) + "}"
    yield from _dates(record)
    yield from _identifiers(record)
    if paper.status:
        yield "note", "{" + paper.status.capitalize() + "}"
    if paper.abstract:
        yield "abstract", "{" + latex(paper.abstract) + "}"


def _dates(record: PaperRecord) -> Iterator[tuple[str, str]]:
    if record.year is not None:
        yield "year", f"{{{record.year}}}"
    if day := record.paper.published:
        yield "month", _MONTHS[day.month - 1]
        yield "day", f"{{{day.day}}}"


def _identifiers(record: PaperRecord) -> Iterator[tuple[str, str]]:
    paper = record.paper
    for kind, name in (("doi", "doi"), ("arxiv", "eprint"), ("pmid", "pmid"), ("pmcid", "pmcid")):
        if kind in paper.ids:
            yield name, "{" + _bare(paper.ids[kind]) + "}"
    if "arxiv" in paper.ids:
        yield "archivePrefix", "{arXiv}"
    if paper.url:
        yield "url", "{" + _bare(paper.url) + "}"


def _author(name: str) -> str:
    surname, given, suffix = names.surname_first(name)
    if not given and (" " in surname or "," in surname):
        return "{" + latex(name) + "}"
    parts = (surname, suffix, given) if suffix else (surname, given)
    shown = ", ".join(latex(part) for part in parts if part)
    return "{" + shown + "}" if re.search(r"(?:^|\s)and(?:\s|$)|,.*,.*,", shown, re.IGNORECASE) else shown


def latex(text: str) -> str:
    r"""Write a text in LaTeX: accents as commands, signs escaped; a formula in ``$...$`` stays as it is.

    >>> print(latex("Gödel & 5% of $x_1$"))
    G{\"o}del \& 5\% of $x_1$
    """
    parts, at = [], 0
    for formula in _FORMULA.finditer(text):
        if formula[0].count("{") != formula[0].count("}"):
            continue
        parts += [_escaped(text[at : formula.start()]), formula[0]]
        at = formula.end()
    parts.append(_escaped(text[at:]))
    return "".join(parts)


def _escaped(text: str) -> str:
    escaped = _LIGATURE.sub("{}", text.translate(_SPECIAL))
    return escaped if escaped.isascii() else "".join(_letter(c) if ord(c) > 127 else c for c in escaped)  # noqa: PLR2004


@cache
def _letter(c: str) -> str:
    encoded = str(_encoder().unicode_to_latex(c))
    return encoded if encoded == c or encoded.startswith("{") else "{" + encoded + "}"


@cache
def _encoder() -> Any:
    return latexencode.UnicodeToLatexEncoder(
        non_ascii_only=True,
        unknown_char_policy="keep",
        replacement_latex_protection="braces-all",
        unknown_char_warning=False,
    )


def _bare(value: str) -> str:
    """Leave an identifier or an address as it is, but for what would end the field."""
    return value.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace('"', "%22")
