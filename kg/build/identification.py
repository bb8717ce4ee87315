"""Identification: which papers of the graph new statements are about, and what those then are.

Only what the new statements can touch is read: the papers that share an identifier or a title with one of them, and the
papers that share one with those. So adding a paper costs the same in a graph of any size.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.build.report import silent
from kg.corpus import statements as texts
from kg.identity import forms, ids
from kg.identity.kinds import KINDS
from kg.identity.merging import Card, Cluster, card, merge
from kg.identity.precedence import merged
from kg.model import Paper, Statement
from kg.store import papers, statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.build.contents import Contents
    from kg.build.report import OnProgress
    from kg.identity.merging import Link, Refusal
    from kg.identity.precedence import Merged
    from kg.store import Store
    from kg.store.statements import Node


@dataclass(slots=True)
class Identified:
    """What identification did.

    Attributes:
        gone: papers of which no statement speaks any longer.
        merged: pairs of the key that a paper had and of the key that it has now.
        retracted: papers that are retracted or withdrawn now and were not before.
        cites_gone: what papers cited that are gone.
        refusals: pairs of records with one title that were kept apart.
        left: source to how many papers it listed before and lists no longer.
        said: of each paper that was written, all that is said of it now.
        fresh: papers that were not there before, not even as stubs.
        texts: what was written of them, as far as the extractor reads it.
    """

    gone: list[str] = field(default_factory=list)
    merged: list[tuple[str, str]] = field(default_factory=list)
    retracted: list[str] = field(default_factory=list)
    cites_gone: list[tuple[str, str]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)
    said: dict[str, list[Statement]] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    texts: list[Paper] = field(default_factory=list)


@dataclass(slots=True)
class _Play:
    """The statements and nodes that new statements can touch.

    Attributes:
        statements: by statement_id, as they are now.
        cards: of these.
        home: statement_id to the paper that it is about in the graph.
        said_of: the same, read backwards.
        nodes: the papers' nodes.
        node_by_token: identifier to the paper that has it in the graph.
        apart: pairs that somebody said to be two papers.
        apart_of: statement_id to what it is kept apart from, as stored.
    """

    statements: dict[str, Statement] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)
    said_of: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    nodes: dict[str, Node] = field(default_factory=dict)
    node_by_token: dict[str, str] = field(default_factory=dict)
    apart_of: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def take(self, statement_id: str, statement: Statement) -> Card:
        self.statements[statement_id] = statement
        self.cards[statement_id] = card(statement, statement_id)
        return self.cards[statement_id]

    @property
    def apart(self) -> set[frozenset[str]]:
        return {frozenset((one, other)) for one, others in self.apart_of.items() for other in others}


def identify(
    store: Store,
    contents: Sequence[Contents],
    *,
    report: OnProgress = silent,
    size: int = 500,
    again: Iterable[str] = (),
) -> Identified:
    """Bring the graph's books and papers to what sources say now; relationships come after.

    Args:
        store: an open store.
        contents: what sources say.
        report: told ("merge", done, total).
        size: papers of one transaction.
        again: papers whose statements are looked at again, though nothing new is said of them.
    """
    done = Identified()
    changed: dict[str, Statement] = {}
    dropped: set[str] = set()
    for one in contents:
        now = {texts.statement_id(one.source, said.key): said for said in one.statements}
        before = statements.digests_of_source(store, one.source) if one.whole else statements.digests(store, now)
        changed |= {key: said for key, said in now.items() if key not in before or before[key] != texts.digest(said)}
        gone = set(before) - set(now) if one.whole else set()
        dropped |= gone
        if one.whole:
            done.left[one.source] = len(set(statements.homes(store, gone).values())) if gone else 0
    again = set(again)
    if not (changed or dropped or again):
        return done
    play = _gather(store, changed, dropped, again)
    merging = merge(play.cards.values(), play.apart)
    done.refusals = [refusal for refusal in merging.refusals if refusal.one in changed or refusal.other in changed]
    plans = _plans(play, merging.clusters, changed, dropped, again)
    _name(store, play, plans)
    _write(store, play, plans, done, dropped=dropped, report=report, size=size)
    return done


def _gather(store: Store, changed: dict[str, Statement], dropped: set[str], again: set[str]) -> _Play:
    """Read what the new statements can touch."""
    play = _Play()
    seen_tokens: set[str] = set()
    seen_titles: set[str] = set()
    fresh = [play.take(statement_id, said) for statement_id, said in changed.items()]
    homes = statements.homes(store, [*changed, *dropped])
    waiting = set(homes.values()) | again
    while fresh or waiting:
        tokens = {token for one in fresh for token in one.tokens} - seen_tokens
        titles = {one.title_key for one in fresh if one.title_key} - seen_titles
        given = {play.statements[one.statement_id].paper.paper_id for one in fresh}
        seen_tokens |= tokens
        seen_titles |= titles
        found = statements.papers_of_identifiers(store, tokens)
        by_key = {ids.spelled(*token.split(":", 1)): token for token in tokens}  # type: ignore[arg-type]
        keyed = statements.nodes(store, {*by_key, *given})
        play.node_by_token |= {by_key[paper_id]: paper_id for paper_id in keyed if paper_id in by_key} | found
        waiting |= set(found.values()) | set(keyed) | statements.papers_of_titles(store, titles)
        waiting -= set(play.nodes)
        play.nodes |= statements.nodes(store, waiting)
        fresh = []
        for stored in statements.of_papers(store, waiting):
            play.home[stored.statement_id] = stored.paper_id
            play.said_of[stored.paper_id].add(stored.statement_id)
            play.apart_of[stored.statement_id] = stored.apart
            if stored.statement_id not in changed and stored.statement_id not in dropped:
                said = Statement(stored.source, stored.key, texts.decode(stored.says), stored.retrieved)
                fresh.append(play.take(stored.statement_id, said))
        waiting = set()
    return play


@dataclass(slots=True)
class _Plan:
    """What becomes of one cluster: the node that it takes, and the nodes that are the same.

    Attributes:
        cluster: the statements.
        node: the node that the paper keeps, or None.
        absorbed: nodes that go into it.
        key: what the paper is known by.
        tokens: its identifiers.
    """

    cluster: Cluster
    node: str | None = None
    absorbed: list[str] = field(default_factory=list)
    key: str = ""
    tokens: set[str] = field(default_factory=set)


def _plans(
    play: _Play, clusters: Sequence[Cluster], changed: dict[str, Statement], dropped: set[str], again: set[str]
) -> list[_Plan]:
    """Give each node of the graph to the cluster that it is, and leave out clusters that nothing happened to."""
    plans = [_Plan(cluster) for cluster in clusters]
    claims: dict[str, list[int]] = defaultdict(list)
    for number, plan in enumerate(plans):
        cards = [play.cards[member] for member in plan.cluster.members]
        plan.tokens = {token for one in cards for token in one.tokens}
        claimed = {play.home[one.statement_id] for one in cards if one.statement_id in play.home}
        unlisted = {play.node_by_token[token] for token in plan.tokens if token in play.node_by_token}
        unlisted |= {play.statements[one.statement_id].paper.paper_id for one in cards}
        claimed |= {paper_id for paper_id in unlisted if paper_id in play.nodes and play.nodes[paper_id].unlisted}
        for paper_id in claimed:
            claims[paper_id].append(number)
    divided: set[str] = set()
    for paper_id, numbers in sorted(claims.items()):
        winner = max(numbers, key=lambda number: (_is_of(paper_id, plans[number], play), -number))
        plan = plans[winner]
        if len(numbers) > 1:
            divided.add(paper_id)
        plan.absorbed.append(paper_id)
    lost = {play.home[statement_id] for statement_id in dropped if statement_id in play.home}
    kept = []
    for plan in plans:
        if not plan.absorbed:
            kept.append(plan)
            continue
        plan.node = min(plan.absorbed, key=lambda paper_id: (play.nodes[paper_id].unlisted, _rank(paper_id), paper_id))
        plan.absorbed.remove(plan.node)
        moved = any(play.home.get(member) != plan.node for member in plan.cluster.members)
        said = any(member in changed for member in plan.cluster.members)
        if moved or said or plan.absorbed or plan.node in lost | divided | again or play.nodes[plan.node].unlisted:
            kept.append(plan)
    return kept


def _is_of(paper_id: str, plan: _Plan, play: _Play) -> tuple[bool, int]:
    """Say how much a node is a cluster's: whether its key is, and how many statements come from it."""
    known = ids.identify(paper_id)
    own = {play.statements[member].paper.paper_id for member in plan.cluster.members}
    keyed = (":".join(known) in plan.tokens) if known else paper_id in own
    return keyed, sum(play.home.get(member) == paper_id for member in plan.cluster.members)


def _rank(paper_id: str) -> int:
    """Order keys: arXiv ids first, then the other kinds, then what is no identifier."""
    known = ids.identify(paper_id)
    return KINDS.index(known[0]) if known else len(KINDS)


def _name(store: Store, play: _Play, plans: Sequence[_Plan]) -> None:
    """Choose the key of each paper: a paper keeps the one that it has, a stub takes that of its record."""
    taken: set[str] = set()
    fresh: list[_Plan] = []
    for plan in plans:
        if plan.node is not None and not play.nodes[plan.node].unlisted:
            plan.key = plan.node
            taken.add(plan.key)
        else:
            fresh.append(plan)
    wanted = {id(plan): _best_key(play, plan) for plan in fresh}
    there = set(statements.nodes(store, wanted.values()))
    for plan in sorted(fresh, key=lambda plan: plan.cluster.members):
        key = wanted[id(plan)]
        mine = {plan.node, *plan.absorbed}
        if key in taken or (key in there and key not in mine):
            key = f"{key[: ids.SLUG_LENGTH]}-{plan.cluster.members[0][:8]}"  # another paper of that title or key
        plan.key = key
        taken.add(key)


def _best_key(play: _Play, plan: _Plan) -> str:
    """Return the key that a source gave, where it is of no known kind; else the strongest identifier, or a slug."""
    said = [play.statements[member].paper for member in plan.cluster.members]
    given = [play.cards[member].given for member in plan.cluster.members]
    if free := min(filter(None, given), default=None):
        return free
    known = [ids.spelled(*token.split(":", 1)) for token in plan.tokens]  # type: ignore[arg-type]
    return min(known, key=lambda key: (_rank(key), key), default=None) or min(paper.paper_id for paper in said)


def _write(
    store: Store,
    play: _Play,
    plans: Sequence[_Plan],
    done: Identified,
    *,
    dropped: set[str],
    report: OnProgress,
    size: int,
) -> None:
    """Write papers with their statements, some at a time, each time in one transaction."""
    placed = {member for plan in plans for member in plan.cluster.members}
    kept = {plan.key for plan in plans} | {node for plan in plans for node in [*plan.absorbed, plan.node] if node}
    homeless = {
        paper_id
        for paper_id, node in play.nodes.items()
        if not node.unlisted and paper_id not in kept and play.said_of[paper_id] <= placed | dropped
    }
    done.gone = sorted(homeless)
    done.cites_gone = papers.references(store, done.gone)
    for start in range(0, max(1, len(plans)), size):
        part = plans[start : start + size]
        writing = papers.Writing()
        if start == 0:  # what leaves goes first, so that a key that is free by then can be taken
            writing.dropped = sorted(dropped)
            writing.left = sorted(homeless)
        for plan in part:
            _plan_rows(play, plan, writing, done)
        papers.write(store, writing)
        report("merge", min(start + size, len(plans)), len(plans))


def _plan_rows(play: _Play, plan: _Plan, writing: papers.Writing, done: Identified) -> None:
    said = [play.statements[member] for member in plan.cluster.members]
    whole = merged(plan.key, said)
    node = play.nodes.get(plan.node) if plan.node else None
    new = (node is None or node.stub) and any(map(texts.in_full, said))
    if plan.node and plan.node != plan.key:
        writing.renamed.append((plan.node, plan.key))
    for paper_id in plan.absorbed:
        writing.absorbed.append((paper_id, plan.key))
        done.merged.append((paper_id, plan.key))
    if plan.node and not play.said_of[plan.node] <= set(plan.cluster.members):
        writing.divided.append(plan.key)
    if whole.paper.status and (node is None or node.status is None):
        done.retracted.append(plan.key)
    writing.papers.append({"paper_id": plan.key, "new": new, "properties": properties(whole, said, plan.cluster.links)})
    if plan.node is None and not plan.absorbed:
        writing.fresh.add(plan.key)
        done.fresh.add(plan.key)
    writing.fresh |= {member for member in plan.cluster.members if member not in play.home}
    writing.identifiers[plan.key] = sorted(plan.tokens)
    done.said[plan.key] = said
    if any(map(texts.in_full, said)):
        done.texts.append(Paper(plan.key, whole.paper.title, whole.paper.abstract))
    for member, statement in zip(plan.cluster.members, said, strict=True):
        says = texts.encode(statement.paper)
        writing.statements.append(
            {
                "statement_id": member,
                "properties": {
                    "source": statement.source,
                    "key": statement.key,
                    "paper_id": plan.key,
                    "title_key": play.cards[member].title_key or None,
                    "digest": texts.digest_of(says),
                    "retrieved": statement.retrieved,
                    "says": says,
                    "apart": sorted(play.apart_of.get(member, ())) or None,
                },
            }
        )


def properties(whole: Merged, said: Iterable[Statement], links: Sequence[Link]) -> dict[str, Any]:
    """Give the properties of a paper's node; None takes one off. What is told in brief alone stays a stub."""
    paper = whole.paper
    lists = type(paper)("", "", repositories=paper.repositories, named=paper.named, results=paper.results)
    listed = texts.encode(lists) if paper.repositories or paper.named or paper.results else None
    return {
        "stub": None if any(map(texts.in_full, said)) else True,
        "title": paper.title or None,
        "abstract": paper.abstract,
        "published": paper.published,
        "year": paper.published.year if paper.published else paper.year,
        "comments": paper.comments,
        "upvotes": paper.upvotes,
        "author_count": len(paper.authors) or paper.author_count,
        "url": paper.url,
        "venue": paper.venue,
        "ids": sorted(whole.tokens) or None,
        "sources": list(whole.sources),
        "field_sources": [f"{name}: {source}" for name, source in sorted(whole.field_sources.items())],
        "status": paper.status,
        "status_sources": list(whole.status_sources) or None,
        "cited_by_counts": [f"{source}: {count}" for source, count in sorted(whole.cited_by_counts.items())] or None,
        "merged_by": sorted({_by(link) for link in links}) or None,
        "listed": listed,
        "forms": forms.of_texts(paper.title, paper.abstract) or None,
        "byline": forms.of_people(
            [author.name for author in paper.authors],
            paper.published.year if paper.published else paper.year,
            paper.organization.name if paper.organization else None,
        )
        or None,
    }


def _by(link: Link) -> str:
    return f"title ({link.score:.2f})" if link.by == "title" else link.by
