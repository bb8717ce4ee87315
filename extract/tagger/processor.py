"""The processor: whether its sums of 8-bit products are exact by themselves, or have to be asked for.

Without VNNI an x86 processor adds two products in 16 bits, where they saturate; onnxruntime can be asked to avoid that,
and its network takes two thirds longer then. With VNNI sums are exact either way.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

_FLAGS: Final = re.compile(r"^flags\s*:(.*)$", re.MULTILINE)
_WITH_AVX512: Final = frozenset(["avx512_vnni", "avx512f", "avx512bw", "avx512dq", "avx512vl"])
_CPUINFO: Final = Path("/proc/cpuinfo")


@cache
def sums_are_exact() -> bool:
    """Say whether this machine's processors are known to add 8-bit products exactly."""
    try:
        return has_vnni(_CPUINFO.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return False


def has_vnni(cpuinfo: str) -> bool:
    """Say whether each processor that Linux describes has VNNI, of the kind that onnxruntime uses.

    >>> has_vnni("flags : fpu avx2 avx_vnni"), has_vnni("flags : fpu avx2"), has_vnni("")
    (True, False, False)
    """
    described = [frozenset(flags.split()) for flags in _FLAGS.findall(cpuinfo)]
    return bool(described) and all("avx_vnni" in flags or flags >= _WITH_AVX512 for flags in described)
