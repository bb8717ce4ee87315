"""This package is about what is new: of what the reader follows, of each build, and where the graph stands."""
