"""Figures of test parts: texts that the project never had, so that nothing was decided on them.

They were measured outside, on the shipped weights, and cannot be computed again with what lies beside the project; a
release with other weights takes them out until they are measured anew.
"""

from __future__ import annotations

from typing import Final

COLUMNS: Final = ("test part", "default", "others on the same texts")

CORPORA: Final = (
    (
        "TDMSci, test",
        "65.5 (61.8-69.0)",
        "62.0: the predictions that IBM's tagger publishes; paired difference +3.6 (0.5-6.6)",
    ),
    ("SciERC, test", "65.3 (62.4-67.9)", "67.7: SciBERT, as published"),
    ("Heddes, test", "85.5", "-"),
    ("Heddes, zero-shot test", "83.2", "-"),
    ("SciREX, test: titles and abstracts", "73.8", "-"),
)
"""F1 of exact spans and types, in percent, with the 95% interval where it was measured."""

PAPERS: Final = (
    ("44 Hugging Face papers", "95.5", "93.4"),
    ("60 papers of other kinds: ACL 2009 to 2018, ICML, ICRA, MICCAI, arXiv", "92.7", "90.4"),
)
"""F1 of listed entities and right relations of `kg extract`, in percent."""

CROSSNER: Final = (
    "CrossNER is not among them: its test part was training data here, and its dev part below is all that there is."
)
