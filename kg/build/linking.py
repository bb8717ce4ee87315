"""Linking: what statements say of citations, people and organisations, as relationships.

It works on every paper that is marked `:Pending`, those of a build that died among them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.build.report import silent
from kg.corpus import statements as texts
from kg.identity import forms, ids
from kg.identity.authors import Signature, name_key, people
from kg.identity.precedence import FILE, kind_of, merged
from kg.model import Statement
from kg.store import completeness, papers, relationships, signatures, statements

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kg.build.report import OnProgress
    from kg.model import Organization
    from kg.store import Store
    from kg.store.relationships import Wanted

_AT_ONCE = 4000
_SIGNED_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking changed: pairs of citing and cited paper; and what it left out, in words, with how many."""

    cites_new: tuple[tuple[str, str], ...]
    cites_gone: tuple[tuple[str, str], ...]
    left: Counter[str]


def link(
    store: Store,
    *,
    known: Mapping[str, Sequence[Statement]] | None = None,
    fresh: Collection[str] = (),
    whole: bool = False,
    report: OnProgress = silent,
) -> Linked:
    """Bring the relationships of pending papers to what their statements say.

    Args:
        store: an open store.
        known: paper_id to all that is said of it, of papers of which that need not be read.
        fresh: papers that have no relationship yet.
        whole: whether these are all papers that there are: each name is then signed once, and not once a chunk.
        report: told ("link", done, total).
    """
    known = known or {}
    pending = papers.pending(store)
    new: list[tuple[str, str]] = []
    gone: list[tuple[str, str]] = []
    left: Counter[str] = Counter()
    signed: list[Signature] = []
    employers: dict[str, dict[str, Any]] = {}
    for start in range(0, len(pending), _AT_ONCE):
        chunk = pending[start : start + _AT_ONCE]
        said: dict[str, Sequence[Statement]] = {one: known[one] for one in chunk if one in known}
        others: dict[str, list[Statement]] = defaultdict(list)
        for one in statements.of_papers(store, [one for one in chunk if one not in known]):
            others[one.paper_id].append(Statement(one.source, one.key, texts.decode(one.says), one.retrieved))
        said |= others
        difference = _cite(store, chunk, said, left, fresh)
        new += difference.new
        gone += difference.gone
        _publish(store, chunk, said, fresh)
        mine = [one for paper_id, known_of in said.items() for one in _signatures(paper_id, known_of, employers)]
        if whole:
            signed += mine
        else:
            _sign(store, chunk, mine, employers, fresh)
        report("link", start + len(chunk), len(pending))
    for some in _by_names(signed):
        _sign(store, sorted({one.paper_id for one in some}), some, employers, fresh)
    return Linked(tuple(new), tuple(gone), left)


def _cite(
    store: Store,
    paper_ids: Sequence[str],
    said: Mapping[str, Sequence[Statement]],
    left: Counter[str],
    fresh: Collection[str],
) -> relationships.Difference:
    cited_by_any = {
        reference.paper_id for known in said.values() for statement in known for reference in statement.paper.references
    }
    tokens = {one: ids.token(one) for one in cited_by_any}
    by_token = statements.papers_of_identifiers(store, set(tokens.values()))
    found = {one: by_token[token] for one, token in tokens.items() if token in by_token}
    own = _own_keys(store, said)
    wanted: Wanted = {}
    for citing, known in said.items():
        cited: dict[str, dict[str, Any]] = {}
        for statement in known:
            for reference in statement.paper.references:
                far = (
                    found.get(reference.paper_id)
                    or own.get((statement.source, reference.paper_id))
                    or reference.paper_id
                )
                if far == citing:
                    left["references of papers to themselves"] += 1
                    continue
                if far == reference.paper_id and far.isdigit():
                    left["references by numbers that no record of their file is called by"] += 1
                    continue
                properties = cited.setdefault(far, {"sources": set(), "contexts": set(), "intents": set()})
                properties["sources"].add(statement.source)
                properties["contexts"] |= set(reference.contexts)
                properties["intents"] |= set(reference.intents)
        wanted[citing] = {
            far: {name: sorted(values) for name, values in properties.items() if values}
            for far, properties in cited.items()
        }
    difference = relationships.bring(
        store, "CITES", paper_ids, wanted, {}, before=relationships.stored(store, "CITES", paper_ids, fresh=fresh)
    )
    counts = {paper_id: completeness.count(said.get(paper_id, ()), wanted.get(paper_id, {})) for paper_id in paper_ids}
    completeness.keep(store, counts)
    return difference


def _own_keys(store: Store, said: Mapping[str, Sequence[Statement]]) -> dict[tuple[str, str], str]:
    """Find the papers that a file's own keys name, which are no identifiers anybody else knows."""
    asked = {
        (statement.source, reference.paper_id)
        for known in said.values()
        for statement in known
        if kind_of(statement.source) == FILE
        for reference in statement.paper.references
        if ids.identify(reference.paper_id) is None
    }
    by_statement = {texts.statement_id(source, key): (source, key) for source, key in asked}
    return {by_statement[one]: paper_id for one, paper_id in statements.homes(store, by_statement).items()}


def _publish(
    store: Store, paper_ids: Sequence[str], said: Mapping[str, Sequence[Statement]], fresh: Collection[str]
) -> None:
    wanted: Wanted = {}
    names: dict[str, dict[str, Any]] = {}
    for paper_id, known in said.items():
        by_organization: dict[str, set[str]] = defaultdict(set)
        for statement in known:
            if organization := statement.paper.organization:
                by_organization[organization.organization_id].add(statement.source)
                _know([organization], names)
        wanted[paper_id] = {key: {"sources": sorted(by)} for key, by in by_organization.items()}
    before = relationships.stored(store, "PUBLISHED", paper_ids, fresh=fresh)
    relationships.bring(store, "PUBLISHED", paper_ids, wanted, names, before=before)


def _by_names(signed: list[Signature]) -> Iterator[list[Signature]]:
    """Give signatures in portions, those of one name in the same."""
    by_name: dict[str, list[Signature]] = defaultdict(list)
    for one in signed:
        by_name[name_key(one.name)].append(one)
    some: list[Signature] = []
    for _, found in sorted(by_name.items()):
        some += found
        if len(some) >= _SIGNED_AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _sign(
    store: Store,
    paper_ids: Sequence[str],
    given: Sequence[Signature],
    employers: Mapping[str, dict[str, Any]],
    fresh: Collection[str],
) -> None:
    """Write who signed the papers; whose name stands on one of them is looked at on every paper that bears it."""
    names = signatures.names_of_papers(store, [one for one in paper_ids if one not in fresh]) | {
        name_key(signature.name) for signature in given
    }
    others = signatures.of_names(store, names, but=set(paper_ids))
    found = people([*given, *others])
    wanted: Wanted = {paper_id: {} for paper_id in paper_ids}
    nodes: dict[str, dict[str, Any]] = {}
    affiliated: Wanted = {}
    for person in found:
        key = name_key(person.signatures[0].name)
        nodes[person.author_id] = {
            "name": person.name,
            "name_key": key,
            "ids": list(person.ids) or None,
            "forms": forms.of_people([person.name]),
        }
        employed: dict[str, set[str]] = defaultdict(set)
        for signature in person.signatures:
            wanted.setdefault(signature.paper_id, {}).setdefault(person.author_id, _signed(signature))
            for organization_id in signature.affiliations:
                employed[organization_id] |= set(signature.sources)
        affiliated[person.author_id] = {one: {"sources": sorted(by)} for one, by in employed.items()}
    # Papers beside the pending ones keep their other authors: only those of the names in question are compared.
    beside = sorted(set(wanted) - set(paper_ids))
    before = relationships.stored(store, "WROTE", paper_ids, fresh=fresh)
    before |= relationships.stored(store, "WROTE", beside)  # signed by now, though this build may have brought them
    for paper_id in beside:
        wanted[paper_id] |= {
            author: properties
            for author, properties in before.get(paper_id, {}).items()
            if name_key(properties["name"]) not in names
        }
    difference = relationships.bring(store, "WROTE", [*paper_ids, *beside], wanted, nodes, before=before)
    written = {author_id for _, author_id in difference.new}
    signatures.name(store, {author_id: node for author_id, node in nodes.items() if author_id not in written})
    relationships.bring(store, "AFFILIATED_WITH", sorted(affiliated), affiliated, employers)


def _signatures(paper_id: str, known: Iterable[Statement], employers: dict[str, dict[str, Any]]) -> Iterable[Signature]:
    whole = merged(paper_id, known)
    source = whole.field_sources.get("authors", "")
    seen: set[tuple[str, frozenset[str]]] = set()
    position = 0
    for author in whole.paper.authors:
        tokens = frozenset(f"{kind}:{value}" for kind, value in author.ids.items())
        if (name_key(author.name), tokens) in seen:
            continue
        seen.add((name_key(author.name), tokens))
        position += 1
        _know(author.affiliations, employers)
        worked = tuple(sorted({one.organization_id for one in author.affiliations}))
        yield Signature(paper_id, position, author.name, tokens, (source,), worked)


def _know(organizations: Iterable[Organization], names: dict[str, dict[str, Any]]) -> None:
    """Keep what organisations are called: of several names the first by letters, whatever came first."""
    for one in organizations:
        before = names.get(one.organization_id)
        if before is None or relationships.is_better(one.name, before["name"], one.organization_id):
            names[one.organization_id] = {"name": one.name, "forms": forms.of_names([one.name])}


def _signed(signature: Signature) -> dict[str, Any]:
    properties = {
        "position": signature.position,
        "name": signature.name,
        "sources": list(signature.sources),
        "ids": sorted(signature.ids),
        "affiliations": list(signature.affiliations),
    }
    return {name: value for name, value in properties.items() if value}
