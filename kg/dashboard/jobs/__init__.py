"""This package is about jobs: what a reader asks for that takes a while, and how it goes."""
