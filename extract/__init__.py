"""Text in, typed mentions and entities out; spaCy lives here and nowhere else.

What it gives out is imported when it is first asked for: who only resolves does not wait for spaCy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.extractor import Extractor
    from extract.pipeline import create_pipeline
    from extract.resolution import resolve

__all__ = ["Extractor", "create_pipeline", "resolve"]

_HOME = {"Extractor": "extract.extractor", "create_pipeline": "extract.pipeline", "resolve": "extract.resolution"}


def __getattr__(name: str) -> Any:
    """Import what is asked for."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
