"""This package is about the clients of seven services: each asks, pages and chunks, and gives what the service says.

    with Fetcher() as fetcher:
        for statement in OpenAlex(fetcher, on_note=print).works(["10.7717/peerj.4375", "2405.13729"]):
            print(statement.key, statement.paper.title)

A client gives every record that it can get. What a service does not know, withholds, or fails to answer is a `Note`,
and so is a field that could not be read: one bad answer costs itself and nothing else.
"""

from kg.sources.apis.arxiv import ArXiv
from kg.sources.apis.client import Candidate, Note, OnNote
from kg.sources.apis.crossref import Crossref
from kg.sources.apis.github import Facts, GitHub
from kg.sources.apis.huggingface import HuggingFace
from kg.sources.apis.openalex import OpenAlex
from kg.sources.apis.opencitations import OpenCitations
from kg.sources.apis.semantic_scholar import SemanticScholar

__all__ = [
    "ArXiv",
    "Candidate",
    "Crossref",
    "Facts",
    "GitHub",
    "HuggingFace",
    "Note",
    "OnNote",
    "OpenAlex",
    "OpenCitations",
    "SemanticScholar",
]
