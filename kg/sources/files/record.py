"""A paper's record of fields, whoever wrote it: a JSON object or a row of a table.

`kg.sources.files.keys` says which key holds what. A field that cannot be read costs itself and is told; a record costs
itself where it has neither a title nor an identifier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

from kg.identity import ids
from kg.model import LABELS, RELATION_TYPES, Named, Paper, Reference, Repository, Status, TableEntry
from kg.sources.files import keys, people, values

if TYPE_CHECKING:
    import datetime as dt

    from kg.model import Author, Label, Organization, RelationType

OnOmission = Callable[[str, str], None]
T = TypeVar("T")

_MOST_WORDS = 2
_FLAGS: tuple[Status, ...] = ("retracted", "withdrawn")
_NUMBER = re.compile(r"\d+(?:\.0)?", re.ASCII)
_LETTER = re.compile(r"[^\W\d_]")
_TRUE = frozenset({"true", "yes", "1", "1.0"})
_REFERENCE_KEYS = ("paper_id", "paperId", "doi", "DOI", "arxiv_id", "id", "corpusId", "url")


@dataclass(frozen=True, slots=True)
class Read:
    """What a record says.

    Attributes:
        paper: as far as it was read.
        unknown: keys that hold something like text and are not understood.
        unlike: whether the record hardly is one of a paper.
    """

    paper: Paper
    unknown: tuple[str, ...] = ()
    unlike: bool = False


class RecordError(ValueError):
    """Say why a record is none of a paper.

    Args:
        reason: half a sentence.
        unknown: keys that are not understood.
    """

    def __init__(self, reason: str, unknown: tuple[str, ...] = ()) -> None:
        super().__init__(reason, unknown)
        self.unknown = unknown

    def __str__(self) -> str:
        return str(self.args[0])


class _Fields:
    """The fields of one record by what they hold."""

    def __init__(self, value: Mapping[str, Any], on_omission: OnOmission) -> None:
        self.tell = on_omission
        self.unknown: list[str] = []
        found: dict[str, tuple[int, str, Any]] = {}
        for key, item in value.items():
            place = keys.place(key)
            if place is None:
                if keys.fold(key) not in keys.UNUSED and _is_text(item):
                    self.unknown.append(key)
                continue
            field, rank = place
            empty = not item.strip() if field == "title" and isinstance(item, str) else values.nothing(item)
            if not empty and (field not in found or rank < found[field][0]):
                found[field] = (rank, key, item)
        self.by_field = {field: (key, item) for field, (_, key, item) in found.items()}

    def raw(self, field: str) -> Any:
        return self.by_field[field][1] if field in self.by_field else None

    def key(self, field: str) -> str:
        return self.by_field[field][0] if field in self.by_field else field

    def items(self, field: str, separators: str = ";") -> list[Any]:
        """Read a field that holds a list."""
        return values.items(self.raw(field), separators)

    def read(self, field: str, by: Callable[[Any], T], absent: T) -> T:
        """Read a field; what cannot be read is told and absent."""
        if field not in self.by_field:
            return absent
        try:
            return by(self.raw(field))
        except values.UnreadError as error:
            self.tell(self.key(field), str(error))
            return absent


def _is_text(item: object) -> bool:
    if isinstance(item, list):
        return any(map(_is_text, item[:3]))
    if isinstance(item, dict):
        return any(map(_is_text, list(item.values())[:3]))
    return isinstance(item, str) and _LETTER.search(item) is not None and not values.nothing(item)


def read(value: Mapping[str, Any], on_omission: OnOmission, *, untitled: bool = False) -> Read:
    """Read a record.

    Args:
        value: the fields by their keys.
        on_omission: told of each field that cannot be read, by its key, and why.
        untitled: whether a text without a title will do.

    Raises:
        RecordError: it has neither a title nor an identifier.
    """
    fields = _Fields(value, on_omission)
    title = fields.read("title", values.text, "")
    abstract = fields.read("abstract", values.text, "")
    if untitled and not title.strip() and (text := _text_alone(value, abstract)):
        identifier = value.get("paper_id", value.get("id"))
        given = str(identifier) if isinstance(identifier, str | int) and identifier != "" else ids.slug(text)
        return Read(Paper(given, "", text))
    url = fields.read("url", values.text, "").strip() or None
    found = _identifiers(fields)
    given_id = _given(fields, found)
    unknown = tuple(fields.unknown)
    if not title.strip():
        known = given_id or ids.paper_id("", ids=found, url=url)
        if given_id is None and ids.identify(known) is None:
            raise RecordError(
                "the title is empty" if "title" in fields.by_field or _has(value, "title") else "the title is missing",
                unknown,
            )
        if "paper_id" not in fields.by_field or not _has(value, "title"):
            fields.tell("title", "there is none; the paper is known by its identifier alone")
        title = ""
    day, year = _when(fields)
    authors: tuple[Author, ...] = fields.read("authors", lambda item: people.authors(item, on_omission), ())
    organization: Organization | None = fields.read(
        "organization", lambda item: people.organization(_only(item), on_omission, fields.key("organization")), None
    )
    paper = Paper(
        paper_id=ids.paper_id(title, given=given_id, ids=found, url=url),
        title=title,
        abstract=abstract,
        published=day,
        authors=authors,
        author_count=fields.read("author_count", values.count, None),
        organization=organization,
        comments=fields.read("comments", values.count, None),
        upvotes=fields.read("upvotes", values.count, None),
        url=url,
        venue=fields.read("venue", _name, None),
        ids=found,
        references=_references(fields),
        year=year,
        reference_count=fields.read("reference_count", values.count, None),
        cited_by_count=_cited_by(fields),
        status=_status(fields),
        repositories=tuple(_repositories(fields)),
        named=tuple(_named(fields)),
        results=tuple(_results(fields)),
    )
    own_key = _own_key(fields)
    if own_key not in (None, paper.paper_id):
        paper = replace(paper, own_key=own_key)
    evidence = keys.EVIDENCE.intersection(fields.by_field) or paper.repositories or paper.status or given_id
    unlike = not evidence and len(unknown) > 1 and len(unknown) >= len(fields.by_field)
    return Read(paper, unknown, unlike)


def _has(value: Mapping[str, Any], field: str) -> bool:
    return any(keys.field(key) == field and item is not None for key, item in value.items())


def _only(item: Any) -> Any:
    """Take the first of several organisations."""
    return item[0] if isinstance(item, list) and item else item


def _name(item: Any) -> str | None:
    """Read a name."""
    return values.text(item) or None


def _text_alone(value: Mapping[str, Any], abstract: str) -> str:
    text = abstract if abstract.strip() else value.get("text")
    return text if isinstance(text, str) and text.strip() else ""


def _when(fields: _Fields) -> tuple[dt.date | None, int | None]:
    nothing: tuple[dt.date | None, int | None] = (None, None)
    day, year = fields.read("published", values.day, nothing)
    said = fields.raw("published")
    if year is not None and isinstance(said, str) and not _NUMBER.fullmatch(said.strip()):
        fields.tell(fields.key("published"), f"{values.shown(said)} is no day; its year is kept")
    return day, fields.read("year", values.year, None) or year


def _cited_by(fields: _Fields) -> int | None:
    item = fields.raw("cited_by_count")
    if isinstance(item, list):  # the citing papers themselves, of which a paper holds no list
        fields.tell(fields.key("cited_by_count"), "it is a list of citing papers; give each of them as a paper")
        return None
    return fields.read("cited_by_count", values.count, None)


def _given(fields: _Fields, found: dict[str, str]) -> str | None:
    """Read what the record itself is called; a name that nobody but its file knows is none."""
    del found
    if "paper_id" in fields.by_field:
        given = _spelt(fields.raw("paper_id"))
        if given is None:
            fields.tell("paper_id", f"it is {values.kind(fields.raw('paper_id'))}, not an identifier")
        elif not _NUMBER.fullmatch(given):
            return given
    alias = _spelt(fields.raw("id"))
    return ids.normalise(alias) if alias and ids.identify(alias) else None


def _own_key(fields: _Fields) -> str | None:
    """Read what the file calls the record, where that is a number or another name that only the file knows."""
    spelt = (_spelt(fields.raw(field)) for field in ("paper_id", "id") if field in fields.by_field)
    return next((key.strip() for key in spelt if key and ids.identify(key) is None), None)


def _spelt(item: Any) -> str | None:
    """Read an identifier; an arXiv id that a program took for a number has lost its last zeros."""
    if isinstance(item, float) and not item.is_integer() and 0 < item < 10_000:  # noqa: PLR2004 - four digits: yymm
        return f"{item:.5f}" if item >= 1500 else f"{item:.4f}"  # noqa: PLR2004 - five digits since 2015
    if isinstance(item, int | float) and not isinstance(item, bool):
        return str(int(item))
    return item if isinstance(item, str) and item.strip() else None


def _identifiers(fields: _Fields) -> dict[str, str]:
    found: dict[str, str] = {}
    given = fields.raw("ids")
    if isinstance(given, list):
        pairs = [item.partition(":")[::2] for item in given if isinstance(item, str)]
        given = dict(pairs)
    if given is not None and not isinstance(given, Mapping):
        fields.tell(fields.key("ids"), f"it is {values.kind(given)}, not an object")
        given = None
    for kind, item in (given or {}).items():
        if values.nothing(item):
            continue
        if isinstance(item, bool | list | dict):
            fields.tell(fields.key("ids"), f"{values.shown(kind)} is {values.kind(item)}, not an identifier")
        else:
            found[str(kind)] = item if isinstance(item, str) else str(_spelt(item))
    for kind in keys.ID_KINDS:
        if kind in fields.by_field:
            _add(fields, found, kind)
    return found


def _add(fields: _Fields, found: dict[str, str], kind: str) -> None:
    written = _spelt(_only(fields.raw(kind)))
    spelling = _spelling(kind, written.strip()) if written else None
    if spelling is None:
        fields.tell(fields.key(kind), f"{values.shown(fields.raw(kind))} is no {kind} identifier")
    else:
        found.setdefault(*spelling)


def _spelling(kind: str, written: str) -> tuple[str, str] | None:
    """Give an identifier of a kind in its one spelling; an arXiv DOI is an arXiv id."""
    if _NUMBER.fullmatch(written):
        written = str(int(float(written)))
    if kind == "s2":
        return ids.of_kind("s2", written) or ids.of_kind("corpusid", written)
    return ids.of_kind(kind, written) or (ids.of_kind("arxiv", written) if kind == "doi" else None)


def _references(fields: _Fields) -> tuple[Reference, ...]:
    found: dict[str, Reference] = {}
    texts = 0
    for item in fields.items("references", ";|"):
        reference = _reference(item)
        if reference is None:
            texts += not values.nothing(item)
        else:
            found.setdefault(reference.paper_id, reference)
    if texts:
        several = "entry is" if texts == 1 else "entries are"
        fields.tell(fields.key("references"), f"{texts} {several} known by no identifier")
    return tuple(found.values())


def _reference(item: Any) -> Reference | None:
    if isinstance(item, Mapping):
        inner = item.get("citedPaper")
        inner = inner if isinstance(inner, Mapping) else item
        spelt = next((spelt for key in _REFERENCE_KEYS if (spelt := _spelt(inner.get(key)))), None)
        if spelt is None:
            return None
        contexts, intents = item.get("contexts"), item.get("intents")
        return Reference(ids.normalise(spelt), _texts(contexts), _texts(intents))
    spelt = _spelt(item)
    if spelt is None:
        return None
    if ids.identify(spelt) is None and len(spelt.split()) > _MOST_WORDS:
        return None
    return Reference(ids.normalise(spelt))


def _texts(item: Any) -> tuple[str, ...]:
    return tuple(text for text in item if isinstance(text, str)) if isinstance(item, list) else ()


def _status(fields: _Fields) -> Status | None:
    said = fields.raw("status")
    if isinstance(said, str) and said.strip().casefold() in get_args(Status):
        return cast("Status", said.strip().casefold())
    for field in _FLAGS:
        flag = fields.raw(field)
        if flag is True or (isinstance(flag, str | int) and str(flag).strip().casefold() in _TRUE):
            return field
    return None


def _repositories(fields: _Fields) -> Iterator[Repository]:
    for item in fields.items("repositories", ";, \n"):
        if isinstance(item, Mapping) and isinstance(item.get("url"), str) and item["url"].strip():
            yield Repository(
                url=item["url"],
                official=_flag(item.get("official")),
                stars=_quietly(values.count, item.get("stars")),
                license=_word(item.get("license")),
                archived=_flag(item.get("archived")),
                pushed_at=_word(item.get("pushed_at")),
                description=_word(item.get("description")),
            )
        elif isinstance(item, str) and re.match(r"https?://\S+$", item.strip()):
            yield Repository(item.strip())
        elif isinstance(item, str) and re.fullmatch(r"[\w.-]+/[\w.-]+", item.strip(), re.ASCII):
            yield Repository(f"https://github.com/{item.strip()}")
        else:
            fields.tell(fields.key("repositories"), f"{values.shown(item)} is no address of a repository")


def _flag(item: Any) -> bool | None:
    return item if isinstance(item, bool) else None


def _word(item: Any) -> str | None:
    return item if isinstance(item, str) else None


def _quietly(by: Callable[[Any], T | None], item: Any) -> T | None:
    try:
        return by(item)
    except values.UnreadError:
        return None


def _named(fields: _Fields) -> Iterator[Named]:
    for item in fields.items("named"):
        label, name, relation = (item.get(key) if isinstance(item, Mapping) else None for key in _NAMED_KEYS)
        if label in LABELS and relation in RELATION_TYPES and isinstance(name, str) and name.strip():
            yield Named(cast("Label", label), name, cast("RelationType", relation))
        else:
            fields.tell("named", f"{values.shown(item)} has no label, name and relation that are known")


_NAMED_KEYS = ("label", "name", "relation")


def _results(fields: _Fields) -> Iterator[TableEntry]:
    for item in fields.items("results"):
        entry = item if isinstance(item, Mapping) else {}
        benchmark, metric, number = entry.get("benchmark"), entry.get("metric"), entry.get("value")
        if (
            isinstance(benchmark, str)
            and isinstance(metric, str)
            and isinstance(number, int | float)
            and not isinstance(number, bool)
        ):
            unit = entry.get("unit")
            yield TableEntry(
                benchmark,
                metric,
                float(number),
                unit if isinstance(unit, str) else "",
                _word(entry.get("subject")),
                _word(entry.get("task")),
            )
        else:
            fields.tell("results", f"{values.shown(item)} has no benchmark, metric and value")
