"""This package is about the layout: what every page is made of, from its head to its charts, and how it looks."""
