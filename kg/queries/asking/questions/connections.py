"""Questions of what hangs together: what is named together, near, joined, or not yet tried."""

from kg.queries.asking.questions.question import Parameter, Question

_GROUP = "What hangs together"

QUESTIONS = (
    Question(
        "Which two things are named together?",
        _GROUP,
        """\
MATCH (a:Entity)<-[:USES|EVALUATES_ON|ADDRESSES]-(p:Paper)-[:USES|EVALUATES_ON|ADDRESSES]->(b:Entity)
WHERE a.entity_id < b.entity_id
WITH a, b, count(DISTINCT p) AS papers
WHERE papers > $more
RETURN a.name AS one, b.name AS other, papers
ORDER BY papers DESC, one, other
""",
        (Parameter("more", "By more papers than", "number", 1, least=0),),
    ),
    Question(
        "What is near a paper?",
        _GROUP,
        """\
MATCH (p:Paper {paper_id: $paper})-->(e:Entity)<--(near:Paper)
WHERE near <> p
WITH DISTINCT near, e
ORDER BY e.name
RETURN near.title AS title, collect(e.name) AS shared
ORDER BY size(shared) DESC, title
LIMIT $papers
""",
        (
            Parameter("paper", "Paper", "Paper", "first-faster-improved-listwise-reranking-with-single-token-decoding"),
            Parameter("papers", "Papers", "number", 5),
        ),
    ),
    Question(
        "How are two things connected?",
        _GROUP,
        """\
MATCH (a:Entity {entity_id: $one}), (b:Entity {entity_id: $other})
MATCH path = shortestPath((a)-[*..8]-(b))
UNWIND nodes(path) AS node
RETURN head([label IN labels(node) WHERE label <> 'Entity']) AS kind, coalesce(node.title, node.name) AS name
""",
        (
            Parameter("one", "One", "Entity", "method:lora"),
            Parameter("other", "Other", "Entity", "benchmark:arc-challenge"),
        ),
    ),
    Question(
        "Which benchmarks has nobody tried on a task?",
        _GROUP,
        """\
MATCH (:Entity {entity_id: $task})<-[:ADDRESSES]-(p:Paper)
WITH collect(DISTINCT p) AS papers
UNWIND papers AS other
MATCH (other)-[:EVALUATES_ON]->(b:Benchmark)
WITH papers, collect(DISTINCT b) AS benchmarks
UNWIND papers AS p
UNWIND benchmarks AS b
WITH p, b
ORDER BY b.name
WHERE NOT (p)-[:EVALUATES_ON]->(b)
RETURN p.title AS title, collect(b.name) AS untried
ORDER BY title
""",
        (Parameter("task", "Task", "Task", "task:ir"),),
    ),
    Question(
        "When did something come up, and how did it spread?",
        _GROUP,
        """\
MATCH (e:Entity)<-[:USES|INTRODUCES|EVALUATES_ON]-(p:Paper)
WHERE p.published IS NOT NULL
WITH e, p.published.year AS year, count(DISTINCT p) AS papers
ORDER BY year
WITH e, collect(year) AS years, sum(papers) AS papers
WHERE size(years) > 1
RETURN e.name AS name, years, papers
ORDER BY papers DESC, name
LIMIT $things
""",
        (Parameter("things", "Things", "number", 6),),
    ),
    Question(
        "What lies around a thing? (drawn)",
        _GROUP,
        """\
MATCH path = (:Entity {entity_id: $thing})--(p:Paper)-[:INTRODUCES|USES|EVALUATES_ON|ADDRESSES]->(:Entity)
RETURN path
LIMIT $paths
""",
        (
            Parameter("thing", "Thing", "Entity", "benchmark:beir"),
            Parameter("paths", "Paths", "number", 60, most=500),
        ),
    ),
)
