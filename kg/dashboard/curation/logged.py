"""Corrections as entries of the log: who said what and when, and the way to say more about the same."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from kg.corrections.standing import ordered, reverted
from kg.dashboard.curation import correcting
from kg.dashboard.layout.failures import told
from kg.dashboard.layout.links import link
from kg.dashboard.words.wording import count, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.corrections import Entry

KIND: Final = "corrections"
"""In the address of the log."""
TITLE: Final = "Corrections by people"
FIRST: Final = 5
"""Corrections of a day that are shown before the others are asked for."""


def latest() -> tuple[Entry, ...]:
    """Return what the ledger holds, the latest first; where it cannot be read, say so and go on without it."""
    with told():
        return tuple(reversed(ordered(correcting.read().entries)))
    return ()


def moment(entry: Entry) -> dt.datetime:
    """Return when an entry was made; the beginning of time where it does not say so."""
    try:
        at = dt.datetime.fromisoformat(entry.at)
    except ValueError:
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    return at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)


def between(
    entries: Sequence[Entry], after: dt.datetime | None, until: dt.datetime | None
) -> dict[dt.date, tuple[Entry, ...]]:
    """Return those made after one moment and up to another, by day, the latest first; None is no bound."""
    found: dict[dt.date, tuple[Entry, ...]] = {}
    for one in entries:
        at = moment(one)
        if (after is None or at > after) and (until is None or at <= until):
            found[at.date()] = (*found.get(at.date(), ()), one)
    return found


def items(entries: Sequence[Entry], known: Sequence[Entry]) -> list[str]:
    """Return entries as items of a list, in HTML; `known` are all of the ledger."""
    gone, by_id = reverted(known), {one.entry_id: one for one in known}
    return [_item(one, gone.get(one.entry_id), by_id.get(one.of)) for one in entries]


def of_a_day(entries: Sequence[Entry], known: Sequence[Entry]) -> str:
    """Return the corrections of a day as one item of a list, in HTML."""
    more = ""
    if len(entries) > FIRST:
        more = f'<div class="kg-small">{link(f"all {len(known):,} of the ledger", "log", kind=KIND)}</div>'
    shown = "".join(items(entries[:FIRST], known))
    who = ", ".join(dict.fromkeys(one.who for one in entries))
    title = count(len(entries), "correction")
    return (
        f'<li><div class="kg-title">{title}</div><div class="kg-faint">by {plain(who)}</div>'
        f'<details class="kg-more"><summary class="kg-small">{TITLE}</summary>'
        f'<ul class="kg-list kg-tight">{shown}</ul>{more}</details></li>'
    )


def row(entry: Entry) -> dict[str, object]:
    """Return an entry as a row of a file."""
    return {
        "at": entry.at,
        "who": entry.who,
        "kind": entry.kind,
        "what": str(entry),
        "why": entry.why,
        "entity": entry.entity.entity_id if entry.entity else "",
        "id": entry.entry_id,
        "takes_back": entry.of,
    }


def _item(entry: Entry, gone: str | None, back: Entry | None) -> str:
    thing = entry.entity or (back.entity if back else None)
    about = f" · {link('Curate', 'curate', about=thing.entity_id)}" if thing else ""
    why = f" “{plain(entry.why)}”" if entry.why else ""
    taken = " · taken back" if gone else ""
    words = f"{entry}" if back is None else f"{entry} {back}"
    return (
        f'<li><span class="kg-small">{plain(words)}{why}</span><div class="kg-faint kg-small">{plain(entry.who)}, '
        f"{plain(entry.at[:16].replace('T', ' '))} UTC{taken}{about}</div></li>"
    )
