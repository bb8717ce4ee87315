"""JSON-LD: the papers of a part as schema.org's ScholarlyArticle, with their citations."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from kg.identity import ids

if TYPE_CHECKING:
    from kg.exports.part import Part
    from kg.exports.records import PaperRecord
    from kg.model import Author

_ADDRESSES = {
    "arxiv": "https://arxiv.org/abs/",
    "doi": "https://doi.org/",
    "openalex": "https://openalex.org/",
    "s2": "https://api.semanticscholar.org/",
}


def write(part: Part, file: IO[str]) -> int:
    """Write the papers of a part, and say how many."""
    count = 0
    file.write('{"@context": "https://schema.org", "@graph": [')
    for record in part.papers():
        file.write(("," if count else "") + "\n" + json.dumps(article(record), ensure_ascii=False))
        count += 1
    file.write("\n]}\n")
    return count


def article(record: PaperRecord) -> dict[str, Any]:
    """Give one paper as schema.org has it."""
    paper = record.paper
    organization = paper.organization
    found: dict[str, Any] = {
        "@type": "ScholarlyArticle",
        "@id": address(paper.paper_id),
        "name": paper.title,
        "abstract": paper.abstract,
        "author": [_person(author) for author in paper.authors],
        "datePublished": paper.published.isoformat() if paper.published else paper.year and str(paper.year),
        "isPartOf": paper.venue and {"@type": "Periodical", "name": paper.venue},
        "sourceOrganization": organization
        and {"@type": "Organization", "identifier": organization.organization_id, "name": organization.name},
        "identifier": [
            {"@type": "PropertyValue", "propertyID": kind, "value": value} for kind, value in sorted(paper.ids.items())
        ],
        "url": paper.url,
        "sameAs": [f"{_ADDRESSES[kind]}{value}" for kind, value in sorted(paper.ids.items()) if kind in _ADDRESSES],
        "creativeWorkStatus": paper.status,
        "mentions": [
            {"@type": "Thing", "additionalType": label, "name": name} | ({"url": url} if url else {})
            for label, name, url in dict.fromkeys((label, name, url) for _, label, name, url in record.entities)
        ],
        "citation": [
            {"@type": "ScholarlyArticle", "@id": address(reference.paper_id)} for reference in paper.references
        ],
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def address(paper_id: str) -> str:
    """Give the address that names a paper to the world; a paper without one has a name of ours."""
    known = ids.identify(paper_id)
    return f"{_ADDRESSES[known[0]]}{known[1]}" if known else f"urn:paper-kg:{quote(paper_id, safe='')}"


def _person(author: Author) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Person", "name": author.name}
    if "orcid" in author.ids:
        found["@id"] = f"https://orcid.org/{author.ids['orcid']}"
    others = [{"@type": "PropertyValue", "propertyID": kind, "value": value} for kind, value in author.ids.items()]
    return found | ({"identifier": others} if others else {})
