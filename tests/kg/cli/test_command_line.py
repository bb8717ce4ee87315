"""Tests of kg.cli.command_line."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import __version__, sources
from kg.cli import command_line
from tests.started import Started

ROOT = Path(__file__).parents[3]
COMMANDS = (
    *("build", "add", "enrich", "expand", "follow", "update", "analyse", "diff", "split", "correct", "extract", "tag"),
    *(
        "trends",
        "gaps",
        "query",
        "search",
        "similar",
        "recommend",
        "sources",
        "export",
        "dashboard",
        "backup",
        "restore",
    ),
    *("check", "mcp", "serve", "status", "stop"),
)

Call = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., Started]


def examples(kg: Call, command: str) -> list[list[str]]:
    """The examples in a command's help, each as its words."""
    lines = kg(command, "--help").stdout.splitlines()
    return [shlex.split(line)[1:] for line in lines if line.startswith("    kg ")]


def test_every_command_is_named_in_the_help(kg: Call) -> None:
    done = kg("--help")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.partition("Commands:\n")[2].splitlines()] == list(COMMANDS)


def test_no_arguments_show_the_help(kg: Call) -> None:
    done = kg()
    assert (done.returncode, done.stdout, done.stderr) == (0, kg("--help").stdout, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example_of_itself(kg: Call, command: str) -> None:
    assert examples(kg, command)
    assert all(words[0] == command for words in examples(kg, command))


@pytest.fixture
def own_server(kg: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """A local Neo4j that a test may stop, and a cache that it may clear."""
    monkeypatch.setenv("KG_HTTP_CACHE", str(tmp_path / "http"))
    monkeypatch.setenv("KG_STORE", f"local:{tmp_path / 'neo4j'}")
    yield
    kg("stop")


@pytest.mark.usefixtures("own_server")
@pytest.mark.timeout(300)
def test_the_examples_run(kg: Call, start: Start) -> None:
    for command in ("serve", "status", "build", "extract", "query", "search", "sources"):
        for words in examples(kg, command):
            done = kg(*words)
            assert done.returncode == 0, f"kg {shlex.join(words)}: {done.stderr}"
            assert done.stdout.strip(), f"kg {shlex.join(words)} printed nothing"
    for words in examples(kg, "dashboard"):
        with start(*words, "--no-browser") as dashboard:
            assert dashboard.stdout
            assert dashboard.stdout.readline().startswith("http://127.0.0.1:")
            dashboard.send_signal(signal.SIGINT)
            assert dashboard.wait(30) == 0
    for words in examples(kg, "stop"):
        assert kg(*words).returncode == 0, shlex.join(words)


def test_the_version_is_told(kg: Call) -> None:
    assert kg("--version").stdout == f"paper-kg {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["biuld"], "biuld"),
        (["build"], "SOURCE"),
        (["build", "--no-such-option"], "--no-such-option"),
        (["extract", "x", "--format", "xml"], "xml"),
        (["extract", "x", "--year", "soon"], "--year"),
        (["query"], "CYPHER"),
        (["query", "RETURN 1", "--limit", "0"], "limit"),
        (["query", "RETURN 1", "--param", "novalue"], "novalue"),
        (["query", " "], "no Cypher"),
        (["query", "RETURN 1", "--store", "http://example.org"], "http://example.org"),
        (["query", "RETURN 1", "--store", "bolt://user:secret@example.org"], "NEO4J_PASSWORD"),
        (["build", "no such file"], "no such file"),
        (["extract", "."], "is a folder"),
        (["extract", "pyproject.toml"], "expected a saved Hugging Face Daily Papers page"),
        (["dashboard", "--port", "99999999"], "--port"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_exit_code_2(kg: Call, arguments: list[str], says: str) -> None:
    done = kg(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kg: ")
    assert done.stderr.count("\n") == 1
    assert says in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.parametrize("arguments", [["--debug", "extract", "missing"], ["extract", "missing", "--debug"]])
def test_debug_shows_the_traceback_wherever_it_stands(kg: Call, arguments: list[str]) -> None:
    done = kg(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Traceback")
    assert done.stderr.splitlines()[-1].startswith("kg: missing does not exist")


def test_debug_after_two_dashes_is_a_text_like_any_other(kg: Call) -> None:
    assert "--debug does not exist" in kg("extract", "--", "--debug").stderr


def test_what_nobody_foresaw_is_a_sentence_too(kg: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(sources, "opened", fail)
    done = kg("extract", "samples/daily_papers.txt")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "kg: This should not happen (RuntimeError: two lines); run it again with --debug, and report what it prints.\n"
    )


def test_a_reader_that_leaves_early_is_no_failure() -> None:
    kg = f"{shlex.quote(sys.executable)} -m kg"
    command = f"set -o pipefail; {kg} extract samples/daily_papers.txt --format jsonl | head -c 9"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, '{"paper_i', "")


ENDS = "what was written is kept, and running the same again finishes it.\n"


@pytest.mark.timeout(120)
@pytest.mark.parametrize("command", ["extract", "build"])
@pytest.mark.parametrize("ignoring", [False, True])
@pytest.mark.parametrize(
    ("number", "code", "says"),
    [(signal.SIGINT, 130, f"Interrupted: {ENDS}"), (signal.SIGTERM, 143, f"Ended as it was told to: {ENDS}")],
)
@pytest.mark.usefixtures("graph")
def test_what_is_told_to_end_says_so_in_a_sentence(
    start: Start, tmp_path: Path, *, command: str, number: signal.Signals, code: int, says: str, ignoring: bool
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with start(command, pipe, ignoring_sigint=ignoring) as process, pipe.open("w"):  # opens once the command reads
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (code, "", says)


@pytest.mark.timeout(120)
def test_a_server_that_is_being_started_outlives_the_command_that_is_told_to_end(
    start: Start, kg: Call, tmp_path: Path
) -> None:
    store = f"local:{tmp_path / 'neo4j'}"
    with start("serve", "--store", store) as process:
        while not (tmp_path / "neo4j" / "server.log").exists():
            assert process.poll() is None
        process.terminate()
        assert process.communicate(timeout=60)[0] == ""
        assert process.returncode == 143
    done = kg("serve", "--store", store)
    assert (done.returncode, kg("stop", "--store", store).returncode) == (0, 0), done.stderr


def test_shells_complete_the_commands(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"_KG_COMPLETE": "complete_bash", "COMP_WORDS": "kg s", "COMP_CWORD": "1"}.items():
        monkeypatch.setenv(name, value)
    out, _ = start().communicate(timeout=60)
    assert out.split() == ["split", "search", "similar", "sources", "serve", "status", "stop"]


def test_main_exits_with_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.main(["nonsense"])
    assert ended.value.code == 2
    assert "nonsense" in capsys.readouterr().err
