from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import resources

import pytest

from extract import resolve
from extract.lexicon.normalization import normal_form
from extract.lexicon.term_lists import first_years, listed_labels
from extract.resolution.entity_keys import form_of
from extract.resolution.introducing_papers import latecomers
from extract.resolution.papers import Papers
from kg.model import Author, Extraction, Mention, Paper, Reference
from tests.extract.builders import mention

NAME = "Zorbitron"


def claim(
    paper_id: str,
    year: int | None = None,
    *,
    name: str = NAME,
    title: str = "",
    by: str = "introduction",
    score: float = 0.95,
    long: str | None = None,
    author: str = "",
    cites: tuple[str, ...] = (),
) -> Extraction:
    """Give a paper of a team of its own that says that it introduces a thing: in its title, or in its abstract."""
    where = "title" if title.startswith(name) else "abstract"
    own = Mention(where, 0, len(name), name, "Method", score, by, "INTRODUCES", long)  # type: ignore[arg-type]
    paper = Paper(
        paper_id,
        title or f"About {paper_id}",
        published=date(year, 5, 1) if year else None,
        authors=(Author(author or f"Ann {paper_id}"),),
        references=tuple(map(Reference, cites)),
    )
    return Extraction(paper, (own,))


def use(paper_id: str, year: int | None = None, *, cites: tuple[str, ...] = (), name: str = NAME) -> Extraction:
    one = claim(paper_id, year, cites=cites)
    return replace(one, mentions=(mention(name, "Method"),))


def introducers(*papers: Extraction) -> set[str]:
    members = [(one.paper.paper_id, mention) for one in papers for mention in one.mentions]
    is_listed = any(form_of(one) in listed_labels() for _, one in members)
    claiming = {paper_id for paper_id, one in members if one.relation == "INTRODUCES"}
    return claiming - latecomers(members, Papers(one.paper for one in papers), is_listed=is_listed)


USERS = [use(f"u{n}", 2026) for n in range(3)]


def test_the_first_paper_introduces_what_later_ones_claim_too() -> None:
    assert introducers(claim("b", 2024), claim("a", 2025), claim("c", 2026), *USERS) == {"b"}


def test_of_papers_of_one_team_the_first_introduces_it() -> None:
    papers = [claim(paper_id, year, author="Ann") for paper_id, year in (("b", 2024), ("a", 2025))]
    assert introducers(*papers, *USERS) == {"b"}


def test_of_papers_of_one_day_that_with_it_in_its_title_introduces_it() -> None:
    assert introducers(claim("a", 2025), claim("b", 2025, title=f"{NAME}: A Study"), *USERS) == {"b"}


def test_who_is_only_guessed_to_introduce_it_does_not_come_before_a_paper_about_it() -> None:
    guessed = claim("a", 2024, by="tagger")
    assert introducers(guessed, claim("b", 2025, title=f"{NAME}: A Study"), *USERS) == {"b"}


def test_what_several_teams_are_only_guessed_to_introduce_nobody_introduces() -> None:
    assert introducers(claim("a", 2024, by="tagger"), claim("b", 2025, by="labels"), *USERS) == set()
    begun = [claim(str(year), year, title=f"{NAME} Without Norms", by="use") for year in (2024, 2025)]
    assert introducers(*begun, *USERS) == set(), "a title that begins with a name may be about anything"
    assert introducers(claim("a", 2024, by="tagger"), *USERS) == {"a"}


def test_who_cites_another_that_claims_it_does_not_introduce_it() -> None:
    assert introducers(claim("a", cites=("b",)), claim("b"), *USERS) == {"b"}
    assert introducers(claim("a", 2024, cites=("b",)), claim("b", 2025), *USERS) == {"b"}, "days may be of versions"
    both = [claim("a", 2024, cites=("b",)), claim("b", 2025, cites=("a",))]
    assert introducers(*both, *USERS) == {"a"}
    titled = [claim("a", title=f"{NAME}: A Study", cites=("b",)), claim("b")]
    assert introducers(*titled, *USERS) == {"b"}


def test_what_users_cite_tells_where_the_papers_do_not_cite_each_other() -> None:
    papers = [claim("a", 2024), claim("b", 2025), *USERS]
    citing = [use(f"v{n}", 2026, cites=("b",)) for n in range(2)]
    assert introducers(*papers, *citing) == {"b"}


def test_who_is_cited_by_none_of_many_users_did_not_introduce_it() -> None:
    others = [use(f"v{n}", 2026, cites=("other",)) for n in range(4)]
    assert introducers(claim("a", 2024), *others) == set()
    assert introducers(claim("a", 2024), *others[:3], *USERS) == {"a"}, "of these few it is known what they cite"
    assert introducers(claim("a", 2024), *others, use("w", 2026, cites=("a",))) == {"a"}
    assert introducers(claim("a", 2024, title=f"{NAME}: A Study"), *others) == {"a"}


def test_citations_in_a_circle_leave_the_first() -> None:
    circle = [claim("a", 2024, cites=("b",)), claim("b", 2025, cites=("c",)), claim("c", 2026, cites=("a",))]
    assert introducers(*circle, *USERS) == {"a"}


@pytest.mark.parametrize("long", [None, "Dynamic Time Warping"])
def test_nobody_introduces_what_is_older_than_all_papers(long: str | None) -> None:
    for year, expected in ((2025, set()), (1978, {"a"}), (None, {"a"})):
        assert introducers(claim("a", year, name="DTW", long=long)) == expected
    assert introducers(claim("a", 2025, name="DTW", long="Dashing Through Woods")) == {"a"}
    assert introducers(claim("a", 2025, name="DTW", title="DTW: Dashing Through Woods")) == {"a"}


def test_a_listed_thing_is_introduced_by_who_says_so_in_words() -> None:
    assert introducers(claim("a", 2025, name="LLaDA")) == {"a"}
    assert introducers(claim("a", 2025, name="LLaDA", by="names")) == set()
    assert introducers(claim("a", 2025, name="LLaDA", by="labels", title="LLaDA Technical Report")) == {"a"}
    assert introducers(claim("a", 2025, name="Zorbitron", by="names")) == {"a"}


def test_who_extends_what_the_lists_know_does_not_introduce_it() -> None:
    assert introducers(claim("a", 2025, name="DPO", long="Direct Preference Optimization")) == set()


def test_the_list_of_older_things_is_sorted_without_repeats() -> None:
    years = first_years()
    assert len(years) > 150
    assert all(year < 2024 for year in years.values())
    assert normal_form("Transformer") in years
    names = (resources.files("extract") / "terms" / "older.tsv").read_text(encoding="utf-8").splitlines()
    assert names == sorted(names, key=lambda line: (line.split("\t")[0].casefold(), line.split("\t")[0]))
    assert len(years) == len(names)


def test_two_that_introduce_a_name_mean_one_thing_where_one_cites_the_other() -> None:
    papers = [claim("a", 2024), claim("b", 2025)]
    assert len(resolve(papers).entities) == 2
    found = resolve(papers, cites={"b": ["a"]})
    assert {(one.paper_id, one.entity_id, one.type) for one in found.relations} == {
        ("a", "method:zorbitron", "INTRODUCES"),
        ("b", "method:zorbitron", "USES"),
    }
    titled = [claim(paper_id, 2025, title=f"{NAME}: Study {paper_id}") for paper_id in "ab"]
    assert len(resolve(titled, cites={"b": ["a"]}).entities) == 2, "each is named in its own title"


def test_given_citations_count_instead_of_a_papers_own() -> None:
    own = Papers([Paper("a", "A", references=(Reference("b"),)), Paper("b", "B")], {"b": ["a"]})
    assert own.cites("a", "b")
    assert own.cites("b", "a")
    assert not Papers([Paper("a", "A", references=(Reference("b"),))], {"a": ["c"]}).cites("a", "b")
