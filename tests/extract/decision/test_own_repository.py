"""What a paper's own repository tells of its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract import Extractor
from extract.rendering import page
from kg.model import Paper

if TYPE_CHECKING:
    from spacy.language import Language

    from tests.extract.conftest import Read

CODE = "Code: https://github.com/zorb-lab/{}."


def _relations(read: Read, abstract: str, title: str = "") -> dict[str, str]:
    return {one.surface: one.relation for one in read(abstract, title) if one.label != "Repo"}


def test_a_name_that_the_repository_has_is_introduced(read: Read) -> None:
    abstract = "Results with ZorbViT on ImageNet are better. " + CODE
    assert _relations(read, abstract.format("zorb_vit"))["ZorbViT"] == "INTRODUCES"
    assert _relations(read, abstract.format("blat"))["ZorbViT"] == "USES"


@pytest.mark.parametrize(
    ("title", "abstract", "name"),
    [
        ("BlatPilot: Better Zorbs", "We build BlatPilot into ZorbMem2.", "ZorbMem2"),
        ("", "We introduce ZorbMem2++, which is faster than ZorbMem2.", "ZorbMem2"),
        ("", "We fine-tune BERT.", "BERT"),
    ],
)
def test_what_a_paper_builds_on_is_not_introduced(read: Read, title: str, abstract: str, name: str) -> None:
    assert _relations(read, f"{abstract} {CODE.format(name)}", title)[name] == "USES"


def test_a_paper_without_a_name_has_that_of_its_repository(read: Read) -> None:
    abstract = f"Retrieval gets better. {CODE.format('ZRBL')}"
    repository, own = read(abstract, "A Study of Retrieval")
    assert (own.surface, own.label, own.relation) == ("ZRBL", "Method", "INTRODUCES")
    assert abstract[own.start : own.end] == "ZRBL"
    assert repository.label == "Repo"
    assert repository.end == own.end


@pytest.mark.parametrize(
    ("abstract", "called"),
    [
        ("We introduce ZorbNet.", "ZRBL"),
        ("Retrieval gets better.", "zorb-retrieval"),
        ("Retrieval gets better.", "NLP"),
        ("Retrieval gets better.", "BERT"),
    ],
)
def test_other_repositories_name_nothing(read: Read, abstract: str, called: str) -> None:
    found = read(f"{abstract} {CODE.format(called)}", "A Study of Retrieval")
    assert called not in {one.surface for one in found}


def test_a_page_shows_an_address_once(nlp: Language) -> None:
    paper = Paper("1", "A Study of Retrieval", f"Retrieval gets better. {CODE.format('ZRBL')}")
    assert "".join(page(Extractor(nlp).extract([paper]))).count("ZRBL") == 1
