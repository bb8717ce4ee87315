"""Questions of what is there: how much, what is new, who publishes it."""

from kg.queries.asking.questions.question import Parameter, Question

_GROUP = "What is there"

QUESTIONS = (
    Question(
        "How much is in the graph?",
        _GROUP,
        """\
MATCH (n)
WHERE n:Paper OR n:Entity OR n:Author OR n:Organization
UNWIND labels(n) AS label
WITH label, count(*) AS nodes
WHERE label <> 'Entity'
RETURN label, nodes
ORDER BY nodes DESC, label
""",
    ),
    Question(
        "What is new?",
        _GROUP,
        """\
MATCH (p:Paper)
WHERE p.published IS NOT NULL
RETURN p.published AS day, p.title AS title
ORDER BY day DESC, title
LIMIT $papers
""",
        (Parameter("papers", "Papers", "number", 5),),
    ),
    Question(
        "Which papers are talked about?",
        _GROUP,
        """\
MATCH (p:Paper)
WHERE p.comments IS NOT NULL
RETURN p.title AS title, p.comments AS comments
ORDER BY comments DESC, title
LIMIT $papers
""",
        (Parameter("papers", "Papers", "number", 5),),
    ),
    Question(
        "Which papers speak of two things at once?",
        _GROUP,
        """\
CALL db.index.fulltext.queryNodes('paper_text', $words) YIELD node AS p
RETURN p.title AS title
ORDER BY title
""",
        (
            Parameter(
                "words",
                "Words",
                "text",
                "tokenization AND byte*",
                says='Lucene\'s language: AND, OR, NOT, "a phrase", begin*',
            ),
        ),
    ),
    Question(
        "What came out since a day, and who brought it?",
        _GROUP,
        """\
MATCH (p:Paper)
WHERE p.published >= date($since)
OPTIONAL MATCH (o:Organization)-[:PUBLISHED]->(p)
RETURN p AS paper, p.published AS day, collect(o.name) AS organizations
ORDER BY day DESC, p.paper_id
LIMIT 100
""",
        (Parameter("since", "Published since", "date", "2025-06-01"),),
    ),
    Question(
        "How many papers came out each month?",
        _GROUP,
        """\
MATCH (p:Paper)
WHERE p.published IS NOT NULL
RETURN date.truncate('month', p.published) AS month, count(*) AS papers
ORDER BY month
""",
    ),
)
