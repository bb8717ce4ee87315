"""This package is about text in, typed mentions and entities out; spaCy lives here and nowhere else."""
