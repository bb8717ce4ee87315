"""This package is about enrichment: what services know of papers, asked for and brought into the graph."""
