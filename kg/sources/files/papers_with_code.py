"""The archive of Papers with Code: papers, links to code, evaluation tables, datasets and methods.

Each is a JSON array or JSON lines. What a paper has in several records (its repositories, its results, the datasets
that it presents) is gathered to the end of the file, so that a paper comes once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.identity import ids
from kg.model import Named, Paper, Repository, TableEntry
from kg.sources.files import people, values
from kg.sources.files.record import RecordError

if TYPE_CHECKING:
    import datetime as dt

OnOmission = Callable[[str, str], None]

_PAPERS_ONLY = ("url_abs", "short_abstract", "proceeding", "conference_url_abs")
_DATASETS_ONLY = ("introduced_date", "data_loaders", "num_papers", "modalities")
_METHODS_ONLY = ("introduced_year", "collections", "code_snippet_url")
_MEETING = re.compile(r"(.*\b\d{4}) \d{1,2}")
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?"
_SCORE = re.compile(rf"\s*([-+\u2212]?\s*{_DIGITS})\s*(%)?(?P<more>.*)", re.DOTALL)
_SPREAD = re.compile(r"\s*(?:%|(?:±|\+/-|\+-|\().*|[*†‡]+)?\s*", re.DOTALL)


def is_paper(value: Mapping[str, Any]) -> bool:
    """Tell an object of papers-with-abstracts from others."""
    return "paper_url" in value and "title" in value and any(key in value for key in _PAPERS_ONLY)


def is_part(value: Mapping[str, Any]) -> bool:
    """Tell an object of the archive's other files, which say one thing of a paper."""
    return bool(_part(value))


def _part(value: Mapping[str, Any]) -> str:
    if "repo_url" in value and ("paper_title" in value or "paper_url" in value):
        return "link"
    if isinstance(value.get("datasets"), list) and ("task" in value or "subtasks" in value):
        return "table"
    if isinstance(value.get("name"), str) and "title" not in value:
        if any(key in value for key in _METHODS_ONLY):
            return "method"
        if any(key in value for key in _DATASETS_ONLY):
            return "dataset"
    return ""


def paper(value: Mapping[str, Any], on_omission: OnOmission) -> Paper:
    """Read one object of papers-with-abstracts.

    Raises:
        RecordError: it has no title.
    """
    title = _text(value, "title", on_omission)
    if not title.strip():
        raise RecordError("the title is missing" if value.get("title") is None else "the title is empty")
    url = _text(value, "url_abs", on_omission) or _text(value, "url_pdf", on_omission)
    found = _identifiers(value, url, on_omission)
    day, year = _day(value, "date", on_omission)
    meeting = _text(value, "conference", on_omission) or _text(value, "proceeding", on_omission)
    cut = _MEETING.fullmatch(meeting)
    named = [Named("Task", task, "ADDRESSES") for task in _names(value, "tasks", on_omission)]
    named += [Named("Method", method, "USES") for method in _names(value, "methods", on_omission)]
    given = value.get("authors")
    return Paper(
        ids.paper_id(title, ids=found, url=url),
        title,
        _text(value, "abstract", on_omission) or _text(value, "short_abstract", on_omission),
        published=day,
        year=year,
        authors=() if values.nothing(given) else people.authors(given, on_omission),
        url=url or _text(value, "paper_url", on_omission) or None,
        venue=(cut[1] if cut else meeting) or None,
        ids=found,
        named=tuple(dict.fromkeys(named)),
    )


@dataclass(slots=True)
class _Gathered:
    """What was said of one paper so far."""

    line: int
    title: str
    url: str
    ids: dict[str, str]
    published: dt.date | None = None
    repositories: dict[str, bool | None] = field(default_factory=dict)
    named: dict[Named, None] = field(default_factory=dict)
    results: dict[TableEntry, None] = field(default_factory=dict)


class Archive:
    """Gather what the archive's files say of papers, object by object."""

    def __init__(self) -> None:
        self._by_key: dict[str, _Gathered] = {}

    def add(self, line: int, value: Mapping[str, Any], on_omission: OnOmission) -> None:
        """Take one object.

        Args:
            line: where it stands.
            value: an object of which `is_part` is true.
            on_omission: told of each field that cannot be read.

        Raises:
            RecordError: it says nothing of any paper.
        """
        part = _part(value)
        if part == "link":
            self._link(line, value, on_omission)
        elif part == "table":
            self._table(line, value, on_omission)
        else:
            self._thing(line, value, part, on_omission)

    def papers(self) -> Iterator[tuple[int, Paper]]:
        """Give the papers that were gathered, each with the line where it is named first."""
        while self._by_key:
            key = next(iter(self._by_key))
            one = self._by_key.pop(key)
            yield (
                one.line,
                Paper(
                    key,
                    one.title,
                    published=one.published,
                    url=one.url or None,
                    ids=one.ids,
                    repositories=tuple(Repository(url, official) for url, official in one.repositories.items()),
                    named=tuple(one.named),
                    results=tuple(one.results),
                ),
            )

    def _paper(self, line: int, title: str, url: str, found: dict[str, str]) -> _Gathered:
        if not title.strip() and not found:
            raise RecordError("it names no paper")
        key = ids.paper_id(title, ids=found, url=url)
        one = self._by_key.setdefault(key, _Gathered(line, title, url, found))
        one.title = one.title or title
        return one

    def _link(self, line: int, value: Mapping[str, Any], on_omission: OnOmission) -> None:
        address = _text(value, "repo_url", on_omission).strip()
        url = _text(value, "paper_url_abs", on_omission) or _text(value, "paper_url", on_omission)
        found = _identifiers({"arxiv_id": value.get("paper_arxiv_id")}, url, on_omission)
        one = self._paper(line, _text(value, "paper_title", on_omission), url, found)
        official = value.get("is_official")
        if isinstance(official, str):
            official = {"true": True, "false": False}.get(official.strip().lower())
        if not address:
            on_omission("repo_url", "it is empty")
        elif not one.repositories.get(address):
            one.repositories[address] = official if isinstance(official, bool) else None

    def _thing(self, line: int, value: Mapping[str, Any], part: str, on_omission: OnOmission) -> None:
        said = value.get("paper")
        source = said if isinstance(said, Mapping) else {}
        title = _text(source, "title", on_omission) or _text(value, "source_title", on_omission)
        url = _text(source, "url", on_omission) or _text(value, "source_url", on_omission)
        name = _text(value, "name", on_omission).strip()
        if not name:
            raise RecordError("the name is empty")
        if not title.strip() and ids.identify(url) is None:
            raise RecordError(f"no paper is said to present {values.shown(name)}")
        one = self._paper(line, title, url, _identifiers({}, url, on_omission))
        one.named[Named("Method" if part == "method" else "Benchmark", name, "INTRODUCES")] = None

    def _table(self, line: int, value: Mapping[str, Any], on_omission: OnOmission) -> None:
        """Take the rows of a task, its datasets and its parts."""
        nameless = 0
        todo: list[tuple[Mapping[str, Any], str]] = [(value, "")]
        while todo:
            part, above = todo.pop()
            task = _text(part, "task", on_omission).strip() or above
            todo.extend((sub, task) for sub in _objects(part, "subtasks"))
            tables = list(_objects(part, "datasets"))
            while tables:
                table = tables.pop()
                tables.extend(_objects(table, "subdatasets"))
                name = _text(table, "dataset", on_omission).strip()
                sota = table.get("sota")
                for row in _objects(sota, "rows") if isinstance(sota, Mapping) else ():
                    nameless += not self._row(line, row, name, task, on_omission)
        if nameless:
            on_omission("paper_url", f"{nameless} rows of the table name no paper")

    def _row(self, line: int, row: Mapping[str, Any], benchmark: str, task: str, on_omission: OnOmission) -> bool:
        url, title = _text(row, "paper_url", on_omission), _text(row, "paper_title", on_omission)
        found = _identifiers({}, url, on_omission)
        if not title.strip() and not found:
            return False
        one = self._paper(line, title, url, found)
        one.published = one.published or _day(row, "paper_date", on_omission)[0]
        for link in _objects(row, "code_links"):
            if isinstance(link.get("url"), str) and link["url"].strip():
                one.repositories.setdefault(link["url"].strip(), None)
        subject = _text(row, "model_name", on_omission).strip() or None
        scores = row.get("metrics")
        for metric, score in scores.items() if isinstance(scores, Mapping) else ():
            if values.nothing(score):
                continue
            read = number(score)
            if read is None:
                on_omission(f"metrics.{metric}", f"{values.shown(score)} is no number")
            elif benchmark:
                one.results[TableEntry(benchmark, str(metric), read[0], read[1], subject, task or None)] = None
        return True


def number(score: object) -> tuple[float, str] | None:
    """Read a cell of a table of results: the number, and its unit where that is per cent.

    >>> number("79.1%"), number("81.2 ± 0.3"), number("1,204"), number("n/a")
    ((79.1, '%'), (81.2, ''), (1204.0, ''), None)
    """
    if isinstance(score, bool) or not isinstance(score, str | int | float):
        return None
    if not isinstance(score, str):
        return float(score), ""
    found = _SCORE.fullmatch(score)
    if found is None or not _SPREAD.fullmatch(found["more"]):
        return None
    digits = found[1].replace(",", "").replace("\u2212", "-").replace(" ", "")
    return float(digits), found[2] or ("%" if found["more"].rstrip().endswith("%") else "")


def _identifiers(value: Mapping[str, Any], url: str, on_omission: OnOmission) -> dict[str, str]:
    found: dict[str, str] = {}
    given = _text(value, "arxiv_id", on_omission).strip()
    if given:
        known = ids.identify(given)
        if known is None or known[0] != "arxiv":
            on_omission("arxiv_id", f"{values.shown(given)} is no arXiv identifier")
        else:
            found["arxiv"] = known[1]
    if openreview := _text(value, "openreview_id", on_omission).strip():
        found["openreview"] = openreview
    known = ids.identify(url) if url else None
    if known:
        found.setdefault(*known)
    return found


def _objects(value: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    items = value.get(key)
    for item in items if isinstance(items, list) else ():
        if isinstance(item, Mapping):
            yield item


def _text(value: Mapping[str, Any], key: str, on_omission: OnOmission) -> str:
    try:
        return values.text(value.get(key))
    except values.UnreadError as error:
        on_omission(key, str(error))
        return ""


def _day(value: Mapping[str, Any], key: str, on_omission: OnOmission) -> tuple[dt.date | None, int | None]:
    try:
        return values.day(value.get(key))
    except values.UnreadError as error:
        on_omission(key, str(error))
        return None, None


def _names(value: Mapping[str, Any], key: str, on_omission: OnOmission) -> Iterator[str]:
    for item in values.items(value.get(key)):
        name = item.get("name") if isinstance(item, Mapping) else item
        if isinstance(name, str) and name.strip():
            yield name.strip()
        elif not values.nothing(item):
            on_omission(key, f"{values.shown(item)} is no name")
