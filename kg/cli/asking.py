"""What commands that ask services share: opening the services and the store, and what is said."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from kg.cli import options
from kg.cli.console import progress, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.build import Changes, Listeners
    from kg.enrichment.desk import Desk
    from kg.store import Store

_SHOWN = 5


@contextmanager
def desk_and_store(
    store: str | None, *, services: Sequence[str] | None, offline: bool = False, refresh: bool = False
) -> Iterator[tuple[Desk, Store, Listeners]]:
    """Open the services and the store; what is waited for is told on stderr.

    Raises:
        CallError: a service is none.
        StoreError: the store cannot be opened.
    """
    # The driver and spaCy take a moment to import; `kg --help` need not wait for them.
    from kg.build import Listeners  # noqa: PLC0415 - see above
    from kg.enrichment.desk import Desk, chosen  # noqa: PLC0415 - see above
    from kg.sources.http import Fetcher  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    names = chosen(services)
    with ExitStack() as stack:
        draw = stack.enter_context(progress())
        fetcher = stack.enter_context(Fetcher(offline=offline, refresh=refresh, on_event=options.told))
        opened = stack.enter_context(connect(store, ask=options.ask_password, progress=draw))
        yield Desk(fetcher, names, on_progress=draw), opened, Listeners(draw, say)
        tell_measures(opened)


def changed(changes: Changes | None) -> Iterator[tuple[str, int]]:
    """Give what changed in the graph as rows of a table."""
    yield "papers new", len(changes.new) if changes else 0
    yield "papers merged", len(changes.merged) if changes else 0
    yield "papers retracted", len(changes.retracted) if changes else 0
    yield "citations new", len(changes.cites_new) if changes else 0
    yield "citations gone", len(changes.cites_gone) if changes else 0


def tell_failures(desk: Desk) -> None:
    """Say, once a service, why it did not answer, and of how many questions that is true."""
    failed = [note for note in desk.notes if note.kind == "failed"]
    for service in dict.fromkeys(note.service for note in failed):
        notes = [note for note in failed if note.service == service]
        say(str(notes[0]) + (f" {len(notes) - 1} more questions to {service} failed." if len(notes) > 1 else ""))


def tell_measures(store: Store) -> None:
    """Say that what was measured is of an earlier build, where it is."""
    from kg.store import analyses  # noqa: PLC0415 - the driver takes a moment to import

    if sentence := analyses.outdated(store):
        say(sentence)


def no_network(desk: Desk) -> bool:
    """Say whether every service that was asked failed for good."""
    failed = [note for note in desk.notes if note.kind == "failed"]
    return bool(failed) and all(note.error is not None and note.error.lasting for note in failed)


def tell(sentences: Sequence[str], more: str) -> None:
    """Say the first few of many sentences, and how many there are besides."""
    for sentence in sentences[:_SHOWN]:
        say(sentence)
    if len(sentences) > _SHOWN:
        say(more.format(len(sentences) - _SHOWN))
