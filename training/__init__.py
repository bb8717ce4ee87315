"""The tagger made again: annotated corpora in, weights and figures out.

Works in a checkout, and is in no wheel: it reads the tests' gold files and a folder beside the project, and writes into
`extract`. Nothing here is needed to read papers; torch and its like come with the extra `train`.
"""
