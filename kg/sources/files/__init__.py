"""This package is about files that hold papers: how they are packed, what they are, and what their records say."""
