"""`kg search`: the papers, entities, people and organisations that a text means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import options
from kg.cli.console import emit, progress, say
from kg.cli.table import Format, Marked, render

if TYPE_CHECKING:
    from kg.cli.console import OnProgress
    from kg.queries.finding import Found
    from kg.queries.records import SearchHit
    from kg.store import Store

_COLUMNS = ("kind", "name", "detail", "score", "id")
_PLACES = ("spans", "excerpt", "excerpt_spans")


def command(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to look for.")],
    store: options.Store = None,
    *,
    semantic: options.Semantic = False,
    form: Annotated[Format, typer.Option("--format", help="How hits are written.")] = Format.TABLE,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="At most so many hits.")] = 20,
) -> None:
    """Find what is meant, best first: papers, entities, authors, organisations.

    Names may be in any spelling (gpt4, swe bench), people in any order and with initials; an identifier, an address or
    a browser tab's title leads to its paper. What was found is bold in a terminal, and has its places in json.

    \b
    Examples:
      kg search tokenization
      kg search "llama 2"
      kg search "Paper page - Large Language Models for Information Retrieval: A Survey"
      kg search "LoRA" --limit 5 --format jsonl
      kg search "training with few labels" --semantic
    """  # noqa: D301 - \b keeps the lines of the examples apart
    # The driver takes a moment to import; `kg --help` need not wait for it.
    from kg import queries  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    with progress() as draw:
        opened = connect(store, ask=options.ask_password, progress=draw)
        with opened:
            found = _by_meaning(opened, text, limit, draw) if semantic else queries.find(opened, text, limit=limit)
    if form is Format.TABLE:
        rows: list[tuple[Any, ...]] = [
            (hit.kind, Marked(hit.name, hit.spans), _beside(hit), round(hit.score, 1), hit.node_id)
            for hit in found.hits
        ]
        if rows:
            emit(render(_COLUMNS, rows, form))
    else:
        whole = [
            (hit.kind, hit.name, hit.detail, round(hit.score, 3), hit.node_id, hit.spans, hit.excerpt,
             hit.excerpt_spans)
            for hit in found.hits
        ]  # fmt: skip
        emit(render((*_COLUMNS, *_PLACES), whole, form))
    for sentence in found.remarks:
        say(sentence)


def _by_meaning(store: Store, text: str, limit: int, draw: OnProgress) -> Found:
    from kg.cli.likeness import opened_semantics  # noqa: PLC0415 - the model takes a moment to load
    from kg.queries.near.by_meaning import find_by_meaning  # noqa: PLC0415 - see above

    return find_by_meaning(store, opened_semantics(store, draw), text, limit=limit)


def _beside(hit: SearchHit) -> Marked:
    """Put what the name does not hold behind the detail."""
    before = f"{hit.detail}: " if hit.detail and hit.excerpt else hit.detail
    moved = tuple((start + len(before), end + len(before)) for start, end in hit.excerpt_spans)
    return Marked(before + hit.excerpt, moved)
