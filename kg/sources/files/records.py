"""The records of a JSON file or a table, one after the other, whoever published them."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.identity import ids
from kg.model import Paper
from kg.sources import csl
from kg.sources.files import acl, arxiv_dump, json_values, keys, papers_with_code, record
from kg.sources.files.values import kind
from kg.sources.parsers import crossref, huggingface, openalex, semantic_scholar

if TYPE_CHECKING:
    from kg.sources.files.json_values import Found

OnOmission = Callable[[int, str, str], None]

_LISTS = (
    *("results", "data", "papers", "items", "works", "records", "entries", "hits", "documents", "articles"),
    *("hit", "result", "notes"),
)
_WRAPPERS = ("message", "response", "paper_list", "resultList", *_LISTS)
_SHOWN = 2000
_DEEPEST = 4
_SHA = 40
_INNER = ("info", "content", "bib", "data", "attributes", "_source", "message", "paper", "work", "article", "metadata")
_WORK = re.compile(r"openalex\.org/(?:works/)?W\d", re.IGNORECASE)
_OTHER_ENTITY = re.compile(r"https?://(?:api\.)?openalex\.org/(?:[a-z-]+/)?[A-VX-Z]\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record: the paper that it is, or why it is none.

    Attributes:
        line: where it begins.
        paper: None where it cannot be read.
        problem: half a sentence where it cannot be read.
        text: what stands there, where it cannot be read.
        unlike: whether it hardly is the record of a paper.
        unknown: keys that are not understood.
    """

    line: int
    paper: Paper | None = None
    problem: str = ""
    text: str = ""
    unlike: bool = False
    unknown: tuple[str, ...] = ()


def entries(found: Iterable[Found], on_omission: OnOmission, *, untitled: bool = False) -> Iterator[Entry]:
    """Read papers from the values of a file.

    Args:
        found: the values.
        on_omission: told of each field that cannot be read: the line, the field and why.
        untitled: whether texts without a title will do.
    """
    archive = papers_with_code.Archive()
    for one in found:
        if one.problem:
            yield Entry(one.line, problem=one.problem, text=one.text)
            continue
        for value in _single(one.value, 0):
            entry = _entry(one.line, value, archive, on_omission, untitled=untitled)
            if entry is not None:
                yield entry
    for line, paper in archive.papers():
        yield Entry(line, paper)


def _single(value: Any, depth: int) -> Iterator[Any]:
    """Take the records out of an answer that wraps them in an object, and out of lists."""
    if isinstance(value, list) and depth < _DEEPEST:
        for item in value:
            yield from _single(item, depth + 1)
    elif isinstance(value, Mapping) and depth < _DEEPEST and (inner := _wrapped(value)) is not None:
        yield from _single(inner, depth + 1)
    else:
        yield value


def _wrapped(value: Mapping[str, Any]) -> Any:
    """Give what an answer wraps; None where it is a record itself."""
    if "title" in value or "repo_url" in value or papers_with_code.is_part(value):
        return None
    for key in _WRAPPERS:
        inner = value.get(key)
        if isinstance(inner, list) and all(isinstance(item, Mapping | list | str | None) for item in inner):
            if key in _LISTS and (not inner or isinstance(inner[0], Mapping)):
                return inner
        elif isinstance(inner, Mapping) and _wrapped(inner) is not None:
            return inner
    if value and all(isinstance(item, Mapping) and "title" in item for item in value.values()):
        return [{"id": key, **item} for key, item in value.items()]  # papers by their identifiers
    return None


def _entry(
    line: int, value: Any, archive: papers_with_code.Archive, on_omission: OnOmission, *, untitled: bool
) -> Entry | None:
    def tell(field: str, why: str) -> None:
        on_omission(line, field, why)

    if isinstance(value, str):
        known = ids.identify(value)
        if known:
            return Entry(line, Paper(ids.spelled(*known), "", ids=dict([known])))
    if not isinstance(value, Mapping):
        return Entry(line, problem=f"it is {kind(value)}, not an object", text=_text(value), unlike=True)
    try:
        if papers_with_code.is_part(value):
            archive.add(line, value, tell)
            return None
        read = parse(value, tell, untitled=untitled)
    except record.RecordError as error:
        return Entry(line, problem=str(error), text=_text(value), unlike=True, unknown=error.unknown)
    return Entry(line, read.paper, text=_text(value) if read.unlike else "", unlike=read.unlike, unknown=read.unknown)


def parse(value: Mapping[str, Any], on_omission: record.OnOmission, *, untitled: bool = False) -> record.Read:
    """Read one object, as its publisher means it.

    Raises:
        RecordError: it is no paper.
    """
    if _OTHER_ENTITY.fullmatch(str(value.get("id") or "")):
        raise record.RecordError(f"it is no work of OpenAlex but {value['id']}")
    if acl.is_one(value):
        return acl.parse(value, on_omission)
    if arxiv_dump.is_one(value):
        return arxiv_dump.parse(value, on_omission)
    for is_one, read in _PUBLISHERS:
        if is_one(value):
            try:
                return record.Read(read(value, on_omission))
            except record.RecordError:
                raise
            except ValueError as error:
                raise record.RecordError(str(error)) from None
    return record.read(_opened(value), on_omission, untitled=untitled)


def _opened(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Take a record out of the object in which some services put it: ``{"id": ..., "content": {"title": ...}}``."""
    if any(keys.field(key) == "title" for key in value):
        return value
    for name in _INNER:
        inner = value.get(name)
        if isinstance(inner, Mapping):
            whole: Mapping[str, Any] = {**{key: item for key, item in value.items() if key != name}, **_opened(inner)}
            if any(keys.field(key) == "title" for key in whole):
                return whole
    return value


def _is_openalex(value: Mapping[str, Any]) -> bool:
    address = value.get("id")
    named = isinstance(address, str) and _WORK.search(address) is not None and "display_name" in value
    return named or "abstract_inverted_index" in value or "authorships" in value


def _is_semantic_scholar(value: Mapping[str, Any]) -> bool:
    if any(key in value for key in ("externalIds", "externalids", "corpusid", "citationcount")):
        return True
    given = value.get("paperId")
    return isinstance(given, str) and len(given) == _SHA


def _is_link(value: Mapping[str, Any]) -> bool:
    return isinstance(value.get("citedPaper", value.get("citingPaper")), Mapping)


def _is_hugging_face(value: Mapping[str, Any]) -> bool:
    inner = value.get("paper")
    if isinstance(inner, Mapping):
        return "id" in inner or "title" in inner
    return "summary" in value and any(key in value for key in ("publishedAt", "upvotes", "submittedOnDailyAt"))


def _is_crossref(value: Mapping[str, Any]) -> bool:
    return "DOI" in value and (isinstance(value.get("title"), list) or "is-referenced-by-count" in value)


def _crossref(value: Mapping[str, Any], on_omission: record.OnOmission) -> Paper:
    if not crossref.is_paper(value):
        raise record.RecordError(f"it is no paper but a {value.get('type')}")
    return crossref.work(value, on_omission)


def _linked(value: Mapping[str, Any], on_omission: record.OnOmission) -> Paper:
    link = (semantic_scholar.reference if "citedPaper" in value else semantic_scholar.citation)(value, on_omission)
    if link.paper is None:
        raise record.RecordError("the paper at the other end has no identifier")
    on_omission("contexts", "which paper the list is of is not said; the papers in it are read without the citations")
    return link.paper


_PUBLISHERS: tuple[tuple[Callable[[Mapping[str, Any]], bool], Callable[..., Paper]], ...] = (
    (papers_with_code.is_paper, papers_with_code.paper),
    (_is_openalex, openalex.work),
    (_is_link, _linked),
    (_is_semantic_scholar, semantic_scholar.paper),
    (_is_hugging_face, huggingface.paper),
    (_is_crossref, _crossref),
)
"""Whose object it is, and who reads it; the first that knows it."""


def is_csl(head: bytes) -> bool:
    """Tell CSL-JSON from other JSON, by the first record of a file."""
    first = next(json_values.stream(io.BytesIO(head)), None)
    value = first.value if first else None
    if isinstance(value, Mapping) and isinstance(value.get("items"), list) and value["items"]:
        value = value["items"][0]
    if not isinstance(value, Mapping) or not csl.is_csl(value) or _is_crossref(value):
        return False
    people = value.get("author")
    named = isinstance(people, list) and bool(people) and isinstance(people[0], Mapping)
    return named or isinstance(value.get("issued"), Mapping) or "container-title" in value


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:_SHOWN].encode("utf-8", "replace").decode("utf-8")
