from __future__ import annotations

import pytest

from kg.errors import LocalServerError
from kg.store.local.conf import conf, heap, idle_seconds, memory


def test_the_port_asked_for_is_the_port_on_the_loopback() -> None:
    assert "server.bolt.listen_address=127.0.0.1:7777\n" in conf(7777)


@pytest.mark.parametrize("size", ["", "lots", "1", "0g", "-1g", "1g -XX:+Evil"])
def test_a_heap_that_is_no_size_is_refused(size: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_HEAP", size)
    with pytest.raises(LocalServerError, match="KG_HEAP"):
        heap()


def test_the_heap_is_one_gigabyte_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_HEAP", raising=False)
    assert heap() == "1g"
    monkeypatch.setenv("KG_HEAP", "512m")
    assert heap() == "512m"


@pytest.mark.parametrize(("value", "seconds"), [("2", 120.0), ("0.5", 30.0), ("0", float("inf"))])
def test_idle_minutes_are_minutes_and_none_is_for_ever(
    value: str, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_IDLE_MINUTES", value)
    assert idle_seconds() == seconds


@pytest.mark.parametrize("value", ["soon", "-1", "", "nan"])
def test_idle_minutes_that_are_no_number_are_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_IDLE_MINUTES", value)
    with pytest.raises(LocalServerError, match="KG_IDLE_MINUTES"):
        idle_seconds()


@pytest.mark.parametrize(("size", "one", "all_together"), [("1g", 256, 512), ("512m", 128, 256), ("4G", 1024, 2048)])
def test_transactions_leave_half_of_the_heap(
    size: str, one: int, all_together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_HEAP", size)
    assert memory() == {
        "db.memory.transaction.max": f"{one}m",
        "dbms.memory.transaction.total.max": f"{all_together}m",
    }
    assert f"db.memory.transaction.max={one}m\n" in conf(0)
