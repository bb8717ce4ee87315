"""Inference: texts in, the tagger's scores of their words out, on onnxruntime.

A head is one annotated corpus: it has that corpus' labels and marks what its annotators would mark. The weights lie in
`extract/weights`; `training` makes them.
"""

from __future__ import annotations

import json
import os
from importlib import resources
from typing import TYPE_CHECKING, Final, Literal, Self

import numpy as np
import onnxruntime

from extract.tagger.decoding import logarithms
from extract.tagger.processor import sums_are_exact
from extract.tagger.tagged_text import Tagged
from extract.tagger.word_pieces import BEGIN, END, cut, tokenizer
from kg.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from extract.tagger.tagged_text import TaggedSpan
    from extract.tagger.word_pieces import Pieces

Size = Literal["default", "large"]

WINDOW: Final = 510
"""Pieces that the network reads at once."""
_STRIDE: Final = 382
_SHORTEST: Final = 8
"""Pieces that a call has at least, padding included: a window of the convolution reaches four to each side."""
LONGEST: Final = 16_384
"""Pieces of a text that are read; what comes after is no abstract any more."""
_EXACT: Final = "session.x64quantprecision"
"""Asks for sums of 8-bit products that do not saturate on processors without VNNI: every machine says the same."""
FILES: Final[dict[Size, tuple[str, ...]]] = {
    "default": ("tagger.onnx",),
    "large": ("tagger.onnx", "tagger_large.onnx"),
}
"""Size to the networks that read together; the last one gives its name. Two are right more often than either."""


class Tagger:
    """Runs trained networks with the same heads, and takes the mean of their probabilities.

    It may be pickled and used after a fork.

    Args:
        paths: ONNX files that `training` wrote.
    """

    def __init__(self, *paths: Path) -> None:
        self._paths = paths
        self._pid = -1
        self._sessions: list[onnxruntime.InferenceSession] = []
        self._tokenizer: Tokenizer | None = None
        self.heads: dict[str, tuple[str, ...]] = {}
        self.size = ""
        self._open()

    @classmethod
    def load(cls, size: Size = "default") -> Self:
        """Open the weights that come with the package.

        Raises:
            CallError: there is no such size.
        """
        if size not in FILES:
            raise CallError(f"Ask for one of {', '.join(FILES)}, not for {size}.")
        with resources.as_file(resources.files("extract").joinpath("weights")) as folder:
            return cls(*(folder / name for name in FILES[size]))

    def __reduce__(self) -> tuple[type[Self], tuple[Path, ...]]:
        return type(self), self._paths

    def spans(self, texts: Sequence[str], head: str) -> list[list[TaggedSpan]]:
        """Mark texts as the annotators of one corpus would.

        Raises:
            CallError: the network has no such head.
        """
        if head not in self.heads:
            raise CallError(f"Ask for one of the heads {', '.join(self.heads)}, not for {head}.")
        return [tagged.spans(head) for tagged in self.tag(texts)]

    def tag(self, texts: Sequence[str]) -> Iterator[Tagged]:
        """Score the words of texts, in their order."""
        cuts = cut(self._reader(), texts)
        for text, pieces, scores in zip(texts, cuts, self._scores(cuts), strict=True):
            begins = np.flatnonzero(pieces.first[: len(scores)])
            lasts = np.append(begins, len(scores))[1:] - 1
            rows = scores[begins]
            by_head = {head: rows[:, columns] for head, columns in self._columns.items()}
            yield Tagged(text, pieces.starts[begins], pieces.ends[lasts], by_head, self.heads, self.size)

    def _scores(self, cuts: Sequence[Pieces]) -> Iterator[NDArray[np.float32]]:
        """Give (pieces, columns) scores of each text.

        Each window goes through the network alone: 8-bit activations share one scale a call, so that neighbours in a
        batch would change what is said of a text; and a batch was no faster.
        """
        sessions = self._open()
        for pieces in cuts:
            length = min(len(pieces.ids), LONGEST)
            scores = np.zeros((length, self._width), dtype=np.float32)
            for at in _windows(length):
                stop = min(at + WINDOW, length)
                ids = np.zeros((1, max(_SHORTEST, stop - at + 2)), dtype=np.int64)
                shapes, mask = np.zeros_like(ids), np.zeros(ids.shape, dtype=np.float32)
                ids[0, 0], ids[0, 1 : stop - at + 1], ids[0, stop - at + 1] = BEGIN, pieces.ids[at:stop], END
                shapes[0, 1 : stop - at + 1] = pieces.shapes[at:stop]
                mask[0, : stop - at + 2] = 1.0
                given = {"pieces": ids, "shapes": shapes, "mask": mask}
                out = self._mean([session.run(None, given)[0] for session in sessions])
                edge = (WINDOW - _STRIDE) // 2 if at else 0  # what stands at an edge lacks its context
                scores[at + edge : stop] = out[0, 1 + edge : stop - at + 1]
            yield scores

    def _mean(self, said: list[NDArray[np.float32]]) -> NDArray[np.float32]:
        """Give the logarithms of the means of what networks say; what one says alone, as it says it."""
        if len(said) == 1:
            return said[0]
        mean = np.zeros_like(said[0])
        for columns in self._columns.values():
            logs = [logarithms(scores[..., columns]) for scores in said]
            mean[..., columns] = np.logaddexp.reduce(logs, axis=0) - np.log(len(said))
        return mean

    def _open(self) -> list[onnxruntime.InferenceSession]:
        """Open the networks once in each process: what a fork inherits does not run."""
        if not self._sessions or self._pid != os.getpid():
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            if not sums_are_exact():
                options.add_session_config_entry(_EXACT, "1")
            self._sessions = [
                onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
                for path in self._paths
            ]
            self._pid = os.getpid()
            facts = self._sessions[-1].get_modelmeta().custom_metadata_map
            self.size = facts["size"]
            heads = json.loads(facts["heads"])
            self.heads = {head: tuple(labels) for head, labels in heads.items()}
            self._columns: dict[str, slice] = {}
            self._width = 0
            for head, labels in self.heads.items():
                self._columns[head] = slice(self._width, self._width + 1 + 2 * len(labels))
                self._width += 1 + 2 * len(labels)
        return self._sessions

    def _reader(self) -> Tokenizer:
        if self._tokenizer is None:
            self._tokenizer = tokenizer()
        return self._tokenizer


def _windows(length: int) -> Iterator[int]:
    """Say where each window of a text begins; the text is covered, and windows overlap."""
    yield from range(0, max(1, length - (WINDOW - _STRIDE)), _STRIDE) if length else ()
