"""What the tests of the extractor share: one pipeline, and a way to read what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract import Extractor, create_pipeline
from extract.document import annotated
from extract.document.paper_text import compose
from extract.pipeline import DECIDING
from kg.model import Paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

    from extract.document import Candidate
    from kg.model import Mention

    Read = Callable[..., tuple[Mention, ...]]
    Said = Callable[..., list[tuple[str, Candidate]]]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The rules alone, once for the run: a component's test is about that component."""
    return create_pipeline(None)


@pytest.fixture(scope="session")
def extractor(nlp: Language) -> Extractor:
    """An extractor of rules alone, once for the run."""
    return Extractor(nlp)


@pytest.fixture(scope="session")
def trained() -> Extractor:
    """The extractor as users get it, once for the run."""
    return Extractor()


@pytest.fixture
def read(extractor: Extractor) -> Read:
    """Read one paper and give its mentions."""

    def read_one(abstract: str, title: str = "") -> tuple[Mention, ...]:
        (extraction,) = extractor.extract([Paper("p", title, abstract)])
        return extraction.mentions

    return read_one


@pytest.fixture
def said(nlp: Language) -> Said:
    """Run the pipeline and give what one component said: the surface and the candidate."""

    def run(component: str, abstract: str, title: str = "") -> list[tuple[str, Candidate]]:
        text = compose(title, abstract)
        with nlp.select_pipes(disable=DECIDING):
            doc = nlp(text)
        return [(text[c.start : c.end], c) for c in annotated(doc).candidates if c.component == component]

    return run
