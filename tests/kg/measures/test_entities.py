"""The measures of entities on plain rows: worked out by hand, and what always holds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import sparse

from kg.measures.adoption import curve
from kg.measures.cooccurrence import companions, cooccurrence
from kg.measures.field_map import communities, field_map, joined, modularity
from kg.measures.gaps import corner, gaps, profiles, reason, tried
from kg.measures.introduction import Naming, introduction
from kg.measures.layout import apart
from kg.measures.likeness import alike, cosine
from kg.measures.occurrences import Occurrences, arrange
from kg.measures.trends import changes, trends

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

    from kg.model import Label, RelationType

JANUARY = 12 * 2026

Rows = list[list[int]]
tables = st.tuples(st.integers(2, 25), st.integers(2, 8)).flatmap(
    lambda shape: arrays.arrays(np.int32, shape, elements=st.integers(0, 1))
)


def corpus(
    named: dict[str, list[str]],
    *,
    months: dict[str, int] | None = None,
    labels: dict[str, Label] | None = None,
    relation: RelationType = "USES",
    variants: tuple[tuple[str, str], ...] = (),
) -> Occurrences:
    """Make occurrences of paper to entities; benchmarks are evaluated on."""
    kinds: dict[str, Label] = dict.fromkeys((entity for found in named.values() for entity in found), "Method")
    kinds |= labels or {}
    pairs = [(paper, entity) for paper, found in named.items() for entity in found]
    return arrange(
        [(paper, (months or {}).get(paper)) for paper in named],
        [(entity, entity.upper(), kinds[entity]) for entity in sorted(kinds)],
        {
            relation: [pair for pair in pairs if kinds[pair[1]] != "Benchmark"],
            "EVALUATES_ON": [pair for pair in pairs if kinds[pair[1]] == "Benchmark"],
        },
        variants,
    )


def test_whoever_names_a_variant_names_what_it_is_a_variant_of_step_by_step() -> None:
    steps = (("llama-2-70b", "llama-2"), ("llama-2", "llama"))
    some = corpus({"p": ["llama-2-70b"], "q": ["llama-2"], "r": ["llama"]}, variants=steps)
    counts = dict(zip(some.entity_ids, some.with_variants().naming().sum(axis=0).tolist()[0], strict=True))
    assert counts == {"llama": 3, "llama-2": 2, "llama-2-70b": 1}


def test_a_signature_is_another_as_soon_as_anything_is() -> None:
    one = corpus({"p": ["a", "b"], "q": ["a"]})
    assert one.signature == corpus({"p": ["b", "a"], "q": ["a"]}).signature
    others = (
        corpus({"p": ["a", "b"], "q": ["b"]}),
        corpus({"p": ["a", "b"], "q": ["a"]}, months={"p": 5}),
        corpus({"p": ["a", "b"], "q": ["a"]}, relation="INTRODUCES"),
        corpus({"p": ["a", "b"], "q": ["a"]}, variants=(("a", "b"),)),
    )
    assert len({one.signature, *(other.signature for other in others)}) == 5


@settings(max_examples=60, deadline=None)
@given(tables)
def test_pairs_are_as_counted_one_by_one_and_never_surer_for_being_looked_at_with_others(
    table: NDArray[np.int32],
) -> None:
    found = cooccurrence(sparse.csr_matrix(table), least=1, least_together=1)
    papers = len(table)
    counted = {
        (a, b): int((table[:, a] & table[:, b]).sum()) for b in range(table.shape[1]) for a in range(b)
    }  # fmt: skip
    pairs = dict(zip(zip(found.first.tolist(), found.second.tolist(), strict=True), found.papers.tolist(), strict=True))
    assert pairs == {pair: count for pair, count in counted.items() if count}
    assert (found.q >= found.p - 1e-12).all()
    assert (np.abs(found.npmi) <= 1 + 1e-12).all()
    assert ((found.pmi > 0) == (found.papers > found.expected)).all()
    assert (found.papers <= papers).all()


def test_what_rises_and_falls_is_told_from_what_a_growing_corpus_brings_along() -> None:
    named: dict[str, list[str]] = {}
    months: dict[str, int] = {}
    for number in range(300):
        recent = number >= 100
        month = JANUARY + (recent and 1)
        paper = f"p{number:03d}"
        months[paper] = month
        place = number - 100 if recent else number
        named[paper] = ["always"] * (place % 2 == 0)  # half of each: twice as many papers, the same share
        named[paper] += ["new"] * (recent and place < 40) + ["old"] * (not recent and place < 30)
        named[paper] += ["rare"] * (place == 1)
    found = trends(corpus(named, months=months), recent=1, before=1)
    assert {row.entity_id: row.direction for row in found.rows} == {
        "always": "uncertain", "new": "rising", "old": "falling", "rare": "too little data",
    }  # fmt: skip
    (new,) = found.of("rising")
    assert (new.before, new.recent, new.share_recent) == (0, 40, 0.2)
    assert 0.1 < new.low < new.difference < new.high < 0.3
    assert new.q is not None
    assert new.q < 1e-6
    assert [row.q for row in found.of("too little data")] == [None]
    assert str(found.periods) == "2026-02 to 2026-02 (200 papers) against 2026-01 to 2026-01 (100)"


def test_variants_rise_together_unless_they_are_kept_apart() -> None:
    months = {f"p{number}": JANUARY + (number >= 40) for number in range(80)}
    named = {paper: [] if number < 40 else [f"qwen3-{number % 4}b"] for number, paper in enumerate(months)}
    some = corpus(
        named, months=months, labels={"qwen3": "Model"}, variants=tuple((f"qwen3-{n}b", "qwen3") for n in range(4))
    )
    rolled = {row.entity_id: row.recent for row in trends(some, recent=1, before=1).of("rising")}
    assert rolled["qwen3"] == 40
    assert "qwen3" not in {row.entity_id for row in trends(some, recent=1, before=1, apart=True).rows}


def test_a_corpus_without_days_says_that_nothing_can_be_said() -> None:
    found = trends(corpus({"p": ["a"], "q": ["a"]}))
    assert (found.periods.papers_recent, found.periods.undated, found.rows) == (0, 2, ())
    assert str(found.periods) == "no paper has a day in these months (2 have none at all)"


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 200), st.integers(1, 200), st.data())
def test_what_rises_one_way_round_falls_the_other(before: int, recent: int, data: st.DataObject) -> None:
    a = data.draw(st.lists(st.integers(0, before), min_size=3, max_size=3))
    b = data.draw(st.lists(st.integers(0, recent), min_size=3, max_size=3))
    turned = {"rising": "falling", "falling": "rising"}
    there, back = changes(a, before, b, recent), changes(b, recent, a, before)
    assert back.directions == tuple(turned.get(one, one) for one in there.directions)
    assert back.low == pytest.approx(-there.high)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 9).map(str), st.sampled_from(["USES", "INTRODUCES", "REPORTS"])),
        min_size=1,
    )
)
def test_layers_add_up_to_the_curve_and_months_have_no_holes(named: list[tuple[int, str, str]]) -> None:
    one_month = {paper: month for month, paper, _ in named}
    rows = [(one_month[paper], paper, relation) for _, paper, relation in named]
    found = curve(rows, dict.fromkeys(range(8), 10))
    assert [month.month for month in found.months] == list(range(found.months[0].month, 8))
    assert sum(month.papers for month in found.months) == len(one_month)
    for month in found.months:
        assert sum(month.parts.values()) == month.papers
        assert month.low <= month.share <= month.high


def test_a_paper_of_two_variants_stands_in_two_layers_and_counts_once() -> None:
    found = curve([(5, "p", "a"), (5, "p", "b"), (5, "q", "a")], {5: 4}, once=False)
    assert (found.months[0].papers, found.months[0].parts, found.parts) == (2, {"a": 2, "b": 1}, ("a", "b"))


def test_who_introduces_is_one_several_or_none_each_with_a_sentence() -> None:
    user = Naming("p", "A user", "2026-01-01", introduces=False)
    late, other = Naming("q", "Late", "2026-02-01", introduces=True), Naming("r", "Other", None, introduces=True)
    one = introduction("X", [user, late])
    assert (one.kind, one.earlier, one.first) == ("one", 1, user)
    assert one.sentence == 'X is introduced by "Late" (2026-02-01); 1 paper of this graph names it before.'
    several = introduction("X", [other, late, user])
    assert (several.kind, [paper.paper_id for paper in several.introducers]) == ("several", ["q", "r"])
    assert several.sentence.endswith('perhaps not the same; the first is "Late" (2026-02-01).')
    assert introduction("X", [user]).kind == "none"
    assert introduction("X", [other, Naming("r", "Other", None, introduces=False)]).kind == "one"
    assert (introduction("X", []).kind, introduction("X", []).papers) == ("unknown", 0)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["2025-01-01", "2026-01-01", None]), st.booleans()), max_size=6), st.randoms()
)
def test_who_introduces_does_not_hang_on_the_order_of_reading(
    drawn: list[tuple[str | None, bool]], dice: random.Random
) -> None:
    papers = [Naming(f"p{at}", "T", day, introduces=own) for at, (day, own) in enumerate(drawn)]
    found = introduction("X", papers)
    dice.shuffle(papers)
    assert introduction("X", papers) == found
    assert (len(found.introducers), found.papers) == (sum(own for _, own in drawn), len(drawn))


def trying() -> Occurrences:
    """Four methods: A, B and C are tried on X and Y, B and C on Z too; D is of another world."""
    named = {f"{method}{n}": [method, "x", "y"] for method in "abc" for n in range(3)}
    named |= {f"{method}z{n}": [method, "z"] for method in "bc" for n in range(3)}
    named |= {f"d{n}": ["d", "w"] for n in range(3)}
    return corpus(named, labels=dict.fromkeys("wxyz", "Benchmark"))


def test_a_gap_is_where_neighbours_are_evaluated_and_this_method_never_with_reasons() -> None:
    some = trying()
    found = tried(some)
    (gap,) = gaps(found)
    said = [some.entity_ids[gap.method], some.entity_ids[gap.benchmark]]
    assert said == ["a", "z"]
    assert [(some.entity_ids[one], papers) for one, papers in gap.neighbours] == [("b", 3), ("c", 3)]
    assert [some.entity_ids[one] for one in gap.common] == ["x", "y"]
    assert gap.score == pytest.approx(1)
    assert gap.expected == pytest.approx(1.5)  # three papers of A, half of whose neighbours' papers are on Z
    assert reason(some, gap) == "B (3 papers), C (3 papers); tried like it on X, Y"
    assert gaps(found, methods=[some.columns["d"]]) == ()
    assert gaps(found, benchmark=some.columns["z"]) == (gap,)


def test_the_corner_that_a_person_looks_at_holds_the_numbers_and_the_gaps() -> None:
    some = trying()
    found = corner(tried(some), methods=3, benchmarks=3)
    assert [some.entity_ids[one] for one in found.methods] == ["b", "c", "a"]
    assert [some.entity_ids[one] for one in found.benchmarks] == ["x", "y", "z"]
    assert found.papers == ((3, 3, 3), (3, 3, 3), (3, 3, 0))
    assert list(found.gaps) == [(2, 2)]


@settings(max_examples=30, deadline=None)
@given(tables, st.integers(1, 5))
def test_a_gap_is_never_where_something_was_tried_and_its_score_is_a_share(
    table: NDArray[np.int32], benchmarks: int
) -> None:
    kinds: list[Label] = ["Benchmark" if at < benchmarks else "Method" for at in range(table.shape[1])]
    ids = [f"e{at}" for at in range(table.shape[1])]
    named = {f"p{row}": [ids[at] for at in np.flatnonzero(table[row])] for row in range(len(table))}
    found = tried(corpus(named, labels=dict(zip(ids, kinds, strict=True))), least=1)
    rows = {int(one): at for at, one in enumerate(found.methods)}
    columns = {int(one): at for at, one in enumerate(found.benchmarks)}
    for gap in gaps(found):
        assert found.papers[rows[gap.method], columns[gap.benchmark]] == 0
        assert 0 < gap.score <= 1 + 1e-9
        assert 0 < gap.expected <= found.evaluated[rows[gap.method]] + 1e-9
        assert len(gap.neighbours) >= 2


def test_companions_are_those_that_chance_does_not_bring_together() -> None:
    named = {f"p{n}": ["a", "b"] if n < 10 else ["c"] * (n < 60) + ["a"] * (n % 20 == 10) for n in range(200)}
    (found,) = companions(corpus(named), "a")
    assert (found.entity_id, found.papers, found.name) == ("b", 10, "B")
    assert found.q < 0.001
    assert companions(corpus(named), "no such thing") == ()


def test_variants_of_one_model_are_no_neighbours_of_each_other() -> None:
    named = {f"{method}{n}": [method, "x"] for method in ("a", "a-7b", "a-70b") for n in range(3)}
    named |= {f"z{method}{n}": [method, "z"] for method in ("a-7b", "a-70b") for n in range(3)}
    some = corpus(named | {"one": ["a", "x"]}, labels={"x": "Benchmark", "z": "Benchmark"}, variants=(
        ("a-7b", "a"), ("a-70b", "a"),
    ))  # fmt: skip
    assert gaps(tried(some)) == ()


def test_a_task_leaves_only_the_papers_that_address_it() -> None:
    named = {f"p{n}": ["a", "x", "task"] for n in range(3)} | {f"q{n}": ["b", "y"] for n in range(3)}
    some = corpus(named, labels={"x": "Benchmark", "y": "Benchmark", "task": "Task"})
    found = tried(some, task="task")
    assert [some.entity_ids[one] for one in (*found.methods, *found.benchmarks)] == ["a", "x"]
    assert tried(some, task="no such task").methods.tolist() == []


@settings(max_examples=50, deadline=None)
@given(tables)
def test_nearness_is_the_same_both_ways_and_at_most_one(table: NDArray[np.int32]) -> None:
    unit = profiles(sparse.csr_matrix(table)).toarray()
    near = unit @ unit.T
    assert near.max(initial=0) <= 1 + 1e-9
    first = cosine(sparse.csr_matrix(table), 0)
    assert first[1] == pytest.approx(cosine(sparse.csr_matrix(table), 1)[0])
    assert first.max() <= 1 + 1e-9


def test_what_is_named_in_the_same_places_is_alike_with_the_papers_and_benchmarks_that_say_so() -> None:
    named = {"p": ["a", "b", "x"], "q": ["a", "b", "x"], "r": ["a", "c"], "s": ["a", "c"], "t": ["c"], "u": ["d"]}
    found = alike(corpus(named, labels={"x": "Benchmark"}), "a")
    assert [one.entity_id for one in found] == ["b", "c"]
    assert found[0].reasons() == "2 papers name both; 1 benchmarks in common: X"
    assert found[0].papers.some == ("p", "q")
    assert found[1].benchmarks.total == 0
    assert alike(corpus(named), "no such thing") == ()


@settings(max_examples=40, deadline=None)
@given(tables)
def test_no_node_begins_more_edges_than_the_strongest_and_edges_go_both_ways(table: NDArray[np.int32]) -> None:
    counts = sparse.csr_matrix(table.T @ table)
    edges = joined(counts, strongest=2, least=1).toarray()
    assert (edges == edges.T).all()
    assert (np.diag(edges) == 0).all()
    assert (edges > 0).sum() <= 2 * 2 * len(edges)
    assert edges.max(initial=0) <= 1 + 1e-9
    groups = communities(sparse.csr_matrix(edges))
    assert -0.5 <= modularity(sparse.csr_matrix(edges), groups) <= 1
    assert (groups == communities(sparse.csr_matrix(edges))).all()


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 1.0, 30.0, 500.0]), st.floats(0, 900), st.floats(1, 60)),
        min_size=1,
        max_size=25,
    )
)
def test_circles_never_overlap_wherever_they_begin(circles: list[tuple[float, float, float]]) -> None:
    radii = np.array([radius for _, _, radius in circles])
    points = apart(np.array([(x, y) for x, y, _ in circles]), radii, gap=2.0)
    for one in range(len(circles)):
        for other in range(one):
            assert math.dist(points[one], points[other]) >= radii[one] + radii[other] + 2 - 1e-6


def fields() -> Occurrences:
    """Two fields of five things each, named together in fours, and one paper that knows both."""
    named = {
        f"{field}{n}": [f"{field}{(n + step) % 5}" for step in range(4)] for field in "ab" for n in range(15)
    }  # fmt: skip
    return corpus(named | {"both1": ["a0", "b0"], "both2": ["a0", "b0"], "both3": ["a0", "b0"]})


def test_the_map_tells_two_fields_apart_and_is_the_same_every_time() -> None:
    found = field_map(fields(), least=3)
    told = {frozenset(one.typical) for one in found.communities}
    assert told == {frozenset(f"{field}{n}" for n in range(5)) for field in "ab"}
    assert found == field_map(fields(), least=3)
    for one in found.communities:
        assert one.papers == 15
        assert one.name == ", ".join(entity.upper() for entity in one.typical[:3])
    assert 0.3 < found.modularity < 0.6
    places = {place.entity_id: (place.x, place.y) for place in found.places}
    middles = [np.mean([places[f"{field}{n}"] for n in range(5)], axis=0) for field in "ab"]
    for entity, at in places.items():
        own, other = middles if entity[0] == "a" else middles[::-1]
        assert math.dist(at, own) < math.dist(at, other)


def test_an_unchanged_map_stays_where_it_was_and_what_is_new_comes_near_what_it_is_named_with() -> None:
    before = {place.entity_id: (place.x, place.y) for place in field_map(fields(), least=3).places}
    again = {place.entity_id: (place.x, place.y) for place in field_map(fields(), least=3, before=before).places}
    assert again == before
    known = {entity: at for entity, at in before.items() if entity != "a3"}
    new = {place.entity_id: (place.x, place.y) for place in field_map(fields(), least=3, before=known).places}["a3"]
    field_of = min(known, key=lambda entity: math.dist(known[entity], new))
    assert field_of.startswith("a")


def test_a_small_corpus_has_a_map_of_what_few_papers_name_and_a_large_one_has_not() -> None:
    """Forty papers that name four things each, of which one names what the next one does."""
    small = {f"p{n}": [f"only{n}a", f"only{n}b", f"shared{n // 2}", "all"] for n in range(40)}
    found = field_map(corpus(small))
    assert (found.least, found.entities) == (1, 101)
    assert len(found.places) == 101
    assert len(found.communities) > 5
    large = field_map(corpus(small | {f"q{n}": [] for n in range(1000)}))
    assert large.least == 1
    shared = {f"r{n}": [f"s{n % 40}", f"s{(n + 1) % 40}"] for n in range(1000)}
    told = field_map(corpus(small | shared))
    assert told.least == 3
    assert {place.entity_id for place in told.places} == {f"s{n}" for n in range(40)}
    assert told.entities == 141


def test_a_corpus_that_names_too_little_has_an_empty_map() -> None:
    assert field_map(corpus({"p": ["a", "b"]})).places == ()
    assert field_map(corpus({"p": []}, labels={})).communities == ()
