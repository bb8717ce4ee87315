"""Which papers a source has given already, in some 30 bytes a paper, so that memory stays flat.

Of an identifier only a fingerprint of 64 bits is kept: among three million papers the chance that any two are taken for
one is less than one in a million.
"""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import Final

_FIRST: Final = 1 << 10
_FULLEST: Final = 0.6


class Seen:
    """Remembers identifiers, each with the line where it stood first."""

    def __init__(self) -> None:
        self._count = 0
        self._fingerprints = array("Q", bytes(8 * _FIRST))
        self._lines = array("Q", bytes(8 * _FIRST))

    def __len__(self) -> int:
        return self._count

    def first(self, paper_id: str, line: int) -> int | None:
        """Remember an identifier; give the line where it stood before, or None where it is new.

        >>> seen = Seen()
        >>> seen.first("2405.13729", 3), seen.first("2405.13729", 8)
        (None, 3)
        """
        digest = blake2b(paper_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        fingerprint = int.from_bytes(digest, "little") or 1
        slot = self._slot(fingerprint)
        if self._fingerprints[slot]:
            return self._lines[slot]
        if self._count >= _FULLEST * len(self._fingerprints):
            self._grow()
            slot = self._slot(fingerprint)
        self._fingerprints[slot], self._lines[slot] = fingerprint, line
        self._count += 1
        return None

    def _slot(self, fingerprint: int) -> int:
        """Find where a fingerprint stands, or the free slot where it would."""
        last = len(self._fingerprints) - 1
        slot = fingerprint & last
        while (there := self._fingerprints[slot]) and there != fingerprint:
            slot = (slot + 1) & last
        return slot

    def _grow(self) -> None:
        old = zip(self._fingerprints, self._lines, strict=True)
        size = 16 * len(self._fingerprints)
        self._fingerprints, self._lines = array("Q", bytes(size)), array("Q", bytes(size))
        for fingerprint, line in old:
            if fingerprint:
                slot = self._slot(fingerprint)
                self._fingerprints[slot], self._lines[slot] = fingerprint, line
