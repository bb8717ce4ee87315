"""One entry of the ledger: a correction, who made it, when and why, and what it is about.

An entry is one JSON object a line. What it is about is said by keys, which lead to the thing, and by names, which tell
a reader what is meant. Whoever sends a ledger may be a stranger: an entry that is not of this shape is refused with a
sentence, and nothing but plain text comes in.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, cast, get_args

from kg.errors import CallError
from kg.model import LABELS, RELATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Label, RelationType

Kind = Literal["merge", "split", "rename", "retype", "reject", "alias", "accept", "not-introduced", "revert"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

LONGEST_NAME: Final = 500
LONGEST_WHY: Final = 2000
MOST_LISTED: Final = 1000
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]")
_NO_REPO: Final = "a repository is its address, so nothing becomes one and it becomes nothing else"


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity, as an entry says which one is meant: by its key, and by name and type should the key be another."""

    entity_id: str
    name: str
    label: Label


@dataclass(frozen=True, slots=True)
class PaperRef:
    """A paper, as an entry says which one is meant."""

    paper_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One correction.

    Attributes:
        entry_id: tells it from every other, in whatever ledger.
        at: when it was made, in ISO 8601, UTC.
        who: who made it.
        kind: what it does.
        entity: what it is about.
        why: in the words of who made it.
        into: of a merge, the entity whose key and name stay.
        other: of an acceptance, another entity that is a thing of its own.
        name: the new name of a rename, a split or a merge; the alias.
        label: the type of what is split off, or the new type.
        surfaces: as texts write what is split off, or what is rejected.
        papers: those in which it holds; in all where there is none.
        relation: the relation that is accepted, or is none.
        of: the entry that is reverted.
    """

    entry_id: str
    at: str
    who: str
    kind: Kind
    entity: Thing | None = None
    why: str = ""
    into: Thing | None = None
    other: Thing | None = None
    name: str = ""
    label: Label | None = None
    surfaces: tuple[str, ...] = ()
    papers: tuple[PaperRef, ...] = ()
    relation: RelationType | None = None
    of: str = ""

    def line(self) -> str:
        """Return the entry as the ledger's line of it, without the line's end."""
        said: dict[str, Any] = {"id": self.entry_id, "at": self.at, "who": self.who, "kind": self.kind}
        for key, thing in (("entity", self.entity), ("into", self.into), ("other", self.other)):
            if thing is not None:
                said[key] = {"id": thing.entity_id, "name": thing.name, "type": thing.label}
        optional: dict[str, Any] = {
            "name": self.name,
            "type": self.label,
            "surfaces": list(self.surfaces),
            "papers": [{"id": one.paper_id, "title": one.title} for one in self.papers],
            "relation": self.relation,
            "of": self.of,
            "why": self.why,
        }
        said |= {key: value for key, value in optional.items() if value}
        return json.dumps(said, ensure_ascii=False)

    def __str__(self) -> str:
        """Say it in one sentence, such as ``"SWE-bench" is one with "SWE bench" (benchmark:swe-bench).``."""
        return told(self)


def new_entry(kind: Kind, who: str, *, why: str = "", **parts: Any) -> Entry:
    """Return a new entry of this moment.

    Raises:
        CallError: its parts do not make one.
    """
    now = dt.datetime.now(dt.UTC)
    return checked(
        Entry(
            f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}",
            now.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            _text(who, "who", LONGEST_NAME, needed=True),
            kind,
            why=_text(" ".join(why.split()), "why", LONGEST_WHY),
            **parts,
        )
    )


def parse(line: str) -> Entry:
    """Read an entry.

    Raises:
        CallError: it is none; the sentence says why, without its line.
    """
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise CallError("it is no JSON") from None
    if not isinstance(said, dict):
        raise CallError("it is no JSON object")
    kind = said.get("kind")
    if kind not in KINDS:
        raise CallError(f"its kind {_shown(kind)} is none of {', '.join(KINDS)}")
    strange = said.keys() - _KEYS
    if strange:
        raise CallError(f"it has {_shown(min(strange, key=str))}, which no correction has")
    entry_id = said.get("id")
    if not isinstance(entry_id, str) or not _ID.fullmatch(entry_id):
        raise CallError(f"its id {_shown(entry_id)} is no id of letters, digits, dots and hyphens")
    return checked(
        Entry(
            entry_id,
            _moment(said.get("at")),
            _text(said.get("who"), "who", LONGEST_NAME, needed=True),
            cast("Kind", kind),
            entity=_thing(said.get("entity"), "entity"),
            why=_text(said.get("why"), "why", LONGEST_WHY),
            into=_thing(said.get("into"), "into"),
            other=_thing(said.get("other"), "other"),
            name=_text(said.get("name"), "name", LONGEST_NAME),
            label=None if said.get("type") is None else _label(said["type"]),
            surfaces=tuple(_text(one, "surfaces", LONGEST_NAME, needed=True) for one in _listed(said, "surfaces")),
            papers=tuple(map(_paper, _listed(said, "papers"))),
            relation=None if said.get("relation") is None else _relation(said["relation"]),
            of=_text(said.get("of"), "of", LONGEST_NAME),
        )
    )


def checked(entry: Entry) -> Entry:  # noqa: C901, PLR0912 - a line a rule, and nothing else
    """Return an entry that has what its kind needs.

    Raises:
        CallError: something is missing or contradicts itself.
    """
    kind, entity = entry.kind, entry.entity
    if kind == "revert":
        if not entry.of or entry.of == entry.entry_id:
            raise CallError("it reverts, and does not say which other entry")
        return entry
    if entity is None:
        raise CallError(f"it is a {kind}, and does not say of which entity")
    for name in (entry.name, *entry.surfaces):
        if _CONTROL.search(name) or (name and not name.strip()):
            raise CallError("a name in it is blank or has characters that no name has")
    if kind in ("rename", "alias", "split") and not entry.name:
        raise CallError(f"it is a {kind}, and gives no name")
    if kind == "merge":
        if entry.into is None:
            raise CallError("it is a merge, and does not say into what")
        if entry.into.entity_id == entity.entity_id:
            raise CallError("it merges a thing into itself")
        if "Repo" in (entity.label, entry.into.label) and entity.label != entry.into.label:
            raise CallError(_NO_REPO)
    if kind == "retype" and (entry.label is None or entry.label == entity.label):
        raise CallError("it is a retype, and does not say to which other type")
    if kind in ("retype", "split") and "Repo" in (entry.label, entity.label):
        raise CallError(_NO_REPO)
    if kind == "split" and not (entry.surfaces or entry.papers):
        raise CallError("it is a split, and says neither which names nor in which papers")
    if kind == "accept" and entry.other is not None and entry.other.entity_id == entity.entity_id:
        raise CallError("it says that a thing is not itself")
    return entry


def told(entry: Entry) -> str:  # noqa: C901, PLR0911 - a case a kind, and nothing else
    """Say an entry in one sentence."""
    what = "it" if entry.entity is None else f'"{entry.entity.name}" ({entry.entity.entity_id})'
    where = f" in {_papers_told(entry.papers)}" if entry.papers else ""
    match entry.kind:
        case "merge":
            into = entry.into
            name = f', now called "{entry.name}"' if entry.name else ""
            return f'{what} is one with "{into.name if into else ""}" ({into.entity_id if into else ""}){name}.'
        case "split":
            how = ", ".join(f'"{one}"' for one in entry.surfaces)
            written = f"What is written {how}{where}" if how else f"What is meant{where}"
            return f'{written} is not {what}: it is "{entry.name}".'
        case "rename":
            return f'{what} is called "{entry.name}".'
        case "retype":
            return f"{what} is a {entry.label}, and no {entry.entity.label if entry.entity else ''}."
        case "reject":
            how = " written " + ", ".join(f'"{one}"' for one in entry.surfaces) if entry.surfaces else ""
            if entry.relation:
                return f"{what}{how}{where} is not in the relation {entry.relation}."
            return f"{what}{how}{where} is no name of anything."
        case "alias":
            return f'"{entry.name}" is another name of {what}.'
        case "accept":
            if entry.other is not None:
                return f'{what} and "{entry.other.name}" ({entry.other.entity_id}) are two things.'
            relation = f"{entry.relation} " if entry.relation else ""
            return f"{relation}{what}{where} is right."
        case "not-introduced":
            return f"{what} is not introduced{where or ' by any paper here'}: it is used."
        case "revert":
            return f"{entry.of} is taken back."


def _papers_told(papers: Iterable[PaperRef]) -> str:
    first, *more = papers
    return f'"{first.title}" ({first.paper_id})' + (f" and {len(more)} more" if more else "")


_KEYS: Final = frozenset(
    (
        "id",
        "at",
        "who",
        "kind",
        "entity",
        "into",
        "other",
        "name",
        "type",
        "surfaces",
        "papers",
        "relation",
        "of",
        "why",
    )
)


def _shown(value: object) -> str:
    return ascii(value)[:80]


def _text(value: object, what: str, longest: int, *, needed: bool = False) -> str:
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise CallError(f"its {what} is no text")
    if needed and not value.strip():
        raise CallError(f"its {what} is empty")
    if len(value) > longest:
        raise CallError(f"its {what} is longer than {longest} characters")
    if _CONTROL.search(value):
        raise CallError(f"its {what} has characters that no text of a line has")
    return value


def _moment(value: object) -> str:
    if isinstance(value, str) and len(value) <= 40:  # noqa: PLR2004 - longer is no moment
        try:
            found = dt.datetime.fromisoformat(value)
            if found.tzinfo is not None:
                moment = found.astimezone(dt.UTC).isoformat(timespec="microseconds")
                return moment.replace("+00:00", "Z")
        except (ValueError, OverflowError):
            pass
    raise CallError(f"its time {_shown(value)} is none such as 2026-11-30T12:00:00Z")


def _label(value: object) -> Label:
    if value not in LABELS:
        raise CallError(f"its type {_shown(value)} is none of {', '.join(LABELS)}")
    return value


def _relation(value: object) -> RelationType:
    if value not in RELATION_TYPES:
        raise CallError(f"its relation {_shown(value)} is none of {', '.join(RELATION_TYPES)}")
    return value


def _listed(said: dict[str, Any], key: str) -> list[Any]:
    found = said.get(key)
    if found is None:
        return []
    if not isinstance(found, list) or len(found) > MOST_LISTED:
        raise CallError(f"its {key} are no list of at most {MOST_LISTED}")
    return found


def _thing(value: object, what: str) -> Thing | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise CallError(f"its {what} is no object of id, name and type")
    return Thing(
        _text(value.get("id"), f"id of {what}", LONGEST_NAME, needed=True),
        _text(value.get("name"), f"name of {what}", LONGEST_NAME, needed=True),
        _label(value.get("type")),
    )


def _paper(value: object) -> PaperRef:
    if not isinstance(value, dict):
        raise CallError("its papers are no objects of id and title")
    return PaperRef(
        _text(value.get("id"), "id of a paper", LONGEST_NAME, needed=True),
        _text(value.get("title"), "title of a paper", LONGEST_WHY),
    )
