"""`kg correct`: what is wrong in the graph, said once, and applied by every build."""

from __future__ import annotations

import getpass
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from kg.cli import options
from kg.cli.asking import tell_measures
from kg.cli.console import emit, progress, say
from kg.cli.table import table
from kg.errors import CallError
from kg.model import RELATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.build.amending import Wish
    from kg.corrections import Entry, Kind, Ledger
    from kg.model import RelationType
    from kg.store import Store

_NAMES = {
    "merge": ("A", "B, whose name stays"),
    "split": ("A",),
    "rename": ("A", "NAME"),
    "retype": ("A", "TYPE"),
    "reject": ("A",),
    "alias": ("A", "NAME"),
    "accept": ("A",),
    "not-introduced": ("A",),
}


def command(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="merge A B, split A, rename A NAME, retype A TYPE, reject A, alias A NAME, accept A [B], "
            "not-introduced A; list, revert ID, apply, take FILE.",
        ),
    ],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME...]", help="Entities by key or whole name; a name; a type.")
    ] = None,
    *,
    paper: Annotated[
        list[str] | None, typer.Option("--paper", help="Only in this paper (may be given several times).")
    ] = None,
    written: Annotated[
        list[str] | None,
        typer.Option("--written", metavar="TEXT", help="Only where texts write it so (may be given several times)."),
    ] = None,
    name: Annotated[
        str, typer.Option("--name", help="What a merged thing, or what is split off, is called.", show_default=False)
    ] = "",
    type_: Annotated[str, typer.Option("--type", help="The type of what is split off.", show_default=False)] = "",
    relation: Annotated[
        str, typer.Option("--relation", help="Reject or accept this relation alone.", show_default=False)
    ] = "",
    why: Annotated[str, typer.Option("--why", help="A sentence for who reads the ledger.", show_default=False)] = "",
    who: Annotated[str, typer.Option("--who", help="Who corrects.  [default: you]", show_default=False)] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    later: Annotated[bool, typer.Option("--later", help="Only note it: the next build applies it.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="List the corrections as JSON lines.")] = False,
    ledger: options.Ledger = None,
    store: options.Store = None,
) -> None:
    """Correct the graph, in a ledger that every build applies.

    The ledger is a file of JSON lines beside the local graph, unless KG_LEDGER or --ledger names another. accept A B
    says that the two are two things.

    \b
    Examples:
      kg correct merge "SWE bench" SWE-bench
      kg correct split ACE --written "Agentic Context Engineering" --name "ACE (context)"
      kg correct rename method:lora "LoRA (low-rank adaptation)"
      kg correct retype WebArena Benchmark --dry-run
      kg correct reject GPU --why "no method"
      kg correct not-introduced LoRA --paper 2405.13729
      kg correct list
      kg correct revert 20261130-120000-1a2b3c4d
      kg correct apply
    """  # noqa: D301 - \b keeps the lines of the examples apart
    # The driver and spaCy take a moment to import; `kg --help` need not wait for them.
    from kg.corrections import Ledger, path_of  # noqa: PLC0415 - see above

    given = list(names or ())
    options.name_ledger(ledger)
    if what == "list":
        _list(Ledger(path_of(store)), as_json=as_json)
        return
    if what == "take":
        _take(Ledger(path_of(store)), given)
        return
    from kg.build import Listeners, assimilate  # noqa: PLC0415 - see above
    from kg.build.amending import amend, entry_of, revert_of  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    wish = None if what in ("revert", "apply") else _wish(what, given, paper, written, name, type_, relation, why)
    with progress() as draw, connect(store, ask=options.ask_password, progress=draw) as opened:
        book = Ledger(path_of(opened))
        listeners = Listeners(draw, say)
        if what == "apply":
            report = assimilate(opened, [], listeners=listeners)
            say(
                f"{report.corrections:,} corrections stand; {len(report.waiting):,} of them wait for what is not there."
            )
            tell_measures(opened)
            return
        me = who or getpass.getuser()
        if wish is None:
            if len(given) != 1:
                raise CallError("Say which correction to take back, by its id: `kg correct list` shows them.")
            entry = revert_of(book, given[0], me, why)
        else:
            entry = entry_of(opened, wish, me)
        if dry_run:
            _preview(opened, book, entry)
            return
        if later:
            book.append([entry])
        else:
            amend(opened, [entry], listeners=listeners)
            tell_measures(opened)
    say(f"{entry.entry_id}: {entry}")


def _wish(  # noqa: PLR0917 - the options of the command
    what: str,
    given: Sequence[str],
    paper: list[str] | None,
    written: list[str] | None,
    name: str,
    type_: str,
    relation: str,
    why: str,
) -> Wish:
    from kg.build.amending import Wish  # noqa: PLC0415 - see above

    if what not in _NAMES:
        raise CallError(f"{what!r} is no kind of correction: choose {', '.join(_NAMES)}, list, revert, apply or take.")
    needed = _NAMES[what]
    if not len(needed) <= len(given) <= (2 if what == "accept" else len(needed)):
        raise CallError(f"`kg correct {what}` needs {' and '.join(needed)}: put each in quotes.")
    second = given[1] if len(given) > 1 else ""
    labels = options.labels([second if what == "retype" else type_] if what == "retype" or type_ else None)
    if relation and relation not in RELATION_TYPES:
        raise CallError(f"{relation!r} is no relation: choose {', '.join(RELATION_TYPES)}.")
    kept: RelationType | None = next((one for one in RELATION_TYPES if one == relation), None)
    if what == "split" and not (name or written):
        raise CallError("Say what is split off: --written TEXT, and --name NAME where it is called otherwise.")
    return Wish(
        cast("Kind", what),
        given[0],
        other=second if what in ("merge", "accept") else "",
        name=second if what in ("rename", "alias") else name or (written[0] if what == "split" and written else ""),
        label=labels[0] if labels else None,
        surfaces=tuple(written or ()),
        papers=tuple(paper or ()),
        relation=kept,
        why=why,
    )


def _preview(store: Store, ledger: Ledger, entry: Entry) -> None:
    from kg.build.amending import preview  # noqa: PLC0415 - see above

    if entry.kind == "revert":
        of = next(one for one in ledger.read().entries if one.entry_id == entry.of)
        emit(f"Would take back what {of.who} said on {of.at[:10]}: {of}\n")
        return
    emit(f"{entry}\n" + "".join(f"{sentence}\n" for sentence in preview(store, [entry])))


def _list(ledger: Ledger, *, as_json: bool) -> None:
    from kg.corrections.standing import reverted  # noqa: PLC0415 - see above

    read = ledger.read()
    for sentence in read.troubles:
        say(sentence)
    if as_json:
        emit("".join(json.dumps(json.loads(one.line()), ensure_ascii=False) + "\n" for one in read.entries))
        return
    gone = reverted(read.entries)
    rows = [
        (one.entry_id, one.at[:10], one.who, one.kind, str(one), "taken back" if one.entry_id in gone else one.why)
        for one in read.entries
    ]
    if rows:
        emit(table(("id", "day", "who", "kind", "what", "why"), rows))
    say(f"{len(rows):,} {'entry' if len(rows) == 1 else 'entries'} in {ledger.path}.")


def _take(ledger: Ledger, given: Sequence[str]) -> None:
    if len(given) != 1:
        raise CallError("Say whose corrections to take in: the file of another ledger.")
    path = Path(given[0]).expanduser()
    try:
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise CallError(f"{path} cannot be read ({error.strerror or error}).") from None
    count, troubles = ledger.merge(text)
    for sentence in troubles:
        say(sentence)
    say(f"{count:,} corrections are new in {ledger.path}: `kg correct apply` applies them.")
