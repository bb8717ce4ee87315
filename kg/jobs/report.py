"""A job's report: what a build or an enrichment did, as plain values, bounded.

added, retracted, gone   [{"paper_id", "title"}]
merged                   [{"old", "paper_id", "title"}]
refused                  [{"one": {"paper_id", "title"}, "other": {...}, "why"}]
rejects                  [{"where", "reason", "text"}]
sentences                what else is to be said
totals                   the number of each of these, and of citations, before any was cut
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from kg.queries import titles
from kg.store import statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.store import Store

MOST: Final = 200
"""So many of each kind are named; the others are counted."""

_LONGEST: Final = 300


def plain_report(store: Store, report: Any, *, sentences: Sequence[str] = ()) -> dict[str, Any]:
    """Give a report as plain values.

    Args:
        store: of which papers' titles are asked.
        report: a `kg.build.BuildReport`, or None where nothing was to be written.
        sentences: what else is to be said.
    """
    changes = getattr(report, "changes", None)
    kinds = {
        name: list(getattr(changes, name, ()))
        for name in ("new", "merged", "retracted", "gone", "cites_new", "cites_gone")
    }
    refusals = list(getattr(report, "refusals", ()))
    rejects = list(getattr(report, "rejects", ()))
    sentences = [*sentences, *getattr(report, "omissions", ())]
    homes = statements.homes(store, {one for refusal in refusals[:MOST] for one in (refusal.one, refusal.other)})
    merged = kinds["merged"][:MOST]
    wanted = [*kinds["new"][:MOST], *kinds["retracted"][:MOST], *(new for _, new in merged), *homes.values()]
    known = titles(store, wanted)

    def named(paper_ids: Iterable[str]) -> list[dict[str, str]]:
        return [{"paper_id": key, "title": known.get(key, key)} for key in islice(paper_ids, MOST)]

    def home(statement_id: str) -> dict[str, str]:
        key = homes.get(statement_id, statement_id)
        return {"paper_id": key, "title": known.get(key, key)}

    return {
        "added": named(kinds["new"]),
        "retracted": named(kinds["retracted"]),
        "gone": named(kinds["gone"]),
        "merged": [{"old": old, "paper_id": new, "title": known.get(new, new)} for old, new in merged],
        "refused": [{"one": home(one.one), "other": home(one.other), "why": one.why} for one in refusals[:MOST]],
        "rejects": [_reject(one) for one in rejects[:MOST]],
        "sentences": sentences[:MOST],
        "totals": {
            "read": getattr(report, "read", 0),
            "added": len(kinds["new"]),
            "retracted": len(kinds["retracted"]),
            "gone": len(kinds["gone"]),
            "merged": len(kinds["merged"]),
            "refused": len(refusals),
            "rejects": len(rejects),
            "sentences": len(sentences),
            "cites_new": len(kinds["cites_new"]),
            "cites_gone": len(kinds["cites_gone"]),
        },
    }


def _reject(reject: Any) -> dict[str, str]:
    """Say which record could not be read, and why; the file is known, so its path is left out."""
    where = f"line {reject.line}:" if getattr(reject, "line", 0) else ""
    return {"where": where, "reason": str(reject.reason), "text": str(reject.text)[:_LONGEST]}
