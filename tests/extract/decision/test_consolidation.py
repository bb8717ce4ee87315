from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import Extractor, resolve
from extract.decision.name_evidence import Named
from extract.decision.propagation import with_kin
from extract.document.string_search import places
from kg.model import Paper

if TYPE_CHECKING:
    from spacy.language import Language

    from tests.extract.conftest import Read

PIECES = st.sampled_from(
    [
        "We propose",
        "ZorbNet",
        "a framework",
        "(ZN)",
        "on",
        "MMLU",
        "and",
        "GPT-4",
        ",",
        ".",
        "\n",
        "\n\n",
        "BERT-based",
        "https://github.com/a/b.",
        r"\textsc{Foo}",
        "e.g.",
        "Llama 2",
        "experiments",
        "called",
        '"windowing"',
        "—",
        "\u6f22\u5b57",
        "\u0627\u0644",
        "\x07",
        "\ud83d\ude00",
        "3D",
        "A-B",
        "We introduce",
        "X: a",
        "(1)",
        ";",
        "$x^2$",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=40), st.lists(PIECES, max_size=8))
def test_offsets_give_back_the_surface_and_mentions_do_not_overlap(
    nlp: Language, abstract: list[str], title: list[str]
) -> None:
    paper = Paper("p", " ".join(title), " ".join(abstract))
    (extraction,) = Extractor(nlp).extract([paper])
    last = {"title": 0, "abstract": 0}
    for mention in extraction.mentions:
        text = paper.title if mention.field == "title" else paper.abstract
        assert text[mention.start : mention.end] == mention.surface
        assert mention.surface
        in_an_address = mention.component == "repositories" and mention.label == "Method"
        assert mention.start >= last[mention.field] or in_an_address
        assert 0.0 < mention.score <= 1.0
        last[mention.field] = max(last[mention.field], mention.end)


def test_a_name_found_once_is_found_everywhere(read: Read) -> None:
    mentions = read("We propose Zorblat. Later Zorblat is used, and Zorblat wins.", "Zorblat: A Way")
    assert [(m.field, m.surface) for m in mentions] == [("title", "Zorblat")] + [("abstract", "Zorblat")] * 3


def test_short_and_long_form_share_type_and_relation(read: Read) -> None:
    mentions = read("We propose the Zorb Retrieval Memory (ZRM) framework. ZRM is fast.")
    assert {(m.label, m.relation) for m in mentions} == {("Method", "INTRODUCES")}
    assert {m.long_form for m in mentions if m.surface == "ZRM"} == {"Zorb Retrieval Memory"}


def test_a_name_inside_another_is_not_found_in_it(read: Read) -> None:
    found = [m.surface for m in read("We introduce ZorbMamba, built on Mamba. ZorbMamba-7B beats Mamba.")]
    assert found == ["ZorbMamba", "Mamba", "ZorbMamba-7B", "Mamba"]


def test_a_variant_of_what_is_introduced_is_introduced(read: Read) -> None:
    found = {m.surface: m.relation for m in read("We introduce ZorbIR, a dataset. ZorbIR-7B is a model of it.")}
    assert found["ZorbIR-7B"] == "INTRODUCES"


def test_a_variant_that_ends_with_the_name_has_its_type(read: Read) -> None:
    found = {m.surface: m.label for m in read("We introduce ZorbGuard, a language model. We like Stream ZorbGuard.")}
    assert found["Stream ZorbGuard"] == "Model"


@pytest.mark.parametrize(
    ("abstract", "relation"),
    [
        ("We introduce ZorbBench, a benchmark. It complements MMLU.", "USES"),
        ("Models that pass MMLU are known. We propose ZorbNet.", "USES"),
        ("We propose ZorbNet. Experiments on MMLU show gains.", "EVALUATES_ON"),
    ],
)
def test_a_benchmark_is_reported_on_or_only_mentioned(read: Read, abstract: str, relation: str) -> None:
    assert {m.relation for m in read(abstract) if m.surface == "MMLU"} == {relation}


@pytest.mark.parametrize(
    ("own", "other", "relation"),
    [
        ("zorbworld", "zorbworld policy", "INTRODUCES"),
        ("zorb suite", "zorb bench", "INTRODUCES"),
        ("zorb", "zorbworld", "USES"),
        ("Qwen Suite", "qwen 3", "USES"),
    ],
)
def test_what_goes_on_from_an_introduced_name_is_introduced(own: str, other: str, relation: str) -> None:
    names = [Named(own.lower(), surfaces={own: 1}, relation="INTRODUCES", kept=True), Named(other, kept=True)]
    assert with_kin(names)[1].relation == relation


def test_judgement_does_not_part_kin(trained: Extractor) -> None:
    paper = Paper(
        "p",
        "Learning in 4D",
        "We introduce Zorb Suite. We train on Zorb-Train, and test on human-refined Zorb-Bench.",
    )
    (extraction,) = trained.extract([paper])
    assert {m.relation for m in extraction.mentions if "Zorb" in m.surface} == {"INTRODUCES"}


def test_a_hyphenated_long_form_is_a_name_where_it_is_used_as_one(read: Read) -> None:
    explained = "It is good to train a zorb-for-all (ZFA) net."
    found = {m.surface: m.relation for m in read(f"{explained} We extend the zorb-for-all framework.")}
    assert found["zorb-for-all"] == "USES"
    assert read(explained) == ()


def test_a_phrase_of_common_words_is_no_entity(read: Read) -> None:
    assert read("Large Language Models are trained on text. Deep Learning is used by many people.") == ()


def test_a_technique_in_passing_is_none(read: Read) -> None:
    assert read("This matters for retrieval-augmented generation systems of all kinds, as is known.") == ()


def test_a_kind_of_models_is_no_name_unless_the_paper_introduces_it(trained: Extractor) -> None:
    abstract = "Video Large Language Models (Video-LLMs) are slow on Video-MME. {} It is better than Qwen3-8B."
    papers = [
        Paper("1", "Faster Reading of Clips", abstract.format("We propose ZorbCut to prune tokens.")),
        Paper(
            "2", "Tapered Language Models", "We introduce Tapered Language Models (TLMs). They are better than GPT-2."
        ),
    ]
    first, second = trained.extract(papers)
    assert {mention.surface for mention in first.mentions} >= {"Video-MME", "ZorbCut", "Qwen3-8B"}
    assert not any("LLMs" in mention.surface or "Models" in mention.surface for mention in first.mentions)
    assert any(mention.surface == "Tapered Language Models" for mention in second.mentions)


def test_a_task_with_its_short_form_in_brackets_is_the_task(trained: Extractor) -> None:
    papers = [
        Paper("p", "On Search", "We study the task of machine translation (MT)."),
        Paper("q", "On Text", "We study the task of machine translation."),
    ]
    found = resolve(trained.extract(papers))
    assert {(r.paper_id, r.entity_id) for r in found.relations} == {(p, "task:machine-translation") for p in "pq"}
    assert [entity.name for entity in found.entities] == ["machine translation"]


def test_tasks_and_metrics_have_their_relations(read: Read) -> None:
    found = {m.surface: (m.label, m.relation) for m in read("For machine translation, perplexity falls.")}
    assert found == {"machine translation": ("Task", "ADDRESSES"), "perplexity": ("Metric", "REPORTS")}


def test_a_name_before_a_hyphen_that_is_a_dash_stands_alone() -> None:
    assert list(places("on Web2Act-but not on Web2Act-1k", "Web2Act")) == [(3, 10)]
