"""This package is about making the tagger again: annotated corpora in, weights and figures out.

Nothing here is needed to read papers; torch and its like come with the extra `train`.
"""
