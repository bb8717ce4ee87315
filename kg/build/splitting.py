"""Splitting: undoing a merge that joined what is two papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.build.assimilation import Listeners, assimilate
from kg.corpus.statements import decode
from kg.errors import CallError
from kg.identity import ids
from kg.store import splits, statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.build.report import BuildReport
    from kg.store import Store
    from kg.store.statements import Stored


def find(store: Store, name: str) -> str:
    """Return the key of the paper that an identifier, an address or a key names.

    Raises:
        CallError: the graph has no such paper.
    """
    spelling = ids.normalise(name)
    found = statements.papers_of_identifiers(store, [ids.token(spelling)])
    key = next(iter(found.values()), None)
    if key is None:
        key = next((one for one in (spelling, name) if one in statements.nodes(store, [one])), None)
    if key is None:
        raise CallError(f"The graph has no paper {name!r}: look for it with `kg search`.")
    return key


def said_of(store: Store, paper_id: str) -> list[Stored]:
    """Return what was said of a paper, by source and key."""
    return sorted(statements.of_papers(store, [paper_id]), key=lambda one: (one.source, one.key))


def split(
    store: Store,
    paper_id: str,
    keys: Sequence[str],
    *,
    listeners: Listeners = Listeners(),  # noqa: B008 - frozen, and silent
) -> BuildReport:
    """Take records out of a paper: from now on they are another one.

    Args:
        store: an open store.
        paper_id: the key of the paper.
        keys: the records' own keys, as `said_of` gives them.
        listeners: told of progress.

    Raises:
        CallError: a key is none of the paper's, or all of them are.
    """
    said = said_of(store, paper_id)
    for key in keys:
        if key not in {one.key for one in said}:
            raise CallError(f"{key!r} is no record of {paper_id}: `kg split {paper_id}` lists them.")
    away = [one for one in said if one.key in keys]
    # A record in brief of a paper that goes goes with it.
    tokens = frozenset[str]().union(*(ids.tokens(decode(one.says)) for one in away))
    stay = [one for one in said if one not in away]
    along = [one for one in stay if one.key.endswith(" in brief") and ids.tokens(decode(one.says)) <= tokens]
    stay = [one for one in stay if one not in along]
    if not stay:
        raise CallError(f"No record of {paper_id} would stay: name fewer of them.")
    splits.set_apart(store, [one.statement_id for one in [*away, *along]], [one.statement_id for one in stay])
    return assimilate(store, [], listeners=listeners, again=[paper_id])
