from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from extract import resolve
from kg.model import Extraction, Mention, Paper
from tests.extract.builders import dated, extraction, heading, mention

if TYPE_CHECKING:
    from kg.model import RelationType


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


def test_a_mention_with_its_noun_is_its_name_all_the_same() -> None:
    def with_noun(name: str, relation: RelationType = "EVALUATES_ON") -> Mention:
        return replace(mention(f"{name} dataset", "Benchmark", relation), name=name, score=0.95)

    found = resolve([extraction("a", with_noun("ZorbSet"), with_noun("ZorbSet Lite"))])
    assert found.variants == (("benchmark:zorbset-lite", "benchmark:zorbset"),)
    found = resolve([heading("1", "ZorbSet", "Ann", "Bob"), extraction("2", with_noun("Zorb-Set", "INTRODUCES"))])
    assert len(found.entities) == 2


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


def test_what_the_term_lists_know_settles_a_tie() -> None:
    found = resolve([extraction("a", mention("Midjourney", "Method")), extraction("b", mention("MidJourney", "Model"))])
    assert [entity.label for entity in found.entities] == ["Model"]


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
