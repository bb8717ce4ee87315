"""This file is about how the made-up world is made: plain papers, and decoys that look like one paper, or like two.

Each decoy is made once for every sixty papers, all others are plain. What every kind of decoy is, its maker says.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from typing import TYPE_CHECKING, Any, Literal

from tests.world import words
from tests.world.papers import ANONYMOUS, Citation, Person, Record, Repository, Work, World

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = dt.date(2025, 6, 11)
FUTURE = dt.date(2031, 1, 1)
Profile = Literal["arxiv", "both", "doi", "neither"]
INTENTS = (("methodology",), ("background",), ("result",), ("methodology", "background"), ())


class Maker:
    """Makes a world of a size from a seed."""

    def __init__(self, seed: int, size: int) -> None:
        self.seed = seed
        self.size = size
        self.chance = random.Random(seed)
        self.names: set[str] = set()
        self.works: list[Work] = []
        self.by_key: dict[str, Work] = {}
        self.people = [self.person() for _ in range(max(30, size // 2))]
        first = self.people[0]
        self.namesake = Person(first.name, "90000002", "A9000000002", "0000-0001-9999-0002", "Lake Town Polytechnic")

    def person(self) -> Person:
        """Make a person whose name no other has: two given names where one is not enough."""
        while True:
            name = f"{self.chance.choice(words.GIVEN)} {self.chance.choice(words.FAMILY)}"
            if name in self.names:
                name = f"{self.chance.choice(words.GIVEN)} {name}"
            if name not in self.names:
                break
            if len(self.names) > len(words.GIVEN) ** 2 * len(words.FAMILY) // 2:
                break
        self.names.add(name)
        number = len(self.names)
        orcid = f"0000-0002-{number // 10000:04d}-{number % 10000:04d}" if self.chance.random() < 0.5 else None
        return Person(name, f"{2200000 + number}", f"A5{number:09d}", orcid, self.chance.choice(words.ORGANIZATIONS))

    def world(self) -> World:
        """Make works until the world is full, then who cites whom, then what each service shows."""
        makers: tuple[Callable[[], None], ...] = (
            *(
                self.one_word,
                self.number,
                self.two_subtitles,
                self.subtitle_left_out,
                self.full_stop,
                self.case,
                self.parts,
            ),
            *(self.same_title_far, self.next_year, self.two_years_later, self.same_title_arxiv, self.anonymous),
            *(self.two_anonymous, self.year_zero, self.future, self.no_references, self.wrong_references, self.lacking),
            *(self.merged, self.retracted, self.withdrawn, self.elided, self.old_arxiv, self.odd_doi, self.namesakes),
            *(self.accents, self.acl_only, self.no_ids),
        )
        for _ in range(max(1, self.size // 60)):
            for maker in makers:
                maker()
        while len(self.works) < self.size:
            self.work()
        self.works.sort(key=lambda work: (work.published, work.key))
        self.cite()
        for work in self.works:
            self.show(work)
        self.by_key = {work.key: work for work in self.works}
        for work in self.works:
            self.spoil(work)
        return World(self.seed, TODAY, {work.key: work for work in self.works})

    def work(self, decoy: str = "plain", profile: Profile | None = None, **given: Any) -> Work:
        """Make a work; what is given stands, the rest is made up."""
        chance = self.chance
        number = len(self.works) + 1
        profile = profile or chance.choices(("arxiv", "both", "doi", "neither"), (45, 25, 20, 10))[0]
        method = words.name(chance, self.names)
        published = given.pop("published", None) or dt.date(2015, 1, 1) + dt.timedelta(days=chance.randrange(3700))
        authors = given.pop("authors", None) or tuple(chance.sample(self.people, chance.randint(1, 6)))
        repository = self.repository(method, number) if chance.random() < 0.4 else None
        named = [work.title.partition(":")[0] for work in self.works[-40:] if work.decoy == "plain"]
        older = chance.sample(named, min(2, len(named)))
        url = f"https://github.com/{repository.full_name}" if repository else None
        benchmark = words.name(chance, self.names) + "Bench"
        made = Work(
            key=f"w{number:05d}",
            decoy=decoy,
            title=given.pop("title", None) or words.title(chance, method),
            abstract=given.pop("abstract", None) or words.abstract(chance, method, benchmark, older, url),
            authors=authors,
            published=published,
            venue=chance.choice(words.VENUES),
            repository=repository,
            upvotes=chance.randrange(200),
        )
        if profile == "both":
            made.journal = published + dt.timedelta(days=given.pop("later", None) or chance.randint(20, 300))
        elif profile == "doi":
            made.journal = published
        for name, value in given.items():
            setattr(made, name, value)
        self.identify(made, number, profile)
        self.works.append(made)
        return made

    def identify(self, made: Work, number: int, profile: str | None) -> None:
        """Give a work its identifiers, unless its maker did."""
        ids = {
            "openalex": f"W44{number:08d}",
            "s2": hashlib.sha1(f"{self.seed} {made.key}".encode()).hexdigest(),
            "corpus_id": f"{270000000 + number}",
        }
        if profile in {"arxiv", "both"}:
            digits = 5 if made.published >= dt.date(2015, 1, 1) else 4
            ids["arxiv"] = f"{made.published:%y%m}.{number:0{digits}d}"
        if profile in {"doi", "both"}:
            year = (made.journal or made.published).year
            ids["doi"] = f"10.55555/{'JMR' if number % 2 else 'cml'}.{year}.{number:05d}"
        if profile == "neither" or number % 9 == 0:
            ids["acl"] = (
                f"{made.published.year}.acl-long.{number}"
                if made.published.year >= 2020
                else f"P{made.published:%y}-{1000 + number}"
            )
        if number % 5 == 0:
            ids["pmid"] = f"{38000000 + number}"
        if made.published.year < 2020:
            ids["mag"] = f"29{number:08d}"
        made.ids = {**ids, **made.ids}

    def repository(self, method: str, number: int) -> Repository:
        """Make up a repository; of twelve one is gone, one has moved, two are archived."""
        chance = self.chance
        full = f"{method.lower()}-lab/{method.lower()}"
        odd = chance.randrange(12)
        pushed = dt.datetime(2025, 1, 1, 12, tzinfo=dt.UTC) - dt.timedelta(hours=chance.randrange(30000))
        return Repository(
            full,
            900000 + number,
            chance.randrange(5000),
            None if odd == 3 else chance.choice(words.LICENSES),
            odd in {4, 5},
            f"{pushed:%Y-%m-%dT%H:%M:%SZ}",
            gone=odd == 0,
            moved=f"{method.lower()}-org/{method.lower()}" if odd == 1 else None,
        )

    # Who cites whom.

    def cite(self) -> None:
        """Let each work cite up to eight older ones, the much cited ones more often, and now and then the next one."""
        chance = self.chance
        counts = [1] * len(self.works)
        for at, work in enumerate(self.works):
            wanted = min(at, chance.randint(2, 8))
            chosen: set[int] = set()
            while len(chosen) < wanted:
                chosen.update(chance.choices(range(at), counts[:at], k=wanted - len(chosen)))
            if at + 1 < len(self.works) and at % 20 == 19:
                chosen.add(at + 1)
            for index in sorted(chosen):
                counts[index] += 2
                cited = self.works[index]
                contexts = tuple(words.sentence(chance, cited.authors[0].family) for _ in range(chance.randrange(3)))
                intents = chance.choice(INTENTS) if contexts else ()
                work.references.append(Citation(cited.key, contexts, intents, influential=chance.random() < 0.1))

    # What each service shows.

    def show(self, work: Work) -> None:
        """Write what each service that has a work shows of it: everything right, no service knowing every reference."""

        def record(date: dt.date, *, titled: str | None = None) -> Record:
            return Record(titled or work.title, work.authors, date, date.year)

        if "arxiv" in work.ids:
            work.records["arxiv"] = record(work.published)
            if self.chance.random() < 0.85:
                work.records["huggingface"] = record(work.published)
        if "doi" in work.ids:
            work.records["crossref"] = record(work.journal or work.published)
            work.records["opencitations"] = record(work.journal or work.published)
        elif "arxiv" in work.ids:
            work.records["opencitations"] = record(work.published)
        work.records["semantic_scholar"] = record(work.published)
        work.records["openalex"] = record(work.journal or work.published)
        if work.repository and not work.repository.gone:
            work.records["github"] = record(work.published)
        for name in work.lacking:
            work.records.pop(name, None)

    def spoil(self, work: Work) -> None:
        """Let each service say the references that it knows; then what is odd about a work's records."""
        chance = self.chance
        shares = {"semantic_scholar": 0.9, "openalex": 0.8, "crossref": 0.85, "opencitations": 0.7}
        for name, share in shares.items():
            record = work.records.get(name)
            if record is None:
                continue
            for citation in work.references:
                cited = self.by_key[citation.cited]
                if name in {"crossref", "opencitations"}:
                    known = cited.doi is not None and (name == "crossref" or name in cited.records)
                else:
                    known = name in cited.records
                if known and chance.random() < share:
                    record.cites.append(cited.key)
                elif name in {"semantic_scholar", "crossref"}:
                    record.unknown.append(cited.title)
        odd = getattr(self, f"spoil_{work.decoy.replace('-', '_')}", None)
        if odd:
            odd(work)

    # Decoys: two papers that look like one.

    def pair(
        self, decoy: str, first: str, second: str, *, profile: Profile = "arxiv", days: int = 30
    ) -> tuple[Work, Work]:
        """Make two papers by the same people, at most a month apart."""
        one = self.work(decoy, profile, title=first, published=self.day())
        return one, self.work(
            decoy, profile, title=second, authors=one.authors, published=one.published + dt.timedelta(days=days)
        )

    def day(self, low: int = 2017, high: int = 2023) -> dt.date:
        """Make up a day early in a year."""
        return dt.date(self.chance.randint(low, high), self.chance.randint(1, 6), self.chance.randint(1, 28))

    def one_word(self) -> None:
        """Two papers whose titles differ by one word."""
        method = words.name(self.chance, self.names)
        self.pair(
            "one-word", f"{method}: Sparse Routing for Long Documents", f"{method}: Dense Routing for Long Documents"
        )

    def number(self) -> None:
        """Two papers whose titles differ by a number."""
        method = words.name(self.chance, self.names)
        self.pair(
            "number", f"{method} 2: Translation in 4 Steps", f"{method} 3: Translation in 4 Steps", profile="both"
        )

    def two_subtitles(self) -> None:
        """Two papers, of which one has a subtitle more."""
        method = words.name(self.chance, self.names)
        short = f"{method} Learns to Walk on Ice"
        self.pair("two-subtitles", short, f"{short}: An Extended Study")

    def parts(self) -> None:
        """Part I and Part II."""
        method = words.name(self.chance, self.names)
        self.pair("parts", f"On the Limits of {method}, Part I", f"On the Limits of {method}, Part II", profile="doi")

    def same_title_far(self) -> None:
        """Two papers of one title, by others, seven years apart; the page lists the later."""
        title = f"Learning to {words.name(self.chance, self.names)} Without Labels"
        old = self.work("same-title-far", "doi", title=title, published=self.day(2015, 2016), listed=False)
        others = [person for person in self.people if person.family != old.authors[0].family]
        self.work(
            "same-title-far",
            "both",
            title=title,
            published=old.published.replace(year=old.published.year + 7),
            authors=tuple(self.chance.sample(others, 3)),
        )

    def same_title_arxiv(self) -> None:
        """Two papers of one title by the same people in one year, with two arXiv ids: nobody can tell them by title."""
        title = f"A Note on {words.name(self.chance, self.names)} Networks"
        for work in self.pair("same-title-arxiv", title, title):
            work.listed = False

    def two_anonymous(self) -> None:
        """Two papers of one title by "Anonymous", a year apart, with two DOIs."""
        title = f"Notes on {words.name(self.chance, self.names)} Systems"
        day = self.day()
        for published in (day, day.replace(year=day.year + 1)):
            self.work("two-anonymous", "doi", title=title, published=published, authors=(ANONYMOUS,), listed=False)

    def namesakes(self) -> None:
        """Two papers by two people of one name."""
        for person in (self.people[0], self.namesake):
            self.work("namesakes", "both", authors=(person, *self.chance.sample(self.people[1:], 2)))

    # Decoys: one paper that looks like two.

    def subtitle_left_out(self) -> None:
        """Semantic Scholar leaves the subtitle out."""
        method = words.name(self.chance, self.names)
        self.work("subtitle-left-out", "arxiv", title=f"Thinking in {method}: How Models Plan Ahead")

    def spoil_subtitle_left_out(self, work: Work) -> None:
        work.records["semantic_scholar"].title = work.title.partition(":")[0]

    def full_stop(self) -> None:
        """OpenAlex ends the title with a full stop."""
        self.work("full-stop", "both")

    def spoil_full_stop(self, work: Work) -> None:
        work.records["openalex"].title += "."

    def case(self) -> None:
        """Crossref writes the title in capitals, OpenAlex in small letters."""
        self.work("case", "both")

    def spoil_case(self, work: Work) -> None:
        work.records["crossref"].title = work.title.upper()
        work.records["openalex"].title = work.title.lower()

    def next_year(self) -> None:
        """A preprint, and its journal version a year later."""
        self.work("next-year", "both", published=self.day(), later=366)

    def two_years_later(self) -> None:
        """A preprint, and its journal version two years later."""
        self.work("two-years-later", "both", published=self.day(), later=731)

    def merged(self) -> None:
        """OpenAlex had it twice; the older id answers 301, and a work that cites it still names the older id."""
        number = len(self.works) + 1
        self.work("merged", "both", published=dt.date(2016, 2, 1), old=(f"W33{number:08d}",))

    def old_arxiv(self) -> None:
        """An arXiv id of before April 2007."""
        number = len(self.works) + 1
        self.work("old-arxiv", "arxiv", published=dt.date(2006, 1, 15), ids={"arxiv": f"cs/0601{number % 1000:03d}"})

    def odd_doi(self) -> None:
        """A DOI with everything that an address must quote, as publishers gave them out."""
        number = len(self.works) + 1
        odd = f"10.55555/0012-9615(1999)069[0{number:05d}:EDILSA]2.0.CO;2"
        self.work("odd-doi", "doi", published=dt.date(2016, 3, 1), ids={"doi": odd})

    def accents(self) -> None:
        """A title with accents, an ampersand, and Greek; Crossref writes it with markup."""
        method = words.name(self.chance, self.names)
        self.work("accents", "both", title=f"{method} & Schrödinger Bridges: β-Divergences in Practice")

    def spoil_accents(self, work: Work) -> None:
        work.records["crossref"].title = work.title.replace("&", "&amp;").replace("β", "<i>β</i>")

    def acl_only(self) -> None:
        """Neither arXiv id nor DOI: the ACL Anthology's id is what there is."""
        self.work("acl-only", "neither")

    def no_ids(self) -> None:
        """No identifier but those that Semantic Scholar and OpenAlex gave it."""
        del self.work("no-ids", "neither").ids["acl"]

    # Decoys: records that are wrong, or absent.

    def anonymous(self) -> None:
        """OpenAlex names "Anonymous" as the author."""
        self.work("anonymous", "arxiv")

    def spoil_anonymous(self, work: Work) -> None:
        work.records["openalex"].authors = (ANONYMOUS,)

    def year_zero(self) -> None:
        """Semantic Scholar says year 0, and no day."""
        self.work("year-zero", "arxiv")

    def spoil_year_zero(self, work: Work) -> None:
        record = work.records["semantic_scholar"]
        record.year, record.date = 0, None

    def future(self) -> None:
        """Crossref and OpenAlex date it in the future: a journal's issue to come."""
        self.work("future", "both")

    def spoil_future(self, work: Work) -> None:
        for name in ("crossref", "openalex"):
            work.records[name].date, work.records[name].year = FUTURE, FUTURE.year

    def no_references(self) -> None:
        """OpenAlex has no references of it."""
        self.work("no-references", "both", published=self.day(2022, 2023))

    def spoil_no_references(self, work: Work) -> None:
        work.records["openalex"].cites.clear()

    def wrong_references(self) -> None:
        """One of OpenAlex's references is a work that it does not have itself, and one is a wrong one."""
        self.work("wrong-references", "arxiv", published=self.day(2022, 2023))

    def spoil_wrong_references(self, work: Work) -> None:
        record = work.records["openalex"]
        true = {citation.cited for citation in work.references}
        wrong = next(w.key for w in self.works if w.key not in true and w.key != work.key and "openalex" in w.records)
        record.cites.append(wrong)
        record.unknown.append(f"W77{int(work.key[1:]):08d}")

    def lacking(self) -> None:
        """Four papers, each of which one service lacks."""
        for name, profile in (
            ("semantic_scholar", "both"),
            ("openalex", "both"),
            ("huggingface", "arxiv"),
            ("crossref", "doi"),
        ):
            self.work("lacking", profile, lacking=frozenset({name}))  # type: ignore[arg-type]

    def retracted(self) -> None:
        """Retracted: OpenAlex and Crossref say so, and Crossref puts it before the title."""
        self.work("retracted", "doi", status="retracted")

    def spoil_retracted(self, work: Work) -> None:
        work.records["crossref"].title = f"RETRACTED: {work.title}"

    def withdrawn(self) -> None:
        """Withdrawn by its authors: arXiv's comment says so."""
        self.work("withdrawn", "arxiv", status="withdrawn")

    def elided(self) -> None:
        """Semantic Scholar may not show its references."""
        self.work("elided", "doi", published=self.day(2022, 2023))

    def spoil_elided(self, work: Work) -> None:
        record = work.records["semantic_scholar"]
        record.elided = True
        record.cites.clear()
        record.unknown.clear()
