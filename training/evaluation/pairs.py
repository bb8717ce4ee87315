"""Labelled pairs: two papers, what each calls something, and whether that is one thing.

`annotations/pairs.jsonl` holds facts only: arXiv ids, names, the verdict, why the pair is hard, and its part. Rules
were decided on the part `dev`; the part `end` was drawn and labelled once they stood, in two draws.
"""

from __future__ import annotations

import json
from collections import defaultdict
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.extractor import Extractor
from extract.resolution import NIL, resolve
from training.corpora.papers import read_papers
from training.evaluation.metrics import Counts, Interval, interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kg.model import Extraction, Resolution

PARTS: Final = ("dev", "end")


class Pair(NamedTuple):
    """A labelled pair.

    Attributes:
        a: arXiv id of the one paper.
        a_surface: what it calls the thing.
        b: arXiv id of the other paper.
        b_surface: what that calls it.
        same: whether they are one thing.
        kind: why they were drawn.
        part: of `PARTS`.
    """

    a: str
    a_surface: str
    b: str
    b_surface: str
    same: bool
    kind: str
    part: str


class PairScore(NamedTuple):
    """How well a resolution agrees with the pairs of one part.

    Attributes:
        counts: right are the pairs that are one thing and were joined.
        f1: with its interval over draws of pairs.
        wrong: the pairs that were judged wrongly.
        absent: the pairs of which the extractor did not mark a name; they are not counted.
    """

    counts: Counts
    f1: Interval
    wrong: tuple[Pair, ...]
    absent: tuple[Pair, ...]


def read_pairs() -> list[Pair]:
    """Read the labelled pairs."""
    text = resources.files("training").joinpath("annotations", "pairs.jsonl").read_text(encoding="utf-8")
    return [Pair(**json.loads(line)) for line in text.splitlines()]


def extract(corpora: Path, *, pairs: Sequence[Pair] | None = None) -> list[Extraction]:
    """Extract all Hugging Face daily papers, or those of some pairs alone."""
    known = read_papers(corpora)
    wanted = known if pairs is None else {paper_id for pair in pairs for paper_id in (pair.a, pair.b)}
    with Extractor() as extractor:
        return list(extractor.extract(known[paper_id] for paper_id in sorted(wanted)))


def score(resolution: Resolution, pairs: Iterable[Pair]) -> PairScore:
    """Count the pairs that a resolution joins; what it linked to none of several things is joined to nothing."""
    entities: dict[tuple[str, str], set[str]] = defaultdict(set)
    for relation in resolution.relations:
        for mention in relation.mentions:
            for called in (mention.surface, mention.name or mention.surface):
                entities[relation.paper_id, " ".join(called.split())].add(relation.entity_id)
    counted, wrong, absent = [], [], []
    for pair in pairs:
        mine, theirs = entities[pair.a, pair.a_surface], entities[pair.b, pair.b_surface]
        if not mine or not theirs:
            absent.append(pair)
            continue
        joined = any(not entity_id.endswith(f".{NIL}") for entity_id in mine & theirs)
        counted.append(Counts(joined and pair.same, joined and not pair.same, pair.same and not joined))
        if joined != pair.same:
            wrong.append(pair)
    sums = Counts(*map(sum, zip(*counted, strict=True))) if counted else Counts()
    return PairScore(sums, interval([counted]), tuple(wrong), tuple(absent))


def report(corpora: Path) -> str:
    """Resolve all Hugging Face daily papers and write a Markdown table of both parts, and the pairs judged wrongly."""
    resolution, pairs = resolve(extract(corpora)), read_pairs()
    lines = ["| pairs | one thing | precision | recall | F1 |", "|---|---|---|---|---|"]
    said = []
    for part in PARTS:
        ours = [pair for pair in pairs if pair.part == part]
        found = score(resolution, ours)
        percent = [f"{100 * share:.1f}" for share in (found.counts.precision, found.counts.recall)]
        f1 = "{:.1f} ({:.1f}-{:.1f})".format(*(100 * bound for bound in found.f1))
        one = sum(pair.same for pair in ours)
        lines.append(f"| {part}, {len(ours)} ({len(found.absent)} not marked) | {one} | {' | '.join(percent)} | {f1} |")
        if part == "dev":
            said += [f"- {pair.kind}: {pair.a_surface} ({pair.a}), {pair.b_surface} ({pair.b})" for pair in found.wrong]
    return "\n".join([*lines, "", "Judged wrongly in dev:", "", *said])
