"""Scores: of each corpus, of papers whose names were listed, of labelled pairs; and the baseline to beat."""
