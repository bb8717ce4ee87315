"""CSL-JSON, which Zotero, pandoc and citation processors read: the papers of a part in an array."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from kg.exports import names

if TYPE_CHECKING:
    from kg.exports.part import Part
    from kg.exports.records import PaperRecord

_TYPES = {"article": "article-journal", "conference": "paper-conference", "preprint": "article"}


def write(part: Part, file: IO[str]) -> int:
    """Write the papers of a part, and say how many."""
    count = 0
    file.write("[")
    for record in part.papers():
        file.write(("," if count else "") + "\n" + json.dumps(item(record), ensure_ascii=False))
        count += 1
    file.write("\n]\n")
    return count


def item(record: PaperRecord) -> dict[str, Any]:
    """Give one paper as CSL has it."""
    paper = record.paper
    issued = [paper.published.year, paper.published.month, paper.published.day] if paper.published else [paper.year]
    notes = [f"{_NOTED[kind]}: {value}" for kind, value in sorted(paper.ids.items()) if kind in _NOTED]
    notes += [paper.status] if paper.status else []
    found: dict[str, Any] = {
        "id": names.key(record),
        "type": _TYPES[names.kind(record)],
        "title": paper.title,
        "author": [_author(author.name, author.ids) for author in paper.authors],
        "issued": {"date-parts": [issued]} if issued[0] is not None else None,
        "container-title": paper.venue,
        "DOI": paper.ids.get("doi"),
        "PMID": paper.ids.get("pmid"),
        "PMCID": paper.ids.get("pmcid"),
        "URL": paper.url,
        "abstract": paper.abstract,
        "note": "\n".join(notes),
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


_NOTED = {
    "arxiv": "arXiv",
    "openalex": "OpenAlex",
    "s2": "S2",
    "acl": "ACL",
    "dblp": "DBLP",
    "openreview": "OpenReview",
}


def _author(name: str, known: dict[str, str]) -> dict[str, str]:
    surname, given, suffix = names.surname_first(name)
    found = {"family": surname, "given": given, "suffix": suffix} if given else {"literal": name}
    if "orcid" in known:
        found["ORCID"] = f"https://orcid.org/{known['orcid']}"
    return {part: value for part, value in found.items() if value}
