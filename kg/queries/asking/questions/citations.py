"""Questions of citations and of who writes, which a source has to tell first."""

from kg.queries.asking.questions.question import Parameter, Question

_GROUP = "With citations"
_ATTENTION = "1706.03762"
_BERT = "1810.04805"

QUESTIONS = (
    Question(
        "What is cited most?",
        _GROUP,
        """\
MATCH (p:Paper)<-[:CITES]-(citing:Paper)
RETURN p.title AS title, count(citing) AS citations
ORDER BY citations DESC
LIMIT $papers
""",
        (Parameter("papers", "Papers", "number", 10),),
    ),
    Question(
        "Which papers are cited together (co-citation), and how often?",
        _GROUP,
        """\
MATCH (a:Paper)<-[:CITES]-(citing:Paper)-[:CITES]->(b:Paper)
WHERE a.paper_id < b.paper_id
RETURN a.title AS one, b.title AS other, count(citing) AS together
ORDER BY together DESC
LIMIT $pairs
""",
        (Parameter("pairs", "Pairs", "number", 10),),
    ),
    Question(
        "Which papers share most of their references (bibliographic coupling)?",
        _GROUP,
        """\
MATCH (a:Paper)-[:CITES]->(shared:Paper)<-[:CITES]-(b:Paper)
WHERE a.paper_id < b.paper_id
RETURN a.title AS one, b.title AS other, count(shared) AS references
ORDER BY references DESC
LIMIT $pairs
""",
        (Parameter("pairs", "Pairs", "number", 10),),
    ),
    Question(
        "In which sentences is a paper cited, and what for?",
        _GROUP,
        """\
MATCH (p:Paper {paper_id: $paper})<-[r:CITES]-(citing:Paper)
UNWIND r.contexts AS sentence
RETURN citing.title AS title, sentence, r.intents AS intents
LIMIT $sentences
""",
        (Parameter("paper", "Paper", "Paper", _ATTENTION), Parameter("sentences", "Sentences", "number", 10)),
    ),
    Question(
        "Who writes on a subject?",
        _GROUP,
        """\
MATCH (a:Author)-[:WROTE]->(p:Paper)-[:ADDRESSES]->(:Entity {entity_id: $task})
RETURN a.name AS author, count(p) AS papers
ORDER BY papers DESC, author
LIMIT $authors
""",
        (Parameter("task", "Task", "Task", "task:language-modeling"), Parameter("authors", "Authors", "number", 10)),
    ),
    Question(
        "Which papers cite two papers at once?",
        _GROUP,
        """\
MATCH (:Paper {paper_id: $one})<-[:CITES]-(citing:Paper)-[:CITES]->(:Paper {paper_id: $other})
RETURN citing AS paper, citing.published AS day
ORDER BY day DESC, citing.paper_id
LIMIT 200
""",
        (Parameter("one", "One paper", "Paper", _ATTENTION), Parameter("other", "Another", "Paper", _BERT)),
    ),
    Question(
        "What is cited together with a paper?",
        _GROUP,
        """\
MATCH (p:Paper {paper_id: $paper})<-[:CITES]-(citing:Paper)-[:CITES]->(other:Paper)
RETURN other AS paper, count(DISTINCT citing) AS together
ORDER BY together DESC, other.paper_id
LIMIT 50
""",
        (Parameter("paper", "Paper", "Paper", _ATTENTION),),
    ),
    Question(
        "What did an author write, and how is it cited?",
        _GROUP,
        """\
MATCH (:Author {author_id: $author})-[:WROTE]->(p:Paper)
RETURN p AS paper, p.published AS day, p.cited_by AS citations
ORDER BY citations DESC, day DESC
LIMIT 200
""",
        (Parameter("author", "Author", "Author", ""),),
    ),
)
