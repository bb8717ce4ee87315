"""This package is about papers: lists of them, and the parts of a paper's page."""
