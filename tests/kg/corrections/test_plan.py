"""The plan: what corrections do to the entities and relations of a corpus, step by step and taken back."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.corrections import Entry, PaperRef, Plan, Thing, new_entry
from kg.corrections.things import own_id
from kg.errors import CallError
from kg.model import Entity, Mention, Relation

LORA = Entity("method:lora", "LoRA", "Method", ("Low-Rank Adaptation",))
DORA = Entity("method:dora", "DoRA", "Method")
BENCH = Entity("benchmark:zorbbench", "ZorbBench", "Benchmark", ("Zorb Bench",))
AGENT = Entity("task:agents", "agents", "Task")
CORPUS = (BENCH, DORA, LORA, AGENT)


def thing(entity: Entity) -> Thing:
    return Thing(entity.entity_id, entity.name, entity.label)


def said(paper_id: str, entity: Entity, kind: Any, surface: str = "", start: int = 0) -> Relation:
    surface = surface or entity.name
    mention = Mention("abstract", start, start + len(surface), surface, entity.label, 0.9, "hand", kind)
    return Relation(paper_id, entity.entity_id, kind, 0.9, (mention,))


def kinds(plan: Plan, relations: list[Relation]) -> list[tuple[str, str, str]]:
    return [(one.paper_id, one.entity_id, one.type) for one in plan.relations(relations)]


def test_a_merge_takes_names_and_relations_along() -> None:
    plan = Plan([new_entry("merge", "ada", entity=thing(DORA), into=thing(LORA))], CORPUS)
    found = plan.relations([said("1", DORA, "USES"), said("1", LORA, "USES", start=20), said("2", DORA, "INTRODUCES")])
    assert [(one.paper_id, one.entity_id, one.type, len(one.mentions)) for one in found] == [
        ("1", "method:lora", "USES", 2),
        ("2", "method:lora", "INTRODUCES", 1),
    ]
    assert plan.entities["method:lora"].entity().aliases == ("DoRA", "Low-Rank Adaptation")
    assert plan.entities["method:lora"].former == {"method:dora"}
    assert plan.entity(DORA) is None


def test_another_type_lets_sentences_say_what_they_said() -> None:
    mention = Mention("abstract", 0, 4, "LoRA", "Benchmark", 0.9, "hand", "EVALUATES_ON")
    plan = Plan([new_entry("retype", "ada", entity=thing(LORA), label="Benchmark")], CORPUS)
    assert kinds(plan, [Relation("1", "method:lora", "USES", 0.9, (mention,))]) == [
        ("1", "benchmark:lora", "EVALUATES_ON")
    ]
    plan = Plan([new_entry("retype", "ada", entity=thing(BENCH), label="Method")], CORPUS)
    assert kinds(plan, [said("1", BENCH, "EVALUATES_ON")]) == [("1", "method:zorbbench", "USES")]


def test_a_split_takes_names_or_papers_away() -> None:
    by_name = new_entry("split", "ada", entity=thing(LORA), name="LRA", surfaces=("Low-Rank Adaptation",))
    plan = Plan([by_name], CORPUS)
    assert kinds(plan, [said("1", LORA, "USES"), said("1", LORA, "USES", "low-rank adaptation", 9)]) == [
        ("1", "method:lora", "USES"),
        ("1", "method:lra", "USES"),
    ]
    assert plan.entities["method:lora"].entity().aliases == ()
    assert "Low-Rank Adaptation" in plan.entities["method:lra"].entity().aliases
    by_paper = new_entry("split", "ada", entity=thing(LORA), name="LoRa (radio)", papers=(PaperRef("2", "Two"),))
    assert [one[1] for one in kinds(Plan([by_paper], CORPUS), [said("1", LORA, "USES"), said("2", LORA, "USES")])] == [
        "method:lora",
        own_id("Method", "LoRa (radio)"),
    ]


def test_a_rejection_takes_a_paper_a_spelling_a_relation_or_all_away() -> None:
    relations = [
        said("1", BENCH, "EVALUATES_ON"),
        said("2", BENCH, "EVALUATES_ON", "Zorb Bench"),
        said("2", BENCH, "USES"),
    ]
    parts: list[tuple[dict[str, Any], list[str]]] = [
        ({}, []),
        ({"papers": (PaperRef("2", ""),)}, ["1"]),
        ({"surfaces": ("Zorb  bench",)}, ["2"]),
        ({"relation": "USES"}, ["1", "2"]),
    ]
    for more, left in parts:
        plan = Plan([new_entry("reject", "ada", entity=thing(BENCH), **more)], CORPUS)
        if "surfaces" in more:  # both are spelled alike once blanks are folded, so nothing of it is left
            assert {one[0] for one in kinds(plan, relations)} <= {"1", "2"}
        else:
            assert [one[0] for one in kinds(plan, relations)] == left


def test_what_is_not_introduced_is_used_and_says_who_said_so() -> None:
    entry = new_entry("not-introduced", "ada", entity=thing(LORA), papers=(PaperRef("1", ""),))
    plan = Plan([entry], CORPUS)
    relations = [said("1", LORA, "INTRODUCES"), said("1", LORA, "USES", start=9), said("2", LORA, "INTRODUCES")]
    assert kinds(plan, relations) == [("1", "method:lora", "USES"), ("2", "method:lora", "INTRODUCES")]
    assert plan.marks("1", "method:lora", "USES") == (entry,)
    assert plan.marks("2", "method:lora", "INTRODUCES") == ()


def test_a_thing_that_has_another_key_by_now_is_found() -> None:
    renamed = new_entry("rename", "ada", entity=Thing("model:lora", "LoRA", "Model"), name="Low rank")
    plan = Plan([renamed], CORPUS)
    assert plan.entities["method:lora"].name == "Low rank"
    assert plan.entities["method:lora"].former == {"model:lora"}
    assert plan.waiting == []


def test_a_merged_paper_is_found_by_what_it_was_called() -> None:
    entry = new_entry("reject", "ada", entity=thing(LORA), papers=(PaperRef("10.1/x", ""),))
    plan = Plan([entry], CORPUS, paper_ids={"10.1/x": "2401.00001"}, known={"2401.00001"})
    assert kinds(plan, [said("2401.00001", LORA, "USES"), said("2", LORA, "USES")]) == [("2", "method:lora", "USES")]
    assert plan.waiting == []
    assert Plan([entry], CORPUS, known={"2"}).waiting == [(entry, "10.1/x")]


def test_variants_never_run_in_a_circle() -> None:
    small = Entity("model:a-7b", "A-7B", "Model")
    base, other = Entity("model:a", "A", "Model"), Entity("model:b", "B", "Model")
    plan = Plan([new_entry("merge", "ada", entity=thing(other), into=thing(small))], [small, base, other])
    assert plan.variants([("model:a-7b", "model:a"), ("model:a", "model:b")]) == [("model:a", "model:a-7b")]


THINGS = st.sampled_from([*map(thing, CORPUS), Thing("method:gone", "Gone", "Method")])
PAPERS = st.lists(st.sampled_from([PaperRef("1", ""), PaperRef("2", "")]), max_size=2).map(tuple)
NAMES = st.sampled_from(["LoRA", "DoRA", "New", "ZorbBench", "Low-Rank Adaptation"])
KINDS: Any = st.sampled_from(
    ["merge", "split", "rename", "retype", "reject", "alias", "accept", "not-introduced"]
)  # a revert takes its entry away before a plan is made


@st.composite
def entries(draw: st.DrawFn) -> Entry | None:
    kind: Any = draw(KINDS)
    try:
        return new_entry(
            kind,
            "ada",
            entity=draw(THINGS),
            into=draw(THINGS) if kind == "merge" else None,
            name=draw(NAMES),
            label=draw(st.sampled_from(["Method", "Benchmark", "Model", "Task"])),
            surfaces=tuple(draw(st.lists(NAMES, max_size=2))),
            papers=draw(PAPERS),
        )
    except CallError:
        return None


RELATIONS = [
    said(paper_id, entity, kind, surface, 30 * number)
    for number, (paper_id, entity, (kind, surface)) in enumerate(
        itertools.product(("1", "2", "3"), (LORA, DORA, BENCH), (("USES", ""), ("INTRODUCES", "Low-Rank Adaptation")))
    )
]


@settings(max_examples=200, deadline=None)
@given(st.lists(entries(), max_size=6))
def test_any_corrections_leave_a_whole_graph(made: list[Entry | None]) -> None:
    plan = Plan([one for one in made if one is not None], CORPUS)
    found = plan.relations(RELATIONS)
    alive = plan.entities.keys() | {entity.entity_id for entity in CORPUS if plan.entity(entity) is not None}
    assert {one.entity_id for one in found} <= alive, "what a paper names is there"
    assert len({(one.paper_id, one.entity_id, one.type) for one in found}) == len(found), "and is said once"
    mentions = [(one.paper_id, mention) for one in found for mention in one.mentions]
    assert len(mentions) == len(set(mentions)) <= len(RELATIONS)
    for entity in CORPUS:
        home = plan.home(entity.entity_id)
        assert home is None or home in alive, "an old key leads to what is there"
    for one in plan.entities.values():
        assert one.name not in one.entity().aliases


@settings(max_examples=60, deadline=None)
@given(st.lists(entries(), max_size=5))
def test_what_differs_between_two_plans_is_within_reach(made: list[Entry | None]) -> None:
    some = [one for one in made if one is not None]
    before, after = Plan(some[:-1], CORPUS), Plan(some, CORPUS)
    entity_ids, paper_ids = after.reach(before)
    beyond = [one for one in RELATIONS if one.entity_id not in entity_ids and one.paper_id not in paper_ids]
    assert set(before.relations(beyond)) == set(after.relations(beyond))
