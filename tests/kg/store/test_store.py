"""An open store: its errors are sentences, its reads cannot write, its password stays unseen."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kg.errors import QueryError, QueryRefusedError, StoreError
from kg.store import Store, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store import local


def test_nobody_there_is_a_sentence() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(StoreError, match=f"No Neo4j answers at bolt://127.0.0.1:{port}"):
        connect(f"bolt://127.0.0.1:{port}", password="whatever")


@pytest.fixture
def stranger() -> Iterator[str]:
    """A server that speaks HTTP where Bolt is expected."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            try:
                while True:
                    connection, _ = listening.accept()
                    with connection:
                        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            except OSError:
                return  # closed at the end of the test

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"bolt://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=10)


def test_something_else_there_is_a_sentence(stranger: str) -> None:
    with pytest.raises(StoreError) as caught:
        connect(stranger, password="whatever")
    assert "\n" not in str(caught.value)


def test_a_wrong_password_is_a_sentence_that_does_not_repeat_it(server: local.Connection) -> None:
    with pytest.raises(StoreError, match="refused the user name or the password") as caught:
        connect(server.url, user="neo4j", password="not-this-one")
    assert "not-this-one" not in str(caught.value)


def test_a_store_does_not_show_its_password(server: local.Connection, store: Store) -> None:
    assert server.password not in repr(store)
    assert server.password not in repr(vars(store))


def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(QueryRefusedError):
        store.read("CREATE (n:Paper {paper_id: 'x'})")
    assert store.read("MATCH (n) RETURN n") == []


def test_cypher_that_is_none_says_where(store: Store) -> None:
    with pytest.raises(QueryError, match="line 1") as caught:
        store.read("MATCH (n RETURN n")
    assert "\n" not in str(caught.value)


def test_a_transaction_is_rolled_back(store: Store) -> None:
    store.write("CREATE (:Paper {paper_id: 'x', title: 'kept'})")
    with store.transaction(timeout=5) as transaction:
        assert transaction.run("MATCH (p:Paper) RETURN p.title AS t").single(strict=True)["t"] == "kept"
    with pytest.raises(QueryRefusedError), store.transaction(timeout=5) as transaction:
        transaction.run("MATCH (p:Paper) SET p.title = 'lost'").consume()
    assert store.read("MATCH (p:Paper) RETURN p.title AS t") == [{"t": "kept"}]


def test_the_server_ends_what_runs_too_long(store: Store) -> None:
    with pytest.raises(QueryError, match="ran longer"), store.transaction(timeout=1) as transaction:
        transaction.run("UNWIND range(1, 1000000000) AS x WITH x WHERE x < 0 RETURN count(x)").consume()


def test_preparing_twice_changes_nothing(store: Store) -> None:
    names = store.read("SHOW INDEXES YIELD name RETURN name ORDER BY name")
    store.prepare()
    assert store.read("SHOW INDEXES YIELD name RETURN name ORDER BY name") == names


def test_four_builders_prepare_a_fresh_store_at_once(server: local.Connection, store: Store) -> None:
    wanted = store.read("SHOW INDEXES YIELD name RETURN name ORDER BY name")
    for _ in range(3):  # one of the four failed nearly every time
        for row in store.read("SHOW CONSTRAINTS YIELD name RETURN name"):
            store.write(f"DROP CONSTRAINT {row['name']}")
        for row in store.read("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
            store.write(f"DROP INDEX {row['name']}")

        def prepare(_: int) -> None:
            with connect(server.url, user=server.user, password=server.password) as other:
                other.prepare()

        with ThreadPoolExecutor(4) as builders:
            list(builders.map(prepare, range(4)))
        assert store.read("SHOW INDEXES YIELD name RETURN name ORDER BY name") == wanted


def test_two_papers_of_one_key_cannot_be(store: Store) -> None:
    with pytest.raises(StoreError):
        store.write("CREATE (:Paper {paper_id: 'x'}) CREATE (:Paper {paper_id: 'x'})")


@pytest.mark.parametrize("agent", ["Neo4j/4.4.30", "Neo4j/5.5.0", "Memgraph/2.1", "ArcadeDB"])
def test_what_is_too_old_or_no_neo4j_is_a_sentence(agent: str, store: Store) -> None:
    with pytest.raises(StoreError, match="needs Neo4j"):
        store._check(agent)


@pytest.mark.parametrize("agent", ["Neo4j/5.6.0", "Neo4j/5.26.30", "Neo4j/2025.01.0"])
def test_what_is_new_enough_is_taken(agent: str, store: Store) -> None:
    store._check(agent)
