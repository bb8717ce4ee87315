"""This package is about the reader's library: sets of papers, notes, what is followed, and how that is undone."""
