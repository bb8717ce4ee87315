"""The folder of real corpora beside the project; SHARED names another place."""

from __future__ import annotations

import os
from pathlib import Path

CORPORA = Path(os.environ.get("SHARED") or Path(__file__).parents[2] / "shared") / "corpora"
