"""The papers that the benchmark runs on: real ones where they lie beside us, else made up."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

from kg.model import Paper
from kg.sources import read

REAL = Path(__file__).parents[2] / "shared" / "corpora" / "hf_daily.jsonl.gz"

_SYLLABLES = ("ka", "lo", "mi", "tra", "den", "sol", "vec", "ni", "plo", "gra", "zen", "tor", "bel", "qui", "ras")
_SENTENCES = (
    "We propose {new}, a simple framework that improves how language models use their context.",
    "Unlike {old}, which needs a costly second stage, {new} learns both parts at once.",
    "Experiments on {bench} and {other} show that {new} outperforms {old} by {points} points.",
    "Our analysis suggests that the gain comes from better use of long inputs (see https://github.com/{owner}/{new}).",
    "We fine-tune {old}-{size}B on {bench} with a learning rate that decays over {points} epochs.",
)


def _word(dice: random.Random, *, suffix: str = "") -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(2, 3))).capitalize() + suffix


def generated(count: int, *, seed: int = 20) -> list[Paper]:
    """Make up papers whose names repeat as names do: a few in many papers, most in one."""
    dice = random.Random(seed)
    models = [_word(dice, suffix=dice.choice(["", "LM", "Net", "-2"])) for _ in range(40)]
    benchmarks = [_word(dice, suffix=dice.choice(["Bench", "QA", "Eval"])) for _ in range(30)]
    papers = []
    for number in range(count):
        new = _word(dice, suffix=dice.choice(["", "RAG", "GPT", "-X"]))
        words = {
            "new": new,
            "old": models[int(len(models) * dice.random() ** 2)],
            "bench": benchmarks[int(len(benchmarks) * dice.random() ** 2)],
            "other": dice.choice(benchmarks),
            "owner": _word(dice).lower(),
            "points": dice.randint(1, 20),
            "size": dice.choice([1, 7, 13, 70]),
        }
        abstract = " ".join(sentence.format(**words) for sentence in dice.sample(_SENTENCES, k=5))
        papers.append(Paper(f"bench-{number}", f"{new}: Made up for a benchmark, number {number}", abstract))
    return papers


def papers(count: int) -> tuple[list[Paper], str]:
    """Return at most `count` papers, and in words where they are from."""
    if REAL.exists():
        return list(islice(read(REAL), count)), f"real abstracts of {REAL.name}"
    return generated(count), "a generated corpus (the real one is not here)"
