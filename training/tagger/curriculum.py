"""The curriculum: what an epoch reads of each corpus, and of texts that nobody annotated."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.document import compose
from extract.tagger import tokenizer
from training.corpora import marked_sentences as marked
from training.corpora import papers
from training.corpora import passages as corpora
from training.corpora.passages import Passage
from training.tagger import mention_replacement as renaming
from training.tagger.examples import examples
from training.tagger.loop import Diet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.model import Paper
    from training.tagger.examples import Example

TRAINED_ON: Final = ("tagger_1", "tagger_2")
"""Annotated papers that the networks see; the last 40 are kept for decisions."""
JUDGED_ON: Final = ("classifier_1", "classifier_2", "classifier_3", "classifier_4", "classifier_5", "classifier_6")
"""Annotated papers that only judgement sees."""
KEPT_BACK: Final = 40
MARKED: Final = "marked"
"""The diet of sentences that readers marked."""
_TIMES: Final = {"tdmsci": 1.5, "scierc": 1.5, "crossner": 1.5, papers.HEAD: 2.0}
_SCIREX_SENTENCES: Final = 3_000
_SCIREX_ABSTRACTS: Final = 275
_SHORTEST, _LONGEST = 40, 400
"""Characters of a sentence of a full text that is read without its annotations."""
_WEAKLY_LABELLED: Final = 3_000
_DRAWS: Final = 350

_HUGGING_FACE: Final = 0.4
"""The share of abstracts that are of Hugging Face papers; the others are of arXiv."""
_VERSIONS: Final = 3
"""Passages with other names that are made of each annotated one."""
_SEED: Final = 1


class Course(NamedTuple):
    """How a generation of students is taught, by the teacher and by those of the two generations before.

    Attributes:
        epochs: passes over what an epoch serves.
        abstracts: how many that nobody annotated there are, and how many of them an epoch reads.
        sentences: the same of sentences of full texts.
        renamed: how many passages with other names an epoch reads, for each annotated one.
        students: how many there are, each with a seed of its own.
        rate: the highest learning rate.
        kept: where students go on from those of the generation before, the share of their old weights in the mean of
            old and new that they end with; None for students that begin anew.
        marked: how many sentences that readers marked an epoch reads.
        again: whether the teacher learns once more before, and teaches them with the generation before alone.
    """

    epochs: int
    abstracts: tuple[int, int]
    sentences: tuple[int, int] = (0, 0)
    renamed: float = 0.0
    students: int = 1
    rate: float = 2e-3
    kept: float | None = None
    marked: int = 0
    again: bool = False


def diets(shared: Path, course: Course | None = None) -> dict[str, Diet]:
    """Lay out what an epoch reads of each corpus.

    Args:
        shared: the folder that holds `ner`, `corpora` and `gazetteers`.
        course: what a student reads; a teacher, who has none, reads what the rules mark instead.
    """
    reader = tokenizer()
    rng = random.Random(_SEED)  # noqa: S311 - no secret
    made: dict[str, Diet] = {}
    sentences: list[Passage] = []
    renamed = course.renamed if course else 0.0
    lists = renaming.read_lists(shared / "gazetteers") if renamed else {}
    for corpus, labels in corpora.LABELS.items():
        passages = corpora.read(shared / "ner", corpus, "train")
        if corpus == "scirex":
            passages, sentences = passages[:_SCIREX_ABSTRACTS], passages[_SCIREX_ABSTRACTS:]
            full = [one for one in examples(reader, sentences, labels) if (one.tags > 0).any()]
            if course:
                full = rng.sample(full, 3 * _SCIREX_SENTENCES)
            made[corpus] = Diet(examples(reader, passages, labels), 1.0, full, _SCIREX_SENTENCES)
            continue
        others: list[Example] = []
        if renamed:
            names = renaming.names(passages, lists)
            versions = [renaming.renamed(passages, names, rng) for _ in range(_VERSIONS)]
            others = examples(reader, [one for version in versions for one in version], labels)
        made[corpus] = Diet(
            examples(reader, passages, labels), _TIMES.get(corpus, 1.0), others, int(renamed * len(passages))
        )
    known = papers.read_papers(shared / "corpora")
    annotations = [row for part in TRAINED_ON for row in papers.read_annotations(part)]
    own = examples(reader, papers.annotated(known, annotations[:-KEPT_BACK]), papers.LABELS)
    seen = {row["id"] for part in (*TRAINED_ON, *JUDGED_ON, papers.HELD_OUT) for row in papers.read_annotations(part)}
    others_of_ours = [known[i] for i in sorted(known.keys() - seen) if known[i].abstract]
    if course:
        made[papers.HEAD] = Diet(own, _TIMES[papers.HEAD])
        number, draws = course.abstracts
        texts = _abstracts(shared, others_of_ours, number, rng)
        made["abstracts"] = Diet((), sampled=examples(reader, _unmarked(texts)), draws=draws)
        number, draws = course.sentences
        texts = [one.text for one in sentences if _SHORTEST < len(one.text) < _LONGEST]
        made["sentences"] = Diet((), sampled=examples(reader, _unmarked(rng.sample(texts, number))), draws=draws)
        if course.marked:
            read = examples(reader, marked.read(shared), corpora.LABELS[marked.CORPUS])
            made[MARKED] = Diet((), sampled=read, draws=course.marked)
    else:
        weak = examples(reader, papers.by_rules(rng.sample(others_of_ours, _WEAKLY_LABELLED)), papers.LABELS)
        made[papers.HEAD] = Diet(own, _TIMES[papers.HEAD], weak, _DRAWS)
    return made


def _abstracts(shared: Path, hugging_face: Sequence[Paper], number: int, rng: random.Random) -> list[str]:
    drawn = rng.sample(hugging_face, int(_HUGGING_FACE * number))
    texts = [compose(paper.title, paper.abstract) for paper in drawn]
    others = rng.sample(papers.read_arxiv(shared / "corpora"), number - len(texts))
    return texts + [compose(paper.title, paper.abstract) for paper in others]


def _unmarked(texts: Sequence[str]) -> list[Passage]:
    """Give texts that belong to no head."""
    return [Passage(str(place), text, (), "") for place, text in enumerate(texts)]
