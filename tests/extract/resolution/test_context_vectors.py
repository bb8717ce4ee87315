"""What papers speak of."""

from __future__ import annotations

import numpy as np

from extract.resolution.context_vectors import Contexts
from extract.resolution.papers import Papers
from kg.model import Mention, Paper

TEXTS = {
    "diffusion": "We denoise latents of images with a diffusion model and guidance.",
    "images": "Text-to-image generation: faster sampling of high-resolution pictures by distilled diffusion.",
    "parsing": "We parse sentences of a treebank into constituents with a grammar and a chart.",
    "arabic": "\u0646\u0642\u062a\u0631\u062d \u0637\u0631\u064a\u0642\u0629 \u062c\u062f\u064a\u062f\u0629",
    "none": "",
}


def _contexts() -> Contexts:
    return Contexts(Papers(Paper(name, "", text) for name, text in TEXTS.items()))


def test_papers_of_one_matter_are_nearer_than_others() -> None:
    contexts = _contexts()
    mine, near, far = (contexts.around(name, ()) for name in ("diffusion", "images", "parsing"))
    assert mine is not None
    assert near is not None
    assert far is not None
    assert mine.shape == (79,)
    assert np.isclose(mine @ mine, 1.0)
    assert mine @ near > 0.3
    assert mine @ far < 0.1


def test_of_words_that_nobody_knows_nothing_is_said() -> None:
    assert _contexts().around("arabic", ()) is None
    assert _contexts().around("none", ()) is None


def test_what_stands_beside_the_name_counts_twice() -> None:
    text = f"{TEXTS['parsing']} {'.' * 100} DIFF denoises images. {'.' * 100} {TEXTS['parsing']}"
    start = text.index("DIFF")
    contexts = Contexts(Papers([Paper("both", "", text), Paper("images", "", TEXTS["images"])]))
    mention = Mention("abstract", start, start + 4, "DIFF", "Method", 0.9, "hand", "USES")
    whole, near = contexts.around("both", ()), contexts.around("both", (mention,))
    images = contexts.around("images", ())
    assert whole is not None
    assert near is not None
    assert images is not None
    assert near @ images > whole @ images + 0.1


def test_a_name_at_the_very_edge_and_a_long_text_do_no_harm() -> None:
    contexts = Contexts(Papers([Paper("edge", "DIFF", "word " * 100_000)]))
    assert contexts.around("edge", (Mention("title", 0, 4, "DIFF", "Method", 0.9, "hand", "USES"),)) is not None
