"""This package is about text in, typed mentions and entities out; spaCy lives here and nowhere else."""

from extract.extractor import Extractor
from extract.pipeline import create_pipeline
from extract.resolve import resolve

__all__ = ["Extractor", "create_pipeline", "resolve"]
