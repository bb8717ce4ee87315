"""The words of the made-up world: names of people, methods and venues; titles, abstracts.

Nothing here names a paper, a person or a method that exists; where one does, it is chance.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

GIVEN = (
    *("Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Haruka", "Ines", "Jonas", "Katya", "Lin", "Mateo"),
    *("Noor", "Olga", "Pavel", "Qiang", "Rosa", "Sanjay", "Tomás", "Ulla", "Viktor", "Wanda", "Xin", "Yusuf", "Zoë"),
)
FAMILY = (
    *("Abernath", "Brückmann", "Castelloni", "Dvořenka", "Eikeland", "Fontanar", "Grzybicki", "Hashimura", "Ilvesko"),
    *(
        "Jansenius",
        "Kowalenko",
        "Lindqvister",
        "Moravec-Ruiz",
        "N'Dour",
        "O'Harran",
        "Petrossian",
        "Quintela",
        "Rasmuth",
    ),
    *("Szabolcs", "Takemori", "Uribarri", "van der Zandt", "Wojtanek", "Xanthoulis", "Yalmazer", "Zhengli"),
)
VENUES = (
    "Conference on Made-up Learning",
    "Journal of Invented Results",
    "Workshop on Fictive Systems",
    "Findings of Nothing",
)
ORGANIZATIONS = ("University of Nowhere", "Institute of Imaginary Systems", "Fictive Labs", "Lake Town Polytechnic")
LICENSES = ("MIT", "Apache-2.0", "BSD-3-Clause", "GPL-3.0")

_ONSETS = ("br", "d", "f", "gl", "h", "k", "l", "m", "n", "pr", "qu", "r", "s", "tr", "v", "w", "z")
_VOWELS = ("a", "e", "i", "o", "u", "ae", "ou")
_CODAS = ("", "l", "m", "n", "r", "s", "x", "th")
_WAYS = (
    "Sparse Routing",
    "Contrastive Distillation",
    "Latent Replay",
    "Gated Retrieval",
    "Spectral Pruning",
    "Causal Prompting",
)
_ENDS = (
    "Long Documents",
    "Legged Robots",
    "Low-Resource Translation",
    "Protein Folding",
    "Video Summaries",
    "Noisy Speech",
)
_LINKS = ("for", "in", "across")
_NEEDS = (
    "too slow for long inputs",
    "brittle under shift",
    "hard to reproduce",
    "costly to train",
    "blind to structure",
)


def name(chance: random.Random, taken: set[str]) -> str:
    """Make up a name that was not given out before."""
    while True:
        made = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS) for _ in range(3))
        if made not in taken:
            taken.add(made)
            return made.capitalize()


def title(chance: random.Random, method: str) -> str:
    """Make up a title that names a method."""
    way, link, end = chance.choice(_WAYS), chance.choice(_LINKS), chance.choice(_ENDS)
    return f"{method}: {way} {link} {end}"


def abstract(chance: random.Random, method: str, benchmark: str, older: list[str], repository: str | None) -> str:
    """Make up an abstract that names a method, a benchmark, and older methods that it builds on."""
    way, end, need = chance.choice(_WAYS).lower(), chance.choice(_ENDS).lower(), chance.choice(_NEEDS)
    builds = f"{method} builds on {' and '.join(older)}. " if older else ""
    code = f" Code is available at {repository}." if repository else ""
    return (
        f"Models of {end} are {need}. We present {method}, a method of {way} that needs no labels. {builds}"
        f"On the {benchmark} benchmark, {method} reaches an accuracy of {chance.randint(600, 990) / 10} "
        f"and needs {chance.randint(2, 9)} times fewer steps than what was known before.{code}"
    )


def sentence(chance: random.Random, surname: str) -> str:
    """Make up the sentence around an in-text citation."""
    way, end = chance.choice(_WAYS).lower(), chance.choice(_ENDS).lower()
    return f"Following {surname} et al., we use {way} on {end}."


def tokens(text: str) -> list[str]:
    """Split a text into the words that a search looks at."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return re.findall(r"[^\W_]+", "".join(c for c in folded if not unicodedata.combining(c)))


def surname(full: str) -> str:
    """Give the family name of a name of this world."""
    return next((family for family in FAMILY if full.endswith(family)), full.rsplit(maxsplit=1)[-1])
