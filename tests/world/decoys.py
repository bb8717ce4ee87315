"""Decoys: papers that look like one and are two, that look like two and are one, wrong records.

What every kind of decoy is, its maker says; `spoil_...` changes what the services show of it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.world import words
from tests.world.making import Maker
from tests.world.papers import ANONYMOUS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.world.making import Profile
    from tests.world.papers import Work

FUTURE = dt.date(2031, 1, 1)


class Decoys(Maker):
    """Makes a world with one decoy of each kind for every sixty papers; all others are plain."""

    def __init__(self, seed: int, size: int, *, twins: bool = False) -> None:
        super().__init__(seed, size)
        self.twins = twins

    def decoys(self) -> None:
        """Make one decoy of each kind."""
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
        if self.twins:
            makers = (*makers, self.two_records)
        for maker in makers:
            maker()

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

    def two_records(self) -> None:
        """OpenAlex has the preprint and the journal version as two records, each with its own DOI and references."""
        for year in (2016, 2022):
            number = len(self.works) + 1
            day = dt.date(year, 2, 1)
            self.work("two-records", "both", published=day, later=200, twin=f"W22{number:08d}")

    def old_arxiv(self) -> None:
        """An arXiv id of before April 2007."""
        month, number = divmod(len(self.works) + 1, 1000)
        day = dt.date(1996 + month // 12, 1 + month % 12, 15)
        self.work("old-arxiv", "arxiv", published=day, ids={"arxiv": f"cs/{day:%y%m}{number:03d}"})

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
        """Retracted: OpenAlex and Crossref say so, Crossref also before the title; the notice is a work of its own."""
        work = self.work("retracted", "doi", status="retracted")
        title = f"Retraction Note to: {work.title}"
        later = work.published + dt.timedelta(days=400)
        self.work("notice", "doi", title=title, authors=work.authors, published=later, notice=work.key, listed=False)

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
