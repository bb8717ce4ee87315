"""Which entries stand: in what order they apply, and which of them were taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.corrections.records import Entry

_DEEPEST: Final = 100
"""So far reverts of reverts, and merges of merges, are followed: a stranger's ledger must not hold anybody up."""


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries in the order in which they were made, wherever they stand in the file.

    Two branches of a ledger can so be merged line by line, and nothing hangs on which came first. A revert comes after
    what it takes back, whatever a clock said.
    """
    by_id = {entry.entry_id: entry for entry in entries}

    def moment(entry: Entry) -> tuple[str, int, str]:
        at, depth, one, seen = entry.at, 0, entry, {entry.entry_id}
        while one.kind == "revert" and one.of in by_id and one.of not in seen and depth < _DEEPEST:
            one = by_id[one.of]
            seen.add(one.entry_id)
            at, depth = max(at, one.at), depth + 1
        return at, depth, entry.entry_id

    return sorted(by_id.values(), key=moment)


def reverted(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the entries that are taken back, each with the entry that does so; a revert can be reverted too."""
    found: dict[str, str] = {}
    made = ordered(entries)
    place = {entry.entry_id: number for number, entry in enumerate(made)}
    for entry in reversed(made):
        is_later = place.get(entry.of, len(made)) < place[entry.entry_id]
        if entry.kind == "revert" and entry.entry_id not in found and is_later:
            found[entry.of] = entry.entry_id
    return found


def active(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the corrections that stand, in the order in which they apply."""
    made = list(entries)
    gone = reverted(made)
    return tuple(entry for entry in ordered(made) if entry.kind != "revert" and entry.entry_id not in gone)


def nonsense(entries: Iterable[Entry]) -> list[str]:
    """Say which reverts take nothing back, and which merges contradict each other."""
    made = ordered(entries)
    known = {entry.entry_id for entry in made}
    told = [
        f"{one.entry_id} takes back {one.of}, which this ledger has not."
        for one in made
        if one.of and one.of not in known
    ]
    into: dict[str, str] = {}
    for entry in active(made):
        if entry.kind != "merge" or entry.entity is None or entry.into is None:
            continue
        end, seen = entry.into.entity_id, set[str]()
        while end in into and end not in seen and len(seen) < _DEEPEST:
            seen.add(end)
            end = into[end]
        if end == entry.entity.entity_id:
            told.append(
                f"{entry.entry_id} merges {entry.entity.entity_id} into {entry.into.entity_id}, which an earlier entry "
                "did the other way round: they are one already."
            )
            into.pop(entry.into.entity_id, None)
        into[entry.entity.entity_id] = entry.into.entity_id
    return told
