"""What the tests of entity resolution build: mentions, and papers that have them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg.model import Author, Extraction, Mention, Paper

if TYPE_CHECKING:
    from kg.model import Label, RelationType

ROBOTS = "Robots walk upstairs by reinforcement learning in simulation, and locomotion policies transfer to legs."
LEGS = "We train a locomotion policy for a legged robot in simulation with reinforcement learning."
PARSING = "We parse sentences of a treebank into constituents with a grammar and a chart."


def mention(
    surface: str, label: Label = "Model", relation: RelationType = "USES", *, long: str | None = None, start: int = 0
) -> Mention:
    return Mention("abstract", start, start + len(surface), surface, label, 0.8, "hand", relation, long)


def extraction(paper_id: str, *mentions: Mention) -> Extraction:
    return Extraction(Paper(paper_id, paper_id), mentions)


def about(paper_id: str, abstract: str, *mentions: Mention, title: str = "") -> Extraction:
    return Extraction(Paper(paper_id, title, abstract), mentions)


def heading(paper_id: str, name: str, *authors: str) -> Extraction:
    title = f"{name}: what it is"
    own = Mention("title", 0, len(name), name, "Method", 0.9, "hand", "INTRODUCES")
    return Extraction(Paper(paper_id, title, authors=tuple(map(Author, authors))), (own,))


def dated(paper_id: str, year: int, *mentions: Mention) -> Extraction:
    return Extraction(Paper(paper_id, paper_id, published=date(year, 1, 1)), mentions)
