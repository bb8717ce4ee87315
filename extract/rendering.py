"""Rendering: papers as one page of HTML, with what they name coloured by type, and what they claim.

displaCy draws the marks. The page needs no script and no network, follows the reader's light or dark setting, and fits
a narrow window.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from spacy.displacy.render import EntityRenderer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Extraction, Field

_HUES: Final = {"Method": 215, "Model": 275, "Benchmark": 150, "Repo": 0, "Task": 35, "Metric": 185}
_MARK: Final = '<mark class="{label}">{text}<small>{label}</small>{kb_link}</mark>'
_STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 16px/1.65 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
header { font-weight: 600; font-size: 1.1rem; line-height: 1.5; margin: 2.2rem 0 .3rem; overflow-wrap: anywhere; }
article { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); overflow-wrap: anywhere; }
mark { color: inherit; border-radius: .3em; padding: .05em .25em; background: hsl(var(--hue) 70% 85%); }
mark small { font-size: .65em; font-weight: 600; margin-left: .4em; opacity: .75; }
.entities { line-height: inherit !important; }
.entities br { display: none; }
@media (prefers-color-scheme: dark) { mark { background: hsl(var(--hue) 45% 28%); } }
"""


def page(extractions: Iterable[Extraction]) -> Iterator[str]:
    """Give a page of papers, a piece at a time."""
    hues = "".join(f"mark.{label} {{ --hue: {hue}; }}\n" for label, hue in _HUES.items())
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>What papers name</title>\n<style>{_STYLE}{hues}</style>\n</head>\n<body>\n"
    )
    renderer = EntityRenderer({"template": _MARK, "ents": list(_HUES)})
    for extraction in extractions:
        title, abstract = (_marked(renderer, extraction, field) for field in ("title", "abstract"))
        results = "".join(f"<li>{escape(str(result))}</li>\n" for result in extraction.results)
        yield (
            f'<article id="{escape(extraction.paper.paper_id)}">\n'
            f'<header role="heading" aria-level="2">{title}</header>\n{abstract}\n'
            f"{f'<ul>{results}</ul>' if results else ''}</article>\n"
        )
    yield "</body>\n</html>\n"


def _marked(renderer: EntityRenderer, extraction: Extraction, field: Field) -> str:
    text = extraction.paper.title if field == "title" else extraction.paper.abstract
    spans: list[dict[str, Any]] = []
    for mention in extraction.mentions:
        within = bool(spans) and mention.start < spans[-1]["end"]  # a name in an address
        if mention.field == field and not within:
            spans.append({"start": mention.start, "end": mention.end, "label": mention.label})
    return str(renderer.render_ents(text, spans, None))
