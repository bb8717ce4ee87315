from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import Paper

if TYPE_CHECKING:
    from extract import Extractor

TITLE = "On the Parsing of Things"


def relations(trained: Extractor, sentence: str) -> dict[str, str]:
    (found,) = trained.extract([Paper("p", TITLE, f"Parsing is hard. {sentence}")])
    return {mention.surface: mention.relation for mention in found.mentions}


@pytest.mark.parametrize(
    "sentence",
    [
        "We extend Frobnet to video.",
        "We propose a variant of Frobnet for video.",
        "We present a new method based on Frobnet.",
        "Our approach, based on Frobnet, is fast.",
        "We propose a Frobnet-based method for search.",
        "We introduce a Frobnet-style encoder.",
        "We adapt Frobnet to speech.",
        "Inspired by Frobnet, we propose a new loss.",
        "We build upon Frobnet and propose a new loss.",
        "We propose to extend Frobnet to graphs.",
        "We introduce a modified Frobnet that handles video.",
        "We propose an enhanced Frobnet for robots.",
        "We present results of Frobnet, which was introduced by Doe.",
        "We propose modifications to the Frobnet algorithm.",
        "The proposed method, inspired by Frobnet, is fast.",
        "Frobnet is slow. In this paper, we propose a new loss.",
    ],
)
def test_what_is_extended_or_used_is_not_introduced(trained: Extractor, sentence: str) -> None:
    assert relations(trained, sentence).get("Frobnet") != "INTRODUCES"


@pytest.mark.parametrize(
    "sentence",
    [
        "We propose Quillax, a variant of Frobnet.",
        "Inspired by Frobnet, we propose Quillax.",
        "We develop Quillax on top of Frobnet.",
        "We propose Quillax, which extends Frobnet with memory.",
        "We present an improved version of Frobnet, named Quillax.",
        "We build on Frobnet, and introduce Quillax.",
        "We propose an alternative to Frobnet, called Quillax.",
    ],
)
def test_what_extends_it_is_introduced(trained: Extractor, sentence: str) -> None:
    found = relations(trained, sentence)
    assert found["Quillax"] == "INTRODUCES"
    assert found.get("Frobnet") != "INTRODUCES"
