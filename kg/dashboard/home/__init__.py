"""This package is about Home: what is new of what the reader follows, and where the graph stands."""
