"""`kg similar`: what is like a paper or an entity, with reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import options
from kg.cli.console import emit, progress, say
from kg.cli.table import Format, render
from kg.errors import CallError
from kg.model import LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.cli.console import OnProgress
    from kg.store import Store

    Rows = list[tuple[Any, ...]]

_PAPERS = ("paper", "published", "score", "why", "id")
_ENTITIES = ("entity", "papers", "score", "why", "id")


def command(
    what: Annotated[
        str, typer.Argument(metavar="PAPER|ENTITY", help="An identifier or an address of a paper, or an entity's name.")
    ],
    store: options.Store = None,
    *,
    semantic: options.Semantic = False,
    form: Annotated[Format, typer.Option("--format", help="How they are written.")] = Format.TABLE,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, help="At most so many.")] = 20,
) -> None:
    """Show what is like a paper, most alike first, with reasons: what both name and cite, and who cites both.

    Entities of one type are alike where the same papers name them.

    \b
    Examples:
      kg similar 2405.13729
      kg similar https://arxiv.org/abs/2405.13729 --limit 5 --format csv
      kg similar GSM8K --format json
    """  # noqa: D301 - \b keeps the lines of the examples apart
    # The driver and scipy take a moment to import; `kg --help` need not wait for them.
    from kg import queries  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    with progress() as draw:
        opened = connect(store, ask=options.ask_password, progress=draw)
        with opened:
            node = queries.meant(opened, what)
            if node.kind == "Paper":
                columns, rows = _PAPERS, _papers(opened, node.node_id, limit, form, draw if semantic else None)
            elif node.kind in LABELS:
                columns, rows = _ENTITIES, _entities(opened, node.node_id, limit, form)
            else:
                raise CallError(f"{node.name[:200]!r} is no paper and no entity: kg search finds both.")
    if rows or form is not Format.TABLE:
        emit(render(columns, rows, form))
    if not rows:
        say(f"Nothing in the graph is like {what[:200]}.")


def _papers(store: Store, paper_id: str, limit: int, form: Format, draw: OnProgress | None) -> Rows:
    from kg.cli.likeness import opened_semantics  # noqa: PLC0415 - see above
    from kg.queries.near.similar import similar_papers  # noqa: PLC0415 - see above

    meant = opened_semantics(store, draw) if draw is not None else None
    return [
        (one.paper.title, str(one.paper.published or ""), one.score, _why(one.reasons, form), one.paper.paper_id)
        for one in similar_papers(store, paper_id, limit=limit, semantics=meant)
    ]


def _entities(store: Store, entity_id: str, limit: int, form: Format) -> Rows:
    from kg.queries.near.similar_entities import similar_entities  # noqa: PLC0415 - see above

    return [
        (one.entity.name, one.entity.papers, one.score, _why(one.reasons, form), one.entity.entity_id)
        for one in similar_entities(store, entity_id, limit=limit)
    ]


def _why(reasons: Sequence[str], form: Format) -> str | list[str]:
    """Give reasons as one text for people and CSV, and as a list for programs."""
    return "; ".join(reasons) if form in (Format.TABLE, Format.CSV) else list(reasons)
