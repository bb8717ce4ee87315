"""This package is about search: the box that suggests, the hits, and the choice of a node."""
