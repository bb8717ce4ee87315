"""How a world is made: people, papers, identifiers, who cites whom, what each service shows."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from typing import Any, Literal

from tests.world import words
from tests.world.papers import Citation, Person, Record, Repository, Work, World

TODAY = dt.date(2025, 6, 11)
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
        for _ in range(max(1, self.size // 60)):
            self.decoys()
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

    def decoys(self) -> None:
        """Make one decoy of each kind."""
        raise NotImplementedError

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
            # Works that OpenAlex knows under two identifiers are cited twice at least, so that both are used.
            chosen.update(index for index in range(max(0, at - 2), at) if self.works[index].other_names)
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
            if self.chance.random() < 0.85 and "/" not in work.ids["arxiv"]:
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
                if known and (cited.other_names or chance.random() < share):
                    record.cites.append(cited.key)
                elif name in {"semantic_scholar", "crossref"}:
                    record.unknown.append(cited.title)
        odd = getattr(self, f"spoil_{work.decoy.replace('-', '_')}", None)
        if odd:
            odd(work)
