"""`kg follow`: the list of days, searches and authors whose new papers `kg update` asks for."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from kg.cli.console import emit, say
from kg.cli.table import table
from kg.errors import CallError


def command(
    kind: Annotated[
        str | None, typer.Argument(metavar="[daily|search|author]", help="What to follow.  [default: list them]")
    ] = None,
    what: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]", help="The words of a search; a name or an ORCID.")
    ] = None,
    *,
    remove: Annotated[
        int | None, typer.Option("--remove", metavar="N", help="Take the entry on this line of the list out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """Follow the Daily Papers, a search, or an author: `kg update` asks for what is new.

    The list is a file that people read and write, in the user's config folder unless KG_FOLLOWS names another. A
    search may be in arXiv's own language (cat:cs.CL AND ti:attention).

    \b
    Examples:
      kg follow
      kg follow daily
      kg follow search "sparse attention"
      kg follow author "Ada Lovelace"
      kg follow --remove 7
    """  # noqa: D301 - \b keeps the lines of the examples apart
    # Names are read in Unicode's and the HTTP library's words, which take a moment to import.
    from kg.enrichment import follow_file, follows  # noqa: PLC0415 - see above

    if remove is not None and kind is not None:
        raise CallError("--remove takes a line out and adds nothing: give it alone.")
    path = follow_file.place()
    text = follow_file.read(path)
    if remove is not None:
        text, gone = follows.without_line(text, remove)
        follow_file.write(path, text)
        say(f"No longer followed: {gone}.")
    elif kind is not None:
        new = follows.follow(kind, " ".join(what or ()))
        entries = [one.follow for one in follows.parse(text) if isinstance(one, follows.Entry)]
        if new in entries:
            say(f"Followed already: {new}.")
        else:
            text = follows.with_entry(follow_file.started(text), new)
            follow_file.write(path, text)
            say(f"Followed in {path}: {new}.")
    read = list(follows.parse(text))
    rows = [(one.line, one.follow.kind, one.follow.what) for one in read if isinstance(one, follows.Entry)]
    if as_json:
        record = [{"line": line, "kind": kind, "what": what} for line, kind, what in rows]
        emit(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    else:
        emit(table(("line", "kind", "what"), rows))
    for one in read:
        if isinstance(one, follows.Unread):
            say(str(one))
