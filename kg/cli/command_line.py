"""The command `kg` as a whole: its commands, and how it ends.

Exit codes: 0, 1 for a failure, 2 for a wrong call or unreadable input, 3 for a refusal of the guard, 130 for Ctrl-C,
143 for SIGTERM.
A reader that closes the pipe early (`kg query ... | head`) has what it wanted: 0, and quiet.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING, Annotated, Any

import typer

import kg
from kg.cli import (
    add,
    analyse,
    backup,
    build,
    check,
    correct,
    dashboard,
    diff,
    enrich,
    expand,
    export,
    extract,
    follow,
    gaps,
    mcp,
    query,
    recommend,
    restore,
    search,
    serve,
    similar,
    sources,
    split,
    status,
    stop,
    tag,
    trends,
    update,
)  # fmt: skip
from kg.cli.console import PipeClosedError, say
from kg.cli.signals import TERMINATED, TerminatedError, heed
from kg.errors import KGError

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
_WRONG_CALL = 2

app = typer.Typer(
    name="kg",
    help="Papers in, a knowledge graph in Neo4j out: build it, explore it, ask it Cypher.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(value: bool) -> None:  # noqa: FBT001 - typer calls it with the option's value
    if value:
        typer.echo(f"paper-kg {kg.__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _top(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error, wherever it stands.")] = False,
) -> None:
    del version, debug  # the one has ended the call, the other is taken off before
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


for _name, _module, _short in (
    ("build", build, "Sources in, graph out."),
    ("add", add, "Papers by identifier, address or file."),
    ("enrich", enrich, "Ask services about the papers."),
    ("expand", expand, "What papers cite, and what cites them."),
    ("follow", follow, "Whose new papers to ask for."),
    ("update", update, "New papers of what is followed."),
    ("analyse", analyse, "What the citation graph says of papers."),
    ("diff", diff, "What changed between two builds."),
    ("split", split, "Undo a merge."),
    ("correct", correct, "What is wrong, said once and kept."),
    ("extract", extract, "What papers name, without a graph."),
    ("tag", tag, "Texts, marked as one corpus would mark them."),
    ("trends", trends, "What rises and falls in the recent papers."),
    ("gaps", gaps, "What was never tried, though the neighbours were."),
    ("query", query, "Ask the graph in Cypher."),
    ("search", search, "Find papers and entities by a text."),
    ("similar", similar, "What is like a paper or an entity, and why."),
    ("recommend", recommend, "Papers to cite besides, and why."),
    ("sources", sources, "Which services are asked, and what is left."),
    ("export", export, "The graph, or a part of it, in other formats."),
    ("dashboard", dashboard, "Explore the graph in the browser."),
    ("backup", backup, "The local graph as one file."),
    ("restore", restore, "A backup in the place of the local graph."),
    ("check", check, "Is the graph whole?"),
    ("mcp", mcp, "The graph as tools of a language model's client."),
    ("serve", serve, "Start the local Neo4j."),
    ("status", status, "Does the local Neo4j run, and where?"),
    ("stop", stop, "Stop the local Neo4j."),
):
    app.command(_name, short_help=_short)(_module.command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `kg` with the process's arguments, and exit."""
    heed()
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run `kg` and return its exit code; whatever goes wrong is one sentence on stderr."""
    arguments, debug = _without_debug(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a letter is no failure
    try:
        code = _call(arguments)
        sys.stdout.flush()
    except (PipeClosedError, BrokenPipeError):
        # What is left in the buffer has no reader; let the interpreter's own flush at exit go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except TerminatedError:
        say("Ended as it was told to: what was written is kept, and running the same again finishes it.")
        return TERMINATED
    except KGError as error:
        _show(str(error), debug=debug)
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last place where an error can become a sentence
        return _unforeseen(error, debug=debug)
    if code == INTERRUPTED:
        say("Interrupted: what was written is kept, and running the same again finishes it.")
    return code


def _call(arguments: list[str]) -> int:
    result = app(arguments, prog_name="kg", standalone_mode=False)
    return result if isinstance(result, int) else 0


def _without_debug(arguments: list[str]) -> tuple[list[str], bool]:
    """Take `--debug` off, wherever it stands before a bare `--`."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    kept = [argument for argument in arguments[:end] if argument != "--debug"]
    return kept + arguments[end:], len(kept) < end


def _unforeseen(error: Exception, *, debug: bool) -> int:
    wrong_call: Any = getattr(error, "format_message", None)
    if callable(wrong_call):  # typer's own errors, whichever library it has them from
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "kg"
        message = str(wrong_call()).rstrip(".").replace("\n", " ")
        _show(f"{message}; see {command} --help.", debug=debug)
        return _WRONG_CALL
    kind = type(error).__name__
    told = " ".join(str(error).split())
    _show(
        f"This should not happen ({kind}: {told}); run it again with --debug, and report what it prints.", debug=debug
    )
    return 1


def _show(sentence: str, *, debug: bool) -> None:
    if debug:
        traceback.print_exc()
    say(f"kg: {sentence}")
