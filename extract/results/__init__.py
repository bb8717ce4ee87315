"""Result extraction: the numbers that a paper claims on benchmarks."""

from extract.results import result_extractor  # noqa: F401 - importing a component registers its factory

__all__ = []
