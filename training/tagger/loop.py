"""The training loop: annotated texts in, fitted weights out, with what dev parts say on the way.

Every batch is of one corpus and moves its own head and what all share; what a corpus does not annotate is never taught
as absent. A student learns from a teacher's probabilities beside the annotations (Hinton et al. 2015).
"""

from __future__ import annotations

import math
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from torch.nn import functional

from extract.tagger import BEGIN, END, cut, decode
from training.corpora.passages import UNKNOWN
from training.tagger.examples import IGNORED, LONGEST, Batch, Example, batches

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from training.corpora.passages import Passage
    from training.tagger.network import Network

_WARM_UP: Final = 0.06
_HEAD_RATE: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Diet:
    """What one epoch reads of one corpus.

    Attributes:
        always: examples of every epoch.
        times: how often; 1.5 is once, and half of them again.
        sampled: examples of which each epoch draws others.
        draws: how many.
    """

    always: Sequence[Example]
    times: float = 1.0
    sampled: Sequence[Example] = ()
    draws: int = 0

    def serve(self, rng: random.Random) -> list[Example]:
        """Draw one epoch's examples."""
        whole = int(self.times)
        chosen = list(self.always) * whole
        chosen += rng.sample(list(self.always), int(len(self.always) * (self.times - whole)))
        return chosen + rng.sample(list(self.sampled), min(self.draws, len(self.sampled)))


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast a network learns.

    Attributes:
        epochs: passes over what the diets serve.
        rate: the encoder's highest learning rate; that of heads is at least 1e-3. Both fall to 0.
        pieces: word pieces of a batch.
        seed: of the order and of new weights.
    """

    epochs: int = 7
    rate: float = 3e-4
    pieces: int = 768
    seed: int = 0


def train(
    network: Network,
    diets: Mapping[str, Diet],
    schedule: Schedule,
    *,
    after_epoch: Callable[[int, dict[str, float]], None] | None = None,
) -> None:
    """Fit a network, in place.

    Args:
        network: what learns.
        diets: by corpus. On examples of a corpus that has no head, only what a teacher said of them is learned.
        schedule: how long and how fast.
        after_epoch: called with the epoch and the mean loss by head.
    """
    rng = random.Random(schedule.seed)  # noqa: S311 - no secret
    torch.manual_seed(schedule.seed)

    def serve() -> list[Batch]:
        return list(batches([one for diet in diets.values() for one in diet.serve(rng)], schedule.pieces, rng))

    epoch = serve()
    total = len(epoch) * schedule.epochs
    warm_up = max(20, int(_WARM_UP * total))
    named = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    new = [p for name, p in named if name.startswith("classify") or "shapes" in name]
    old = [p for name, p in named if not (name.startswith("classify") or "shapes" in name)]
    optimiser = torch.optim.AdamW(
        [{"params": old, "lr": schedule.rate}, {"params": new, "lr": max(schedule.rate, _HEAD_RATE)}],
        weight_decay=0.01,
        fused=True,
    )
    rates = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm_up, max(0.0, (total - step) / (total - warm_up)))
    )
    for number in range(schedule.epochs):
        network.train()
        losses: dict[str, list[float]] = {}
        for batch in epoch if number == 0 else serve():
            loss = _loss(network, batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*old, *new], 1.0)
            optimiser.step()
            rates.step()
            losses.setdefault(batch.head, []).append(loss.item())
        if after_epoch is not None:
            after_epoch(number, {head: float(np.mean(values)) for head, values in losses.items()})


def _loss(network: Network, batch: Batch) -> torch.Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network(*_inputs(batch))
    scores = scores.float()
    loss = torch.zeros(())
    if batch.head in network.columns:
        own = scores[..., network.columns[batch.head]]
        loss = functional.cross_entropy(
            own.reshape(-1, own.shape[-1]), torch.from_numpy(batch.tags).reshape(-1), ignore_index=IGNORED
        )
    if batch.taught is not None:
        read = torch.from_numpy(batch.mask) > 0
        taught, given = torch.from_numpy(batch.taught)[read], scores[read]
        for columns in network.columns.values():
            wanted = functional.softmax(taught[:, columns], dim=-1)
            loss = loss + functional.kl_div(
                functional.log_softmax(given[:, columns], dim=-1), wanted, reduction="batchmean"
            )
    return loss


def _inputs(batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    return torch.from_numpy(batch.ids), torch.from_numpy(batch.shapes), torch.from_numpy(batch.mask)


def taught(teachers: Sequence[Network], made: Sequence[Example]) -> list[Example]:
    """Write what teachers say beside examples, in their order: the logarithm of the mean of their probabilities."""
    for teacher in teachers:
        teacher.eval()
    learned = []
    for one in made:
        ids, shapes = torch.from_numpy(one.ids)[None], torch.from_numpy(one.shapes)[None]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            said = [teacher(ids, shapes, torch.ones(ids.shape)).float()[0] for teacher in teachers]
        mean = torch.zeros_like(said[0])
        for columns in teachers[0].columns.values():
            each = torch.stack([functional.log_softmax(scores[:, columns], dim=-1) for scores in said])
            mean[:, columns] = torch.logsumexp(each, dim=0) - math.log(len(said))
        learned.append(one._replace(taught=mean.numpy().astype(np.float16)))
    return learned


def tag(
    network: Network, reader: Tokenizer, passages: Sequence[Passage], head: str
) -> list[list[tuple[int, int, int]]]:
    """Mark passages with a network in training: (start, end, number of the label) in the first `LONGEST` pieces."""
    network.eval()
    found = []
    for pieces in cut(reader, [passage.text for passage in passages]):
        ids = np.concatenate([[BEGIN], pieces.ids[:LONGEST], [END]])
        shapes = np.concatenate([[0], pieces.shapes[:LONGEST], [0]])
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            scores = network(
                torch.from_numpy(ids)[None], torch.from_numpy(shapes)[None], torch.ones((1, len(ids)))
            ).float()
        rows: NDArray[np.float32] = scores[0, 1:-1, network.columns[head]].numpy()
        begins = np.flatnonzero(pieces.first[: len(rows)])
        lasts = np.append(begins, len(rows))[1:] - 1
        starts, ends = pieces.starts[begins], pieces.ends[lasts]
        found.append([(int(starts[one.first]), int(ends[one.last]), one.label) for one in decode(rows[begins])])
    return found


def f1(network: Network, reader: Tokenizer, passages: Sequence[Passage], labels: Sequence[str]) -> float:
    """Score exact spans and labels of the passages' corpus, micro F1."""
    right = given = wanted = 0
    for passage, spans in zip(passages, tag(network, reader, passages, passages[0].corpus), strict=True):
        gold = {(span.start, span.end, span.label) for span in passage.spans if span.label != UNKNOWN}
        open_to = [span for span in passage.spans if span.label == UNKNOWN]
        mine = {
            (start, end, labels[label])
            for start, end, label in spans
            if not any(start < span.end and span.start < end for span in open_to)
        }
        right, given, wanted = right + len(gold & mine), given + len(mine), wanted + len(gold)
    return 2 * right / max(1, given + wanted)


def stopwatch() -> Callable[[], float]:
    """Count seconds from now."""
    start = time.monotonic()
    return lambda: time.monotonic() - start
