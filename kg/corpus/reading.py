"""A process that reads texts for another: batches come in at its input, what they name goes out.

It is started as a program of its own, so that it shares neither threads nor a script with whoever starts it, and it
ends with its input: also where that other was killed.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, BinaryIO, cast

from kg.corpus.encoding import encode

if TYPE_CHECKING:
    from kg.model import Paper

    Batch = list[tuple[bytes, Paper]]
    Found = list[tuple[bytes, bytes]]


class Reading:
    """A process that reads, as the other side sees it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - this Python, and a module of ours
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def read(self, batch: Batch) -> Found:
        """Return what texts name, encoded, by their hashes.

        Raises:
            OSError: the process is gone.
            EOFError: the process went while it read.
        """
        into, out = cast("BinaryIO", self.process.stdin), cast("BinaryIO", self.process.stdout)
        pickle.dump(batch, into)
        into.flush()
        return cast("Found", pickle.load(out))  # noqa: S301 - our own process wrote it

    def close(self) -> None:
        """End the process, in the midst of a batch too."""
        self.process.kill()
        self.process.communicate()


def main() -> None:
    """Read batches until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asks
    from extract import Extractor  # noqa: PLC0415 - whoever starts this need not wait for spaCy

    into, out = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but what texts name goes out
    extractor = Extractor()
    while True:
        try:
            batch: Batch = pickle.load(into)  # noqa: S301 - whoever started this wrote it
        except EOFError:
            return
        found = extractor.extract(paper for _, paper in batch)
        pickle.dump([(key, encode(one)) for (key, _), one in zip(batch, found, strict=True)], out)
        out.flush()


if __name__ == "__main__":
    main()
