"""This package is about the drawn graph: what a reader explores, how it is drawn, and what stands beside it."""
