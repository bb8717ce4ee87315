"""Questions of what the text says: evidence, numbers, what papers are judged by."""

from kg.queries.asking.questions.question import Parameter, Question

_GROUP = "What the text says"

QUESTIONS = (
    Question(
        "Where does the text say so?",
        _GROUP,
        """\
MATCH (p:Paper)-[r:EVALUATES_ON]->(b:Entity {entity_id: $benchmark})
UNWIND range(0, size(r.fields) - 1) AS at
WITH p, r.starts[at] AS start, r.ends[at] AS end, r.fields[at] AS field
WITH p, start, CASE field WHEN 'title' THEN p.title ELSE p.abstract END AS text, end
RETURN p.title AS title, substring(text, CASE WHEN start > 50 THEN start - 50 ELSE 0 END, 70) AS words
ORDER BY title, start
""",
        (Parameter("benchmark", "Benchmark", "Benchmark", "benchmark:beir"),),
    ),
    Question(
        "Which numbers do papers claim, and in which words?",
        _GROUP,
        """\
MATCH (p:Paper)-[r:RESULT]->(b:Benchmark)
RETURN b.name AS benchmark, r.metric AS metric, r.value AS value, r.surface AS words, p.title AS title
ORDER BY benchmark, metric
""",
    ),
    Question(
        "By what are papers on a task judged?",
        _GROUP,
        """\
MATCH (:Entity {entity_id: $task})<-[:ADDRESSES]-(p:Paper)-[:REPORTS]->(m:Metric)
RETURN m.name AS metric, count(DISTINCT p) AS papers
ORDER BY papers DESC, metric
""",
        (Parameter("task", "Task", "Task", "task:ir"),),
    ),
    Question(
        "Which numbers are claimed on one benchmark?",
        _GROUP,
        """\
MATCH (p:Paper)-[r:RESULT]->(:Entity {entity_id: $benchmark})
RETURN r.metric AS metric, r.value AS value, r.unit AS unit, r.kind AS kind, r.whose AS whose, r.subject AS subject,
       p.published AS day, p AS paper
ORDER BY kind, metric, value DESC
LIMIT 200
""",
        (Parameter("benchmark", "Benchmark", "Benchmark", "benchmark:streamingqa"),),
    ),
)
