"""Tests of kg.store.local.secret."""

from __future__ import annotations

import socket
import threading

import pytest

from kg.store.local.secret import IS_IT_YOU, STOP, Answering, ask, new_secret


def test_who_knows_the_secret_is_known_and_obeyed() -> None:
    secret, stopping = new_secret(), threading.Event()
    with Answering(secret, stopping.set) as server:
        assert ask(server.port, secret, IS_IT_YOU)
        assert not stopping.is_set()
        assert ask(server.port, secret, STOP)
        assert stopping.wait(10)


def test_who_does_not_know_it_is_neither() -> None:
    stopping = threading.Event()
    with Answering(new_secret(), stopping.set) as server:
        assert not ask(server.port, new_secret(), STOP)
        assert not stopping.is_set()


def test_a_stranger_who_says_nothing_keeps_nobody_waiting() -> None:
    secret = new_secret()
    with Answering(secret, lambda: None) as server:
        strangers = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
        assert ask(server.port, secret)
        for stranger in strangers:
            stranger.close()


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\0" * 64])
def test_a_stranger_who_took_the_port_is_not_taken_for_the_server(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(said)

        thread = threading.Thread(target=answer)
        thread.start()
        assert not ask(listening.getsockname()[1], new_secret(), timeout=1)
        thread.join()


def test_a_proof_cannot_be_used_again() -> None:
    """A stranger between the two hands on what he heard: it fits other random bytes and no new ones."""
    secret, stopping = new_secret(), threading.Event()
    with Answering(secret, stopping.set) as server, socket.create_server(("127.0.0.1", 0)) as listening:
        heard: list[bytes] = []

        def listen() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"\0" * 32)
                heard.append(connection.recv(200))

        thread = threading.Thread(target=listen)
        thread.start()
        assert not ask(listening.getsockname()[1], secret, STOP)
        thread.join()
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            connection.recv(32)
            connection.sendall(heard[0])
            assert connection.recv(32) == b""
        assert not stopping.is_set()


@pytest.mark.parametrize("port", [0, -1, 99999])
def test_no_port_is_no_server(port: int) -> None:
    assert not ask(port, new_secret())
