from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from extract.resolution.resolver import resolve
from kg.model import Extraction, Mention, Paper
from training.evaluation.pairs import PARTS, Pair, extract, read_pairs, score

if TYPE_CHECKING:
    from pathlib import Path


def test_the_labelled_pairs_are_many_and_half_of_them_are_two_things() -> None:
    pairs = read_pairs()
    assert len(pairs) >= 300
    assert len({(pair.a, pair.a_surface, pair.b, pair.b_surface) for pair in pairs}) == len(pairs)
    assert 0.4 <= sum(pair.same for pair in pairs) / len(pairs) <= 0.6
    parts = Counter(pair.part for pair in pairs)
    assert set(parts) == set(PARTS)
    assert parts["end"] >= 250


def test_pairs_are_resolved_as_they_are_labelled(shared: Path) -> None:
    pairs = read_pairs()
    found = score(resolve(extract(shared / "corpora", pairs=pairs)), pairs)
    assert found.f1.value >= 0.9, found.wrong
    assert len(found.absent) < 0.12 * len(pairs)  # tasks and kinds of models were drawn as well, and are no names


def test_what_is_linked_to_none_is_joined_to_nothing() -> None:
    def extraction(paper_id: str, long: str | None = None) -> Extraction:
        said = Mention("abstract", 0, 4, "ZORB", "Method", 0.8, "hand", "USES", long)
        return Extraction(Paper(paper_id, paper_id), (said,))

    resolution = resolve(
        [extraction("a", "Zoo Orbit"), extraction("b", "Zero Order"), extraction("c"), extraction("d")]
    )
    found = score(resolution, [Pair("c", "ZORB", "d", "ZORB", same=True, kind="by hand", part="dev")])
    assert (found.counts.right, found.counts.missed) == (0, 1)
