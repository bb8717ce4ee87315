"""Reading a source without being told what it is: its content says, and not its name.

    with opened(path, on_reject=...) as source:
        for paper in source: ...
    source.digest, source.omissions.sentences()

A source is opened once, so a pipe will do. Whatever is in it, each paper is admitted by `kg.sources.admission`; a
record that cannot be read is a `Reject`, a field that cannot be read an `Omission`, and where most records look
unlike papers the source is refused in one sentence.
"""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.sources import admission, bibtex, csl, daily_page, ris, text
from kg.sources.files import id_list, json_values, pairs, records, table
from kg.sources.files.container import STDIN, Container
from kg.sources.files.detection import Kind, detect
from kg.sources.files.records import Entry
from kg.sources.omissions import Tally
from kg.sources.parsers import arxiv
from kg.sources.reject import Omission, Reject, log_reject
from kg.sources.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.model import Paper
    from kg.sources.files.container import Member
    from kg.sources.reject import OnOmission, OnReject

_LOOKED_AT = 20
"""How many records are looked at before the first paper is given."""

_SHARE = 0.5
"""The share of records unlike papers beyond which a source is refused."""


_WHOLE = {Kind.BIBTEX: bibtex.parse, Kind.RIS: ris.parse}
"""Who reads a whole file of a kind."""


class _Share:
    """How many records of a file look unlike papers."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._unlike = 0
        self._first: Entry | None = None
        self.total = 0

    def add(self, entry: Entry) -> None:
        self.total += 1
        self._unlike += entry.unlike
        if self._first is None and (entry.unlike or entry.paper is None):
            self._first = entry

    def check(self, omissions: Tally) -> None:
        """Refuse the file where most records are unlike papers."""
        if self._first is None or self._unlike <= _SHARE * self.total:
            return
        keys = omissions.keys()
        whys = [self._first.problem, f"not understood: {keys}" if keys else ""]
        why = "; ".join(filter(None, whys))
        raise SourceError(
            f"{self._name}, line {self._first.line}: {self._unlike:,} of {self.total:,} records look unlike papers, "
            f'which have a "title" and an "abstract", "authors" or an identifier ({why}).'
        )

    def error(self) -> SourceError:
        """Say why a file has no paper at all."""
        if self._first is None:
            return SourceError(f"{self._name} holds no papers; expected {text.EXPECTED}.")
        problem = self._first.problem or "it is none"
        return SourceError(
            f'{self._name}, line {self._first.line}: expected papers, each with a "title" or an identifier, '
            f"but {problem}."
        )


class Source:
    """One source, read once: iterate over it for its papers.

    Attributes:
        path: as it was given.
        name: in sentences.
        omissions: what was not understood so far.
        rejected: how many records could not be read so far.
    """

    def __init__(
        self,
        path: Path,
        container: Container,
        *,
        year: int | None,
        on_reject: OnReject,
        on_omission: OnOmission | None,
        untitled: bool,
    ) -> None:
        self.path = path
        self.name = container.name
        self.omissions = Tally()
        self.rejected = 0
        self._container = container
        self._year = year
        self._on_reject = on_reject
        self._on_omission = on_omission
        self._untitled = untitled
        self._seen = Seen()

    @property
    def digest(self) -> str:
        """The SHA-256 of the source's bytes, packed as they are."""
        return self._container.digest

    @property
    def key(self) -> str:
        """What the graph calls the source: its path; a pipe, which has none, is called by what came through it."""
        if str(self.path) != STDIN and (self.path.is_file() or not self.path.exists()):
            return str(self.path.expanduser().resolve())
        return f"pipe:{self.digest[:16]}"

    def __iter__(self) -> Iterator[Paper]:
        """Read the papers.

        Raises:
            SourceError: the source cannot be read at all, or most of its records are none of papers.
        """
        kept, problem, several = 0, None, False
        with self._container.errors():
            for member in self._container.members():
                several = several or bool(member.name)
                try:
                    for paper in self._member(member):
                        kept += 1
                        yield paper
                except SourceError as error:
                    if not member.name:
                        raise
                    problem = problem or error
                    self._reject(Reject(str(self.path), 1, f"{member.name} in it cannot be read", str(error)))
        if not kept and problem:
            raise problem

    def _member(self, member: Member) -> Iterator[Paper]:
        name = f"{self.name} ({member.name})" if member.name else self.name
        text.check_text(member.head, name)
        kind = detect(member.head)
        if kind is Kind.PAGE:
            page = text.read_page(member.file, name)
            papers = daily_page.parse(
                page, str(self.path), year=self._year, on_reject=self._reject, today=_last_changed(self.path)
            )
            yield from self._admitted(Entry(0, paper) for paper in papers)
        elif kind in _WHOLE or (kind in (Kind.JSON, Kind.JSON_LINES) and records.is_csl(member.head)):
            parse = _WHOLE.get(kind, csl.parse)
            data = text.read_page(member.file, name)
            yield from self._all(parse(data, str(self.path), on_reject=self._reject, on_omission=self._tell), name)
        elif kind is Kind.ATOM:
            yield from self._all(self._feed(text.read_page(member.file, name), name), name)
        elif kind is Kind.JSON_LINES:
            yield from self._judged(self._records(json_values.lines(member.file)), name)
        elif kind is Kind.JSON:
            yield from self._judged(self._records(json_values.stream(member.file)), name)
        elif kind is Kind.CITATIONS:
            header = text.decode(member.head).lstrip().splitlines()[0]
            yield from self._admitted(pairs.entries(member.file, header, str(self.path), on_reject=self._reject))
        elif kind is Kind.TABLE:
            yield from self._judged(table.entries(member.file, member.head, name, self._omit), name)
        else:
            listed = id_list.parse(member.file, str(self.path), on_reject=self._reject)
            yield from self._admitted(Entry(line, paper) for line, paper in listed)

    def _all(self, papers: Iterator[Paper], name: str) -> Iterator[Paper]:
        """Let papers through that another parser has judged, and refuse a file that has none."""
        before = self.omissions.papers
        yield from self._admitted(Entry(0, paper) for paper in papers)
        if self.omissions.papers == before:
            raise SourceError(f"{name} holds no papers that can be read; expected {text.EXPECTED}.")

    def _feed(self, data: bytes, name: str) -> Iterator[Paper]:
        try:
            feed = arxiv.feed(data)
        except ValueError as error:
            raise SourceError(f"{name} is no answer of arXiv that can be read: {error}.") from None
        if feed.error:
            raise SourceError(f"{name} holds an error of arXiv and no papers: {feed.error}.")
        for number, entry in enumerate(feed.entries, 1):
            try:
                yield arxiv.entry(entry, lambda field, why: self._omit(0, field, why))
            except ValueError as error:
                shown = f"entry {number}"
                self._reject(Reject(str(self.path), entry.sourceline or 1, f"{shown}: {error}", shown))

    def _records(self, found: Iterator[json_values.Found]) -> Iterator[Entry]:
        return records.entries(found, self._omit, untitled=self._untitled)

    def _judged(self, entries: Iterator[Entry], name: str) -> Iterator[Paper]:
        """Let papers through, unless most of the records are unlike papers."""
        share = _Share(name)
        before = self.omissions.papers
        waiting: list[Entry] = []
        for entry in entries:
            share.add(entry)
            self.omissions.unknown(entry.unknown)
            waiting.append(entry)
            if share.total == _LOOKED_AT:
                share.check(self.omissions)
            if share.total >= _LOOKED_AT:
                yield from self._admitted(waiting)
                waiting = []
        share.check(self.omissions)
        yield from self._admitted(waiting)
        if self.omissions.papers == before:
            raise share.error()

    def _admitted(self, entries: Iterable[Entry]) -> Iterator[Paper]:
        for entry in entries:
            if entry.paper is None:
                self._reject(Reject(str(self.path), entry.line, entry.problem, entry.text))
                continue
            try:
                paper = self._admit(entry.line, entry.paper)
            except admission.RefusedError as error:
                self._reject(Reject(str(self.path), max(entry.line, 1), str(error), entry.paper.title[:2000]))
                continue
            known = self._seen.first(paper.paper_id, entry.line)
            if known is not None:
                where = f", at line {known}" if known else ""
                reason = f"the paper {paper.paper_id} was read already{where}"
                self._reject(Reject(str(self.path), max(entry.line, 1), reason, entry.text or paper.title))
                continue
            self.omissions.paper(paper)
            yield paper

    def _admit(self, line: int, paper: Paper) -> Paper:
        return admission.admit(paper, lambda field, why: self._omit(line, field, why))

    def _omit(self, line: int, field: str, why: str) -> None:
        self._tell(Omission(str(self.path), line or None, field, why))

    def _tell(self, omission: Omission) -> None:
        self.omissions.omission(omission)
        if self._on_omission is not None:
            self._on_omission(omission)

    def _reject(self, reject: Reject) -> None:
        self.rejected += 1
        self._on_reject(reject)


@contextmanager
def opened(
    path: Path,
    *,
    year: int | None = None,
    on_reject: OnReject | None = None,
    on_omission: OnOmission | None = None,
    untitled: bool = False,
) -> Iterator[Source]:
    """Open a source to be read: a file of any kind that is known, packed or not, or a pipe; ``-`` is standard input.

    Args:
        path: the file.
        year: the year of a saved page, for dates that give none.
        on_reject: told of each record that cannot be read; without it, a warning is logged.
        on_omission: told of each field that cannot be read; the source counts them in any case.
        untitled: whether JSON with a text and no title will do.

    Raises:
        SourceError: the file cannot be opened.
    """
    with Container(path) as container:
        yield Source(
            path,
            container,
            year=year,
            on_reject=on_reject or log_reject,
            on_omission=on_omission,
            untitled=untitled,
        )


def read(
    path: Path,
    *,
    year: int | None = None,
    on_reject: OnReject | None = None,
    on_omission: OnOmission | None = None,
    untitled: bool = False,
) -> Iterator[Paper]:
    """Read the papers of a source, for callers who want nothing else of it; see `opened`.

    Raises:
        SourceError: the file cannot be read at all.
    """
    with opened(path, year=year, on_reject=on_reject, on_omission=on_omission, untitled=untitled) as source:
        yield from source


def check(path: Path) -> None:
    """Read the first paper of a file, to know that there is one; a pipe, which is read once only, is let through.

    Raises:
        SourceError: the file cannot be read at all.
    """
    if str(path) != STDIN and (path.is_file() or path.is_dir() or not path.exists()):
        next(read(path, on_reject=_ignore), None)


def _ignore(reject: Reject) -> None:
    """Leave a reject to whoever reads the file next."""
    del reject


def _last_changed(path: Path) -> dt.date:
    """Give the day on which a file was last changed; today for a pipe, or where a clock went wrong."""
    today = dt.datetime.now().astimezone().date()
    if not path.is_file():
        return today
    changed = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
    return min(changed, today) if changed.year >= 2000 else today  # noqa: PLR2004 - archives stamp files 1970 or 1980
