from __future__ import annotations

from dataclasses import replace

from extract import resolve
from kg.model import Extraction, Mention, Paper
from tests.extract.builders import LEGS, PARSING, ROBOTS, about, dated, extraction, heading, mention


def test_a_short_form_with_two_long_forms_is_two_entities() -> None:
    found = resolve(
        [
            extraction("a", mention("SEAL", "Method", long="Search Engine"), mention("Search Engine", "Method")),
            extraction("b", mention("SEAL", "Method", long="Self Adapting"), mention("Self Adapting", "Method")),
        ]
    )
    assert {entity.entity_id: set(entity.aliases) | {entity.name} for entity in found.entities} == {
        "method:search-engine": {"SEAL", "Search Engine"},
        "method:self-adapting": {"SEAL", "Self Adapting"},
    }


def test_who_does_not_say_which_of_two_is_linked_to_neither() -> None:
    found = resolve(
        [
            extraction("a", mention("SEAL", "Method", long="Search Engine")),
            extraction("b", mention("SEAL", "Method", long="Self Adapting")),
            extraction("c", mention("SEAL", "Method")),
        ]
    )
    assert {relation.paper_id: relation.entity_id for relation in found.relations} == {
        "a": "method:search-engine",
        "b": "method:self-adapting",
        "c": "method:seal.nil",
    }
    assert {entity.name: entity.aliases for entity in found.entities} == {
        "SEAL (Search Engine)": ("SEAL", "Search Engine"),
        "SEAL (Self Adapting)": ("SEAL", "Self Adapting"),
        "SEAL (not said which)": ("SEAL",),
    }


def test_the_context_says_which_of_two_is_meant() -> None:
    about = {"a": "proteins fold in water", "b": "robots walk upstairs", "c": "how robots walk", "d": "poems"}
    papers = [
        Extraction(
            Paper(paper_id, title),
            (mention("SEAL", "Method", long={"a": "Search Engine", "b": "Self Adapting"}.get(paper_id)),),
        )
        for paper_id, title in about.items()
    ]
    found = {relation.paper_id: relation.entity_id for relation in resolve(papers).relations}
    assert (found["c"], found["d"]) == ("method:self-adapting", "method:seal.nil")


def test_who_speaks_of_another_matter_does_not_mean_the_only_thing_of_that_name() -> None:
    own = about("a", ROBOTS, mention("Zorbitron", "Method", "INTRODUCES", long="Zoo Orbit Iron"))
    found = resolve(
        [own, about("b", LEGS, mention("Zorbitron", "Method")), about("c", PARSING, mention("Zorbitron", "Method"))]
    )
    by_paper = {relation.paper_id: relation.entity_id for relation in found.relations}
    assert by_paper == {"a": "method:zorbitron", "b": "method:zorbitron", "c": "method:zorbitron.nil"}


def test_users_of_a_listed_benchmark_do_not_mean_a_method_of_its_name() -> None:
    own = about("a", PARSING, mention("COCO", "Method", "INTRODUCES", long="Chain of Common Orders"))
    used = mention("COCO", "Benchmark", "EVALUATES_ON")
    found = resolve([own, about("b", ROBOTS, used), about("c", LEGS, used)])
    by_paper = {relation.paper_id: relation.entity_id for relation in found.relations}
    assert by_paper == {"a": "method:chain-of-common-order", "b": "benchmark:coco", "c": "benchmark:coco"}


def test_what_the_term_lists_know_has_no_second_introduction_on_its_matter() -> None:
    listed = replace(mention("FineWeb", "Benchmark", "INTRODUCES"), score=0.95)
    for abstract, expected in ((LEGS, 1), (PARSING, 2)):
        found = resolve([about("a", ROBOTS, listed), about("b", abstract, listed)])
        assert len(found.entities) == expected


def test_who_introduces_what_users_explain_means_the_same_if_it_is_of_one_matter() -> None:
    user = about("b", LEGS, mention("ZORB", "Method", long="Zoo Orbit"))
    for abstract, expected in ((ROBOTS, {"method:zorb"}), (PARSING, {"method:zoo-orbit", "method:zorb.a"})):
        own = Mention("title", 0, 4, "ZORB", "Method", 0.9, "hand", "INTRODUCES")
        found = resolve([about("a", abstract, own, title="ZORB: what it is"), user])
        assert {entity.entity_id for entity in found.entities} == expected


def test_a_metric_is_one_on_any_matter() -> None:
    explained = mention("AUZ", "Metric", "REPORTS", long="Area Under Zorb")
    used = mention("AUZ", "Metric", "REPORTS")
    papers = [about("a", ROBOTS, explained), *(about(paper, PARSING, used) for paper in "bcdefg")]
    assert len(resolve(papers).entities) == 1


def test_what_most_mean_by_a_name_keeps_the_bare_name() -> None:
    usual = [extraction(f"u{n}", mention("DPO", "Method", long="Direct Preferences")) for n in range(3)]
    found = resolve(
        [
            *usual,
            extraction("x", mention("DPO", "Method")),
            extraction("y", mention("DPO", "Method", long="Deep Poem Office")),
        ]
    )
    by_paper = {relation.paper_id: relation.entity_id for relation in found.relations}
    assert by_paper["u0"] == by_paper["x"] == "method:dpo"
    assert by_paper["y"] == "method:deep-poem-office"


def test_what_all_the_world_knows_is_not_what_one_paper_calls_so() -> None:
    usual = [Extraction(Paper(f"u{n}", "grammar schools"), (mention("ZORB", "Method"),)) for n in range(6)]
    other = Extraction(Paper("x", "proteins"), (mention("ZORB", "Method", "INTRODUCES", long="Zoo Orbit"),))
    found = {relation.paper_id: relation.entity_id for relation in resolve([*usual, other]).relations}
    assert (found["u0"], found["x"]) == ("method:zorb", "method:zoo-orbit")


def test_a_name_that_a_paper_explains_and_does_not_introduce_is_known_to_others() -> None:
    explained = extraction("a", mention("ZORB", "Method", long="Zoo Orbit"))
    found = resolve([explained, extraction("b", mention("ZORB", "Method"))])
    assert [entity.entity_id for entity in found.entities] == ["method:zorb"]


def test_two_papers_that_are_named_alike_introduce_two_things() -> None:
    found = resolve([heading("1", "Parrot", "Ann", "Bob"), heading("2", "PARROT", "Cid", "Dee")])
    assert {entity.entity_id: entity.name for entity in found.entities} == {
        "method:parrot.1": "Parrot (1)",
        "method:parrot.2": "PARROT (2)",
    }


def test_two_papers_that_introduce_a_word_within_their_abstracts_introduce_two_things() -> None:
    sure = replace(mention("Dream-VLA", relation="INTRODUCES"), score=0.95)
    found = resolve([heading("1", "DreamVLA", "Ann", "Bob"), extraction("2", sure)])
    assert len(found.entities) == 2
    unsure = replace(sure, score=0.7)
    found = resolve([heading("1", "DreamVLA", "Ann", "Bob"), extraction("2", unsure)])
    assert len(found.entities) == 1


def test_nobody_uses_what_is_introduced_later() -> None:
    own = replace(mention("ZorbReason", relation="INTRODUCES"), score=0.95)
    use = mention("ZorbReason")
    assert len(resolve([dated("1", 2025, own), dated("2", 2026, use)]).entities) == 1
    later = resolve([dated("1", 2025, own), dated("2", 2024, use)])
    assert {entity.entity_id for entity in later.entities} == {"model:zorbreason", "model:zorbreason.nil"}


def test_a_title_may_begin_with_an_article() -> None:
    name = "Parrot"
    titled = Mention("title", 4, 10, name, "Method", 0.5, "hand", "INTRODUCES")
    found = resolve([Extraction(Paper("1", "The Parrot: A Study"), (titled,)), heading("2", name, "Cid", "Dee")])
    assert {entity.entity_id for entity in found.entities} == {"method:parrot.1", "method:parrot.2"}


def test_two_papers_of_one_team_may_introduce_one_thing() -> None:
    found = resolve([heading("1", "Parrot", "Ann", "Bob"), heading("2", "Parrot", "Ann", "Bob", "Cid")])
    assert {entity.entity_id for entity in found.entities} == {"method:parrot"}


def test_a_benchmark_and_a_method_of_one_name_stay_apart_where_both_are_explained() -> None:
    found = resolve(
        [
            extraction("a", mention("ZORB", "Benchmark", "INTRODUCES", long="Zoo Orbit Bench")),
            extraction("b", mention("ZORB", "Method", "INTRODUCES", long="Zero Order Balance")),
        ]
    )
    assert len(found.entities) == 2
