"""Tests of kg.sources.bibtex: files as they lie about."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Author, Paper
from kg.sources import bibtex

if TYPE_CHECKING:
    from kg.sources.reject import Omission, Reject


def read(data: str | bytes) -> tuple[list[Paper], list[Reject], list[Omission]]:
    rejects: list[Reject] = []
    omissions: list[Omission] = []
    raw = data.encode() if isinstance(data, str) else data
    papers = list(bibtex.parse(raw, "x.bib", on_reject=rejects.append, on_omission=omissions.append))
    return papers, rejects, omissions


def one(data: str | bytes) -> Paper:
    ((paper,), rejects, _) = read(data)
    assert not rejects
    return paper


GOOD = "@article{good, title={The Good One}, author={Ada Example}, year=2020}\n"


def test_every_field_that_is_kept_is_read() -> None:
    data = r"""
@inproceedings{key,
  author = {Lovelace, Ada and M{\"u}ller, J{\'e}r{\^o}me},
  title = {{BERT}s for {\'E}tudes of $x^2$},
  booktitle = "Proceedings of the {ACL}",
  year = 2020, month = may, day = 3,
  doi = {https://doi.org/10.1145/3292500.3330701},
  url = {https://example.org/a\_b},
  eprint = {2005.12345v2}, archivePrefix = {arXiv},
  pmid = {123}, abstract = {It reaches 50\% of \emph{all}.

  A second paragraph.},
}"""
    assert one(data) == Paper(
        paper_id="2005.12345",
        title="BERTs for Études of $x^2$",
        abstract="It reaches 50% of all.\n\nA second paragraph.",
        published=dt.date(2020, 5, 3),
        authors=(Author("Ada Lovelace"), Author("Jérôme Müller")),
        url="https://example.org/a_b",
        venue="Proceedings of the ACL",
        ids={"arxiv": "2005.12345", "doi": "10.1145/3292500.3330701", "pmid": "123"},
    )


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Ada Lovelace and Alan Turing", ["Ada Lovelace", "Alan Turing"]),
        ("Lovelace, Ada AND\n   Turing, Alan", ["Ada Lovelace", "Alan Turing"]),
        ("van der Berg, Jan", ["Jan van der Berg"]),
        ("Smith, Jr., Bob", ["Bob Smith Jr."]),
        ("{World Health Organization} and {Barnes and Noble}", ["World Health Organization", "Barnes and Noble"]),
        ("{Barnes, Inc.}", ["Barnes, Inc."]),
        ("Ada Lovelace, Alan Turing, Grace Hopper", ["Ada Lovelace", "Alan Turing", "Grace Hopper"]),
        ("Lovelace, Ada; Turing, Alan", ["Ada Lovelace", "Alan Turing"]),
        (r"{\L}ukasz Kaiser and \O{}yvind {\c{S}}im\c sek", ["Łukasz Kaiser", "Øyvind Şimşek"]),
        ("Lovelace, Ada and others", ["Ada Lovelace"]),
        ("", []),
    ],
)
def test_authors_are_read_given_name_first(authors: str, names: list[str]) -> None:
    paper = one(f"@misc{{k, title={{T}}, author={{{authors}}}}}")
    assert [author.name for author in paper.authors] == names


def test_a_list_that_is_cut_short_is_said() -> None:
    _, _, (omission,) = read("@misc{k, title={T},\n author={Ada Lovelace and others}}")
    assert (omission.line, omission.field, omission.why) == (1, "author", 'the list ends in "and others"')


def test_strings_are_put_together() -> None:
    data = '@string{jmlr = "Journal of ML"}\n@STRING(acm = {ACM})\n@article{k, title="T" # { and } # "U", '
    assert one(data + 'journal = JMLR # " (" # acm # ")"}').venue == "Journal of ML (ACM)"
    assert one(data + "year = 2020}").title == "T and U"


def test_a_word_that_nobody_defined_is_left_out_and_said() -> None:
    (paper,), rejects, (omission,) = read("@article{k, title={T}, journal = neurips}")
    assert (paper.venue, rejects) == (None, [])
    assert str(omission) == 'x.bib, line 1: journal was left out: "neurips" is no @string of the file'


@pytest.mark.parametrize(
    ("fields", "day", "year"),
    [
        ("year=2020", None, 2020),
        ("year={2020}, month=jan", None, 2020),
        ("year=2020, month={5}, day={7}", dt.date(2020, 5, 7), None),
        ('year=2020, month="5~" # may', dt.date(2020, 5, 5), None),
        ("date={2020-05-03}", dt.date(2020, 5, 3), None),
        ("date={2020-05}", None, 2020),
        ("date={2020/2021}", None, 2020),
        ("year={(2020)}", None, None),
        ("year={in press}", None, None),
        ("year={0}", None, None),
        ("year=2021, month=feb, day=29", None, 2021),
    ],
)
def test_days_and_years_are_read(fields: str, day: dt.date | None, year: int | None) -> None:
    paper = one(f"@misc{{k, title={{T}}, {fields}}}")
    assert (paper.published, paper.year) == (day, year)


def test_a_year_that_is_none_is_said() -> None:
    _, _, (omission,) = read("@misc{k, title={T}, year={in press}}")
    assert (omission.field, omission.why) == ("year", '"in press" is no year')


@pytest.mark.parametrize(
    "fields",
    [
        "eprint={1706.03762}, archivePrefix={arXiv}, primaryClass={cs.CL}",
        "eprint={arXiv:1706.03762v5}, eprinttype={arxiv}",
        "eprint={1706.03762}",
        "journal={arXiv preprint arXiv:1706.03762}",
        "journal={CoRR}, volume={abs/1706.03762}",
        "url={http://arxiv.org/abs/1706.03762v1}",
        "doi={10.48550/arXiv.1706.03762}",
        "howpublished={\\url{https://arxiv.org/pdf/1706.03762.pdf}}",
        "note={arXiv:1706.03762 [cs]}",
    ],
)
def test_an_arxiv_id_is_found_where_people_put_it(fields: str) -> None:
    paper = one(f"@article{{k, title={{T}}, {fields}}}")
    assert (paper.paper_id, paper.ids["arxiv"]) == ("1706.03762", "1706.03762")


def test_a_key_of_dblp_is_an_identifier() -> None:
    assert one("@article{DBLP:journals/corr/X17, title={T}}").ids == {"dblp": "journals/corr/X17"}


def test_an_entry_takes_from_its_volume_what_it_lacks() -> None:
    data = "@inproceedings{a, crossref={VOL}, title={T}}\n@proceedings{vol, title={Proceedings of X}, year=2004}\n"
    (paper,), (reject,), _ = read(data)
    assert (paper.title, paper.venue, paper.year) == ("T", "Proceedings of X", 2004)
    assert (reject.line, reject.reason) == (2, 'entry "vol": a volume of proceedings is no paper')


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("@article{bad, title = {An {Unbalanced Title},\n author = {A B},\n year = 2001\n}\n", "is missing in it"),
        ("@article{bad, title = {Never closed}, year = 2001\n", "is missing in it"),
        ('@article{bad, title = "Never closed, year = 2001\n}\n', "is missing in it"),
        ("@article{bad, title = {Closed twice}}, year = 2001}\n", "a brace too many ends it early"),
        ("@article{bad, author = {No Title}}\n", "the title is missing"),
        ("@article{bad}\n", "the title is missing"),
        ("@article{bad title = {No comma after the key}}\n", "is missing in it"),
    ],
)
def test_a_bad_entry_costs_itself_and_is_named_by_its_key_and_line(bad: str, reason: str) -> None:
    before = "% a comment\n" + GOOD
    after = "@misc{after, title={The One After}}\n"
    papers, (reject,), _ = read(before + bad + after)
    assert [paper.title for paper in papers] == ["The Good One", "The One After"]
    assert (reject.line, reject.reason.startswith('entry "bad')) == (3, True)
    assert reject.reason.endswith(reason)


def test_an_entry_that_is_cut_off_by_the_end_is_named() -> None:
    (paper,), (reject,), _ = read(GOOD + "@article{cut, title = {Cut off in the mid")
    assert (paper.title, reject.line) == ("The Good One", 2)


def test_an_entry_that_lost_its_at_sign_is_told() -> None:
    (paper,), (reject,), _ = read("article{lost, title={Lost}, \n year={2000}}\n" + GOOD)
    assert (paper.title, reject.line) == ("The Good One", 1)


def test_a_missing_comma_is_no_harm() -> None:
    paper = one("@article{k,\n title = {A Title}\n author = {Ada Example}\n year = 2003\n}")
    assert (paper.title, paper.authors, paper.year) == ("A Title", (Author("Ada Example"),), 2003)


def test_comments_are_no_entries() -> None:
    data = 'JabRef wrote this.\n@comment{jabref-meta: x;}\n% @article{\n@preamble{ "\\newcommand{x}" }\n'
    data += "@article{k, title={T}, % why not\n % year = {1999},\n year = {2000}}\n"
    papers, rejects, _ = read(data.replace("% @article{\n", ""))
    assert [(paper.title, paper.year) for paper in papers] == [("T", 2000)]
    assert not rejects


def test_two_papers_with_one_key_are_two_papers() -> None:
    papers, rejects, _ = read("@misc{k, title={One}}\n@misc{k, title={Two}}\n@misc{k, title={One}}\n")
    assert [paper.title for paper in papers] == ["One", "Two"]
    assert [(reject.line, reject.reason) for reject in rejects] == [
        (3, 'entry "k": the paper one was read already, at line 1')
    ]


def test_of_a_field_that_is_given_twice_the_first_counts() -> None:
    (paper,), _, (omission,) = read("@misc{k, title={One}, title={Two}}")
    assert (paper.title, omission.field) == ("One", "title")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_neither_encoding_nor_line_ends_change_the_papers(encoding: str, end: str) -> None:
    data = "@misc{k,\n title={Müller's Étude},\n author={Jérôme X}}\n@misc(l, title={In parentheses})\n"
    assert read(data.replace("\n", end).encode(encoding)) == read(data)


def test_twenty_thousand_entries_take_under_ten_seconds() -> None:
    entry = "@article{k%d, title={A {Title} of M{\\\"u}ller %d}, author={Lovelace, Ada and M{\\'e}li, B.}, year=%d}\n"
    data = "".join(entry % (number, number, 1990 + number % 30) for number in range(20_000)).encode()
    started = time.process_time()
    assert len(read(data)[0]) == 20_000
    assert time.process_time() - started < 10


@given(
    st.lists(st.sampled_from(["@a{", "b,", "title=", "{", "}", '"', "#", "x", "\n", "\\", "%", "@string{", "é", "$"]))
)
@settings(max_examples=150)
def test_no_text_at_all_breaks_the_entry_after_it(parts: list[str]) -> None:
    papers, _, _ = read("".join(parts) + "\n" + GOOD + GOOD.replace("good", "next").replace("The Good", "The Next"))
    assert "The Next One" in [paper.title for paper in papers]
