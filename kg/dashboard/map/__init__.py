"""This package is about the maps of the field and of papers: the drawing, and what the URL says of it."""
