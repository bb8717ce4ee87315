"""This package is about questions that readers ask: Cypher with parameters, one source of page and cookbook."""

from kg.queries.asking.questions import citations, connections, naming, text, there
from kg.queries.asking.questions.question import NODES, Parameter, Question, Sort

QUESTIONS: tuple[Question, ...] = (
    *there.QUESTIONS,
    *naming.QUESTIONS,
    *text.QUESTIONS,
    *connections.QUESTIONS,
    *citations.QUESTIONS,
)
"""Group by group, in the order of docs/cookbook.md."""

__all__ = ["NODES", "QUESTIONS", "Parameter", "Question", "Sort"]
