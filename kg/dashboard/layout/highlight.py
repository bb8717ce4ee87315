"""Text with its mentions highlighted in place, as HTML in which the text stays text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.dashboard.pages import address
from kg.dashboard.words.sentences import sentence
from kg.dashboard.words.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Field, Label, Mention

MOST_SENTENCES = 3
_WRAPPED = re.compile(r"(?<=\S)\n(?=\S)")


@dataclass(frozen=True, slots=True)
class Highlight:
    """A span of a text, the type that colours it, what a pointer over it reads, and the entity it leads to."""

    start: int
    end: int
    label: Label
    title: str
    entity_id: str | None = None


def highlights(mentions: Iterable[Mention], field: Field, entity_id: str | None = None) -> list[Highlight]:
    """Return the highlights of one field."""
    return [
        Highlight(
            start=mention.start,
            end=mention.end,
            label=mention.label,
            title=f"{mention.label}, {_verb(mention.relation)} (score {mention.score:.2f}, {mention.component})",
            entity_id=entity_id,
        )
        for mention in mentions
        if mention.field == field
    ]


def highlighted(text: str, spans: Iterable[Highlight], *, start: int = 0, end: int | None = None) -> str:
    """Return `text` from `start` to `end` as HTML with its spans marked.

    Of spans that overlap, the one that starts first is marked, and the longest of those; a span outside is left out.
    A line break within a paragraph, where the source had broken the line, becomes a blank.

    Example:
        >>> highlighted("a <b> c", [Highlight(2, 5, "Model", "Model")])
        'a <mark class="kg-Model" title="Model">&lt;b&gt;</mark> c'
    """
    end = len(text) if end is None else end
    text = _WRAPPED.sub(" ", text)
    parts: list[str] = []
    reached = start
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start < reached or span.end > end or span.end <= span.start:
            continue
        parts += (plain(text[reached : span.start]), _marked(text[span.start : span.end], span))
        reached = span.end
    parts.append(plain(text[reached:end]))
    return "".join(parts)


def evidence(texts: dict[Field, str], mentions: Iterable[Mention]) -> list[str]:
    """Return the sentences that hold the mentions, each once, as HTML with the mentions marked.

    At most `MOST_SENTENCES`; the last line says how many more there are.
    """
    ordered = sorted(mentions, key=lambda mention: (mention.field != "abstract", mention.start))
    found: dict[tuple[Field, int, int], None] = {}
    for mention in ordered:
        text = texts[mention.field]
        if 0 <= mention.start < mention.end <= len(text):
            found[(mention.field, *sentence(text, mention.start, mention.end))] = None
    lines = [
        ('<span class="kg-faint">Title: </span>' if field == "title" else "")
        + highlighted(texts[field], highlights(ordered, field), start=start, end=end)
        for field, start, end in list(found)[:MOST_SENTENCES]
    ]
    if (more := len(found) - MOST_SENTENCES) > 0:
        lines.append(f'<span class="kg-faint">and in {more} more {"sentence" if more == 1 else "sentences"}</span>')
    return lines


def _marked(text: str, span: Highlight) -> str:
    mark = f'<mark class="kg-{span.label}" title="{plain(span.title)}">{plain(text)}</mark>'
    if span.entity_id is None:
        return mark
    href = plain(address("entity", id=span.entity_id))
    return f'<a class="kg-quiet" data-page="entity" href="{href}" target="_self">{mark}</a>'


def _verb(relation: str) -> str:
    return relation.lower().replace("_", " ")
