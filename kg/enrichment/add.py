"""Adding papers by identifier or address: each found at the services, or refused with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.build import Listeners, assimilate, is_unfinished, of_service
from kg.corpus import statements as texts
from kg.enrichment import records
from kg.enrichment.subjects import Subject
from kg.identity import ids
from kg.store import migrations, statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.build import BuildReport
    from kg.enrichment.desk import Desk
    from kg.sources.apis import Note
    from kg.store import Store


@dataclass(frozen=True, slots=True)
class AddReport:
    """What adding did.

    Attributes:
        added: name to the key of the paper that it is by now.
        known: name to the key of a paper that was there before.
        refused: name to why it was not added.
        build: what changed in the graph; None where nothing was to be written.
        notes: what services did not tell.
    """

    added: dict[str, str]
    known: dict[str, str]
    refused: dict[str, str]
    build: BuildReport | None = None
    notes: tuple[Note, ...] = ()


def add(
    store: Store,
    desk: Desk,
    names: Sequence[str],
    *,
    again: bool = False,
    listeners: Listeners = Listeners(),  # noqa: B008 - frozen, and silent
) -> AddReport:
    """Ask services about papers by their identifiers, and bring their records into the graph.

    Args:
        store: an open store.
        desk: where services are asked.
        names: identifiers and addresses of any kind.
        again: whether to ask also about papers that are there.
        listeners: told of progress.

    Raises:
        StoreError: the store failed; adding the same again finishes it.
    """
    refused: dict[str, str] = {}
    token_by_name: dict[str, str] = {}
    for name in dict.fromkeys(names):
        identified = ids.identify(name)
        if identified is None:
            refused[name] = "it is no identifier and no address of a paper that is known here"
        else:
            token_by_name[name] = ":".join(identified)
    migrations.ready(store, on_notice=listeners.on_notice)
    there = _listed(store, token_by_name)
    wanted = {name: token for name, token in token_by_name.items() if again or name not in there}
    subjects = {token: Subject("", tokens={token}) for token in wanted.values()}
    said = list(records.ask(desk, list(subjects.values())))
    contents = [of_service(source, found) for source, found in records.by_source(said).items()]
    build = assimilate(store, contents, listeners=listeners) if contents or is_unfinished(store) else None
    now = _listed(store, wanted)
    full = {token for one in said if texts.in_full(one) for token in ids.tokens(one.paper)}
    for name, token in wanted.items():
        if name not in now or token not in full:
            refused[name] = _why(desk)
    return AddReport(
        {name: now[name] for name in wanted if name not in refused},
        {name: key for name, key in there.items() if name not in wanted},
        refused,
        build,
        tuple(desk.notes),
    )


def _listed(store: Store, token_by_name: dict[str, str]) -> dict[str, str]:
    """Return the names of papers that the graph has as more than stubs, with their keys."""
    found = statements.papers_of_identifiers(store, token_by_name.values())
    nodes = statements.nodes(store, found.values())
    return {
        name: key
        for name, token in token_by_name.items()
        if (key := found.get(token)) is not None and key in nodes and not nodes[key].stub
    }


def _why(desk: Desk) -> str:
    failed = [note for note in desk.notes if note.kind == "failed"]
    if failed:
        return f"no service told of it: {str(failed[0].error or failed[0]).rstrip('.')}"
    return f"none of {', '.join(desk.chosen)} knows it"
