from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from extract import resolve
from kg.model import Extraction, Mention, Paper

if TYPE_CHECKING:
    from kg.model import Label, RelationType


def mention(
    surface: str, label: Label = "Model", relation: RelationType = "USES", *, long: str | None = None, start: int = 0
) -> Mention:
    return Mention("abstract", start, start + len(surface), surface, label, 0.8, "hand", relation, long)


def extraction(paper_id: str, *mentions: Mention) -> Extraction:
    return Extraction(Paper(paper_id, paper_id), mentions)


def test_spellings_of_one_model_are_one_entity() -> None:
    found = resolve(
        [extraction("a", mention("LLaMA2")), extraction("b", mention("Llama 2")), extraction("c", mention("Llama 2"))]
    )
    (entity,) = found.entities
    assert (entity.entity_id, entity.name, entity.aliases) == ("model:llama-2", "Llama 2", ("LLaMA2",))
    assert [relation.paper_id for relation in found.relations] == ["a", "b", "c"]


def test_versions_are_entities_of_their_own() -> None:
    found = resolve([extraction("a", mention("GPT-3"), mention("GPT-4"))])
    assert [entity.entity_id for entity in found.entities] == ["model:gpt-3", "model:gpt-4"]
    assert found.variants == ()


def test_sizes_are_variants() -> None:
    found = resolve(
        [extraction("a", mention("Llama2-70B"), mention("Llama 2")), extraction("b", mention("Llama-2-7b-chat"))]
    )
    assert found.variants == (("model:llama-2-70b", "model:llama-2"), ("model:llama-2-7b-chat", "model:llama-2"))


def test_short_and_long_form_are_one_entity() -> None:
    found = resolve(
        [
            extraction(
                "a",
                mention("SCM", "Method", long="Self-Controlled Memory"),
                mention("Self-Controlled Memory", "Method"),
            ),
            extraction("b", mention("self-controlled memory", "Method")),
        ]
    )
    (entity,) = found.entities
    assert entity.entity_id == "method:scm"
    assert "Self-Controlled Memory" in entity.aliases
    assert {relation.paper_id for relation in found.relations} == {"a", "b"}


def test_the_long_form_in_the_title_is_the_short_form_in_the_abstract() -> None:
    def own(paper_id: str) -> Extraction:
        titled = Mention("title", 0, 10, "Zoo-Orbits", "Method", 0.9, "hand", "INTRODUCES")
        return Extraction(
            Paper(paper_id, "Zoo-Orbits: A Study"),
            (titled, mention("ZO", "Method", "INTRODUCES", long="Zoo-Orbits")),
        )

    found = resolve([own("1"), own("2"), extraction("3", mention("Zoo-Orbit", "Method"))])
    assert {entity.entity_id for entity in found.entities} == {"method:zo"}


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


ROBOTS = "Robots walk upstairs by reinforcement learning in simulation, and locomotion policies transfer to legs."
LEGS = "We train a locomotion policy for a legged robot in simulation with reinforcement learning."
PARSING = "We parse sentences of a treebank into constituents with a grammar and a chart."


def about(paper_id: str, abstract: str, *mentions: Mention, title: str = "") -> Extraction:
    return Extraction(Paper(paper_id, title, abstract), mentions)


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


def test_a_task_that_most_take_for_a_method_is_that_method() -> None:
    task = mention("flow zorbing", "Task", "ADDRESSES")
    method = mention("flow zorbing", "Method")
    found = resolve([extraction("a", task), extraction("b", method)])
    assert [(entity.entity_id, entity.label) for entity in found.entities] == [("method:flow-zorbing", "Method")]
    assert {(relation.paper_id, relation.type) for relation in found.relations} == {("a", "USES"), ("b", "USES")}
    explained = mention("flow zorbing", "Task", "ADDRESSES", long="Flowing Zoo Orbits")
    used = mention("Flowing Zoo Orbits", "Task", "ADDRESSES")
    found = resolve(
        [extraction("a", explained), extraction("b", method), extraction("c", method), extraction("d", used)]
    )
    assert len(found.entities) == 1, "the long form goes with it"
    found = resolve([extraction("a", task), extraction("b", method), extraction("c", task)])
    assert [entity.entity_id for entity in found.entities] == ["method:flow-zorbing", "task:flow-zorbing"]


def test_versions_with_and_without_v_are_one() -> None:
    names = ["Zorb-Bench V2", "Zorb-Bench 2.0", "ZorbBench 2", "ZorbBenchv2"]
    found = resolve([extraction(str(n), mention(name, "Benchmark")) for n, name in enumerate(names)])
    assert len(found.entities) == 1
    found = resolve([extraction("a", mention("YOLO11s")), extraction("b", mention("YOLO11"))])
    assert len(found.entities) == 2, "a letter behind a number is no plural"


def test_years_squares_makers_and_the_order_of_variants_are_spellings() -> None:
    for names in (
        ("ZorbAIME 2025", "ZorbAIME25"),
        ("ZorbNet 512x512", "ZorbNet-512"),
        ("OpenAI o7", "o7"),
        ("Claude Opus 9.5", "Claude 9.5 Opus", "Opus 9.5"),
        ("Zorb 2 7B Chat", "Zorb-2-Chat-7B"),
        ("$\\zeta^2$-Bench", "\u03b6^2-bench", "Zeta2-Bench"),
    ):
        found = resolve([extraction(str(n), mention(name)) for n, name in enumerate(names)])
        assert len(found.entities) == 1, names
    for names in (("OpenAI Zorb", "Zorb"), ("o7-mini", "Mini-o7"), ("Zorb 3 Mini 4", "Zorb 4 Mini 3")):
        found = resolve([extraction(str(n), mention(name)) for n, name in enumerate(names)])
        assert len(found.entities) == 2, names


def test_the_score_of_a_metric_is_that_metric() -> None:
    found = resolve(
        [
            extraction("a", mention("FZD", "Metric", "REPORTS"), mention("CLAP", "Model")),
            extraction("b", mention("FZD scores", "Metric", "REPORTS"), mention("CLAP score", "Metric", "REPORTS")),
        ]
    )
    assert [entity.entity_id for entity in found.entities] == ["metric:clap-score", "metric:fzd", "model:clap"]


def test_a_metric_is_one_on_any_matter() -> None:
    explained = mention("AUZ", "Metric", "REPORTS", long="Area Under Zorb")
    used = mention("AUZ", "Metric", "REPORTS")
    papers = [about("a", ROBOTS, explained), *(about(paper, PARSING, used) for paper in "bcdefg")]
    assert len(resolve(papers).entities) == 1


def test_nobody_introduces_what_others_used_before_unless_its_title_begins_so() -> None:
    use, own = mention("Zorb Preference Tuning", "Method"), mention("Zorb Preference Tuning", "Method", "INTRODUCES")
    titled = Mention("title", 0, 22, "Zorb Preference Tuning", "Method", 0.9, "hand", "INTRODUCES")
    report = Extraction(Paper("own", "Zorb Preference Tuning Technical Report", published=date(2025, 1, 1)), (titled,))
    for year, later, expected in (
        (2024, dated("own", 2025, own), "USES"),
        (2026, dated("own", 2025, own), "INTRODUCES"),
        (2024, report, "INTRODUCES"),
    ):
        found = resolve([dated("user", year, use), later])
        assert {relation.type for relation in found.relations if relation.paper_id == "own"} == {expected}


def test_who_has_it_in_the_title_introduces_what_a_later_paper_says_it_proposes() -> None:
    found = resolve(
        [heading("1", "Zorbscore-2", "Ann"), extraction("2", mention("Zorbscore-2", "Method", "INTRODUCES"))]
    )
    assert {relation.paper_id: relation.type for relation in found.relations} == {"1": "INTRODUCES", "2": "USES"}


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


def heading(paper_id: str, name: str, *authors: str) -> Extraction:
    title = f"{name}: what it is"
    own = Mention("title", 0, len(name), name, "Method", 0.9, "hand", "INTRODUCES")
    return Extraction(Paper(paper_id, title, authors=authors), (own,))


def test_two_papers_that_are_named_alike_introduce_two_things() -> None:
    found = resolve([heading("1", "Parrot", "Ann", "Bob"), heading("2", "PARROT", "Cid", "Dee")])
    assert {entity.entity_id: entity.name for entity in found.entities} == {
        "method:parrot.1": "Parrot (1)",
        "method:parrot.2": "PARROT (2)",
    }


def dated(paper_id: str, year: int, *mentions: Mention) -> Extraction:
    return Extraction(Paper(paper_id, paper_id, published=date(year, 1, 1)), mentions)


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


def test_a_mention_with_its_noun_is_its_name_all_the_same() -> None:
    def with_noun(name: str, relation: RelationType = "EVALUATES_ON") -> Mention:
        return replace(mention(f"{name} dataset", "Benchmark", relation), name=name, score=0.95)

    found = resolve([extraction("a", with_noun("ZorbSet"), with_noun("ZorbSet Lite"))])
    assert found.variants == (("benchmark:zorbset-lite", "benchmark:zorbset"),)
    found = resolve([heading("1", "ZorbSet", "Ann", "Bob"), extraction("2", with_noun("Zorb-Set", "INTRODUCES"))])
    assert len(found.entities) == 2


def test_two_papers_of_one_team_may_introduce_one_thing() -> None:
    found = resolve([heading("1", "Parrot", "Ann", "Bob"), heading("2", "Parrot", "Ann", "Bob", "Cid")])
    assert {entity.entity_id for entity in found.entities} == {"method:parrot"}


def test_one_name_is_one_entity_however_it_is_spelled() -> None:
    found = resolve(
        [
            extraction("a", mention("ZorbEval", "Benchmark")),
            extraction("b", mention("Zorb-Eval", "Benchmark")),
            extraction("c", mention("ZorbEval", "Benchmark")),
        ]
    )
    (entity,) = found.entities
    assert (entity.entity_id, entity.aliases) == ("benchmark:zorbeval", ("Zorb-Eval",))


def test_method_and_model_of_one_name_are_one_entity_with_the_label_of_most() -> None:
    found = resolve(
        [
            extraction("a", mention("Mamba")),
            extraction("b", mention("Mamba", "Method")),
            extraction("c", mention("Mamba")),
        ]
    )
    assert [entity.entity_id for entity in found.entities] == ["model:mamba"]


def test_papers_that_disagree_of_what_kind_a_name_is_share_the_entity() -> None:
    found = resolve(
        [
            extraction("a", mention("Zorbit", "Benchmark", "EVALUATES_ON")),
            extraction("b", mention("Zorbit", "Method")),
            extraction("c", mention("Zorbit", "Method")),
        ]
    )
    assert [entity.entity_id for entity in found.entities] == ["method:zorbit"]
    assert {relation.type for relation in found.relations} == {"USES"}, "only a benchmark is evaluated on"


def test_a_benchmark_and_a_method_of_one_name_stay_apart_where_both_are_explained() -> None:
    found = resolve(
        [
            extraction("a", mention("ZORB", "Benchmark", "INTRODUCES", long="Zoo Orbit Bench")),
            extraction("b", mention("ZORB", "Method", "INTRODUCES", long="Zero Order Balance")),
        ]
    )
    assert len(found.entities) == 2


def test_a_repository_is_its_name_in_any_case() -> None:
    link = Mention(
        "abstract", 0, 30, "https://github.com/Lab/Tool", "Repo", 0.99, "repositories", "HAS_CODE", None, "Lab/Tool"
    )
    found = resolve([extraction("a", link)])
    assert (found.entities[0].entity_id, found.entities[0].name) == ("repo:lab/tool", "Lab/Tool")
    assert found.entities[0].url == "https://github.com/Lab/Tool"


def test_relations_carry_their_mentions() -> None:
    one, two = mention("BERT", start=3), mention("BERT", start=9)
    found = resolve([extraction("a", two, one)])
    assert found.relations[0].mentions == (one, two)


SURFACES = [
    "LLaMA2",
    "Llama 2",
    "Llama2-70B",
    "GPT-4",
    "SEAL",
    "Search Engine",
    "Self Adapting",
    "BERT",
    "BERT-base",
    "seal",
]
MENTIONS = st.builds(
    mention,
    st.sampled_from(SURFACES),
    st.sampled_from(["Model", "Method", "Benchmark", "Task", "Metric"]),
    st.sampled_from(["USES", "INTRODUCES"]),
    long=st.sampled_from([None, None, "Search Engine", "Self Adapting"]),
    start=st.integers(0, 50),
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(MENTIONS, max_size=4), max_size=8), st.lists(st.sampled_from(SURFACES), max_size=3), st.randoms()
)
def test_the_order_of_papers_leaves_no_trace(papers: list[list[Mention]], names: list[str], random: object) -> None:
    extractions = [extraction(f"p{n}", *mentions) for n, mentions in enumerate(papers)]
    extractions += [heading(f"h{n}", name, "Ann") for n, name in enumerate(names)]
    shuffled = list(extractions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types it as Random only for itself
    assert resolve(shuffled) == resolve(extractions)


def test_time_grows_with_the_number_of_mentions() -> None:
    def seconds(count: int) -> float:
        extractions = [extraction(f"p{n}", mention(f"Zorb{n % 5000}"), mention("BERT")) for n in range(count)]
        start = time.process_time()
        resolve(extractions)
        return time.process_time() - start

    seconds(2000)
    assert seconds(20_000) < 40 * max(seconds(2000), 0.005)


def test_versions_of_a_benchmark_are_variants_and_other_numbers_are_not() -> None:
    found = resolve(
        [
            extraction("1", mention("SWE-bench", "Benchmark"), mention("SWE-bench Verified", "Benchmark", start=20)),
            extraction("2", mention("CIFAR-10", "Benchmark"), mention("CIFAR-100", "Benchmark", start=20)),
            extraction("3", mention("ZorbAIME", "Benchmark"), mention("ZorbAIME 2025", "Benchmark", start=20)),
            extraction("4", mention("Zorb", "Benchmark"), mention("Zorb v2", "Benchmark", start=20)),
            extraction("5", mention("Zorb-V", "Benchmark"), mention("Zorb 500", "Benchmark", start=20)),
        ]
    )
    assert found.variants == (
        ("benchmark:swe-bench-verified", "benchmark:swe-bench"),
        ("benchmark:zorb-v-2", "benchmark:zorb"),
        ("benchmark:zorbaime-2025", "benchmark:zorbaime"),
    )
