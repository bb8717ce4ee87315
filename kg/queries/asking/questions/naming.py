"""Questions of what papers name: models, methods, benchmarks, tasks, repositories."""

from kg.queries.asking.questions.question import Parameter, Question

_GROUP = "What papers name"

QUESTIONS = (
    Question(
        "Which models do most papers work with?",
        _GROUP,
        """\
MATCH (m:Model)<-[:USES|INTRODUCES]-(p:Paper)
RETURN m.name AS model, count(DISTINCT p) AS papers
ORDER BY papers DESC, model
LIMIT $models
""",
        (Parameter("models", "Models", "number", 8),),
    ),
    Question(
        "Who works with any variant of a model?",
        _GROUP,
        """\
MATCH (variant:Entity)-[:VARIANT_OF*0..3]->(:Entity {entity_id: $model})
MATCH (p:Paper)-[:USES|INTRODUCES]->(variant)
WITH DISTINCT p, variant
ORDER BY variant.name
RETURN p.title AS title, collect(variant.name) AS variants
ORDER BY title
""",
        (Parameter("model", "Model", "Model", "model:llama-2"),),
    ),
    Question(
        "What does a paper bring that is new?",
        _GROUP,
        """\
MATCH (p:Paper {paper_id: $paper})-[:INTRODUCES]->(e:Entity)
RETURN e.entity_id AS entity, e.name AS name
ORDER BY entity
""",
        (Parameter("paper", "Paper", "Paper", "morphtok-morphologically-grounded-tokenization-for-indian-languages"),),
    ),
    Question(
        "Which benchmarks and datasets are new, and where do they come from?",
        _GROUP,
        """\
MATCH (p:Paper)-[:INTRODUCES]->(b:Benchmark)
RETURN b.name AS benchmark, p.published AS day, p.title AS title
ORDER BY day DESC, benchmark
""",
    ),
    Question(
        "What do papers evaluate on?",
        _GROUP,
        """\
MATCH (b:Benchmark)<-[:EVALUATES_ON]-(p:Paper)
RETURN b.name AS benchmark, count(DISTINCT p) AS papers
ORDER BY papers DESC, benchmark
LIMIT $benchmarks
""",
        (Parameter("benchmarks", "Benchmarks", "number", 6),),
    ),
    Question(
        "Which tasks do most papers address?",
        _GROUP,
        """\
MATCH (t:Task)<-[:ADDRESSES]-(p:Paper)
WITH t, count(DISTINCT p) AS papers
WHERE papers > $more
RETURN t.name AS task, papers
ORDER BY papers DESC, task
""",
        (Parameter("more", "By more papers than", "number", 1, least=0),),
    ),
    Question(
        "Where is the code?",
        _GROUP,
        """\
MATCH (p:Paper)-[:HAS_CODE]->(r:Repo)
RETURN r.url AS repository, p.title AS title
ORDER BY repository
LIMIT $repositories
""",
        (Parameter("repositories", "Repositories", "number", 5),),
    ),
    Question(
        "What goes by several names?",
        _GROUP,
        """\
MATCH (e:Entity)
WHERE size(e.aliases) > 0
RETURN e.name AS name, e.aliases AS aliases
ORDER BY size(e.aliases) DESC, name
LIMIT $things
""",
        (Parameter("things", "Things", "number", 6),),
    ),
    Question(
        "Who introduced a method, and who took it up?",
        _GROUP,
        """\
MATCH (p:Paper)-[r:INTRODUCES|USES]->(m:Entity {entity_id: $method})
RETURN type(r) AS relation, p.published AS day, p AS paper
ORDER BY relation, day, p.paper_id
LIMIT 200
""",
        (Parameter("method", "Method or model", "Entity", "method:lora"),),
    ),
    Question(
        "What do papers on a task report on?",
        _GROUP,
        """\
MATCH (:Entity {entity_id: $task})<-[:ADDRESSES]-(p:Paper)-[:EVALUATES_ON|REPORTS]->(e:Entity)
RETURN e AS thing, count(DISTINCT p) AS papers, max(p.published) AS last
ORDER BY papers DESC, e.name
LIMIT 100
""",
        (Parameter("task", "Task", "Task", "task:ir"),),
    ),
    Question(
        "What do papers that speak of something report on?",
        _GROUP,
        """\
CALL db.index.fulltext.queryNodes('paper_text', $words) YIELD node AS p
MATCH (p)-[:EVALUATES_ON|REPORTS]->(e:Entity)
RETURN e AS thing, count(DISTINCT p) AS papers, max(p.published) AS last
ORDER BY papers DESC, e.name
LIMIT 100
""",
        (Parameter("words", "Words", "text", "retrieval", says='AND, OR, NOT, "a phrase", begin*'),),
    ),
    Question(
        "Which benchmarks does an organisation use or bring?",
        _GROUP,
        """\
MATCH (:Organization {organization_id: $organization})-[:PUBLISHED]->(p:Paper)
MATCH (p)-[r:EVALUATES_ON|INTRODUCES]->(b:Benchmark)
RETURN b AS benchmark, type(r) AS relation, count(DISTINCT p) AS papers
ORDER BY papers DESC, b.name
LIMIT 100
""",
        (Parameter("organization", "Organisation", "Organization", "allenai"),),
    ),
    Question(
        "Which methods rise?",
        _GROUP,
        """\
MATCH (m:Method)
WHERE m.trend = 'rising'
RETURN m AS method, m.trend_papers AS recent_papers, m.trend_papers_before AS papers_before, m.trend_low AS at_least
ORDER BY at_least DESC
LIMIT $methods
""",
        (Parameter("methods", "Methods", "number", 30, says="`kg analyse` keeps what rises"),),
    ),
)
