"""Settings: neo4j.conf, each line with its reason, and the two that the environment changes."""

from __future__ import annotations

import os
import re
from fnmatch import fnmatchcase

from kg.errors import LocalServerError

IDLE_MINUTES = 15.0

PROCEDURES = (
    "db.labels",
    "db.relationshipTypes",
    "db.propertyKeys",
    "db.schema.*",
    "db.index.fulltext.*",
    "db.index.vector.query*",
    "db.awaitIndex",
    "db.awaitIndexes",
    "db.info",
    "db.ping",
    "dbms.components",
    "dbms.routing.*",
)
"""The procedures that exist at all: they read the graph and its schema, and change and tell nothing else.

Neo4j's own list keeps out what plugins bring; what is built in it lets pass, so the server takes that away itself.
"""

SETTINGS = {
    # Bolt on the loopback interface and nothing else.
    "server.default_listen_address": "127.0.0.1",
    "server.default_advertised_address": "127.0.0.1",
    "server.bolt.enabled": "true",
    "server.bolt.tls_level": "DISABLED",
    "server.bolt.telemetry.enabled": "false",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.usage_report.enabled": "false",
    # Nobody without the password, and no way from Cypher to a file or to another host.
    "dbms.security.auth_enabled": "true",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
    "dbms.security.procedures.allowlist": ",".join(PROCEDURES),
    # A guest on a laptop: little memory, and transaction logs that are neither preallocated (256 MB a database) nor
    # kept for days. Neither touches what is durable: a commit is in the log, and the log outlives its checkpoint.
    "server.memory.pagecache.size": "512m",
    "db.tx_log.preallocate": "false",
    "db.tx_log.rotation.size": "64m",
    "db.tx_log.rotation.retention_policy": "1 files",
    # A transaction that is open when the server is told to stop has this long to end; Neo4j's own limit is 10 s.
    "db.shutdown_transaction_end_timeout": "3s",
    # A query whose text or answer overflows a stack ends its connection without a word: ask often whether it lives.
    "server.bolt.connection_keep_alive": "5s",
    # Netty waits for a quiet period before it lets the Bolt port go: ten seconds of every shutdown.
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
    "internal.dbms.bolt.netty_server_shutdown_timeout": "5s",
    # What nobody reads here, and what costs time at the start.
    "internal.dbms.dump_diagnostics": "false",
    "internal.vm_pause_monitor.enabled": "false",
    "db.filewatcher.enabled": "false",
}


def is_allowed(procedure: str) -> bool:
    """Say whether a procedure may exist."""
    return any(fnmatchcase(procedure, pattern) for pattern in PROCEDURES)


def conf(port: int) -> str:
    """Give the text of neo4j.conf for a server on a port; 0 takes any free one."""
    lines = [f"{key}={value}" for key, value in {**SETTINGS, **memory()}.items()]
    return "\n".join([*lines, f"server.bolt.listen_address=127.0.0.1:{port}", ""])


def heap() -> str:
    """Give the largest heap: $KG_HEAP, such as ``2g``, or one gigabyte."""
    size = os.environ.get("KG_HEAP", "1g")
    if not re.fullmatch(r"[1-9]\d*[mMgG]", size):
        raise LocalServerError(f"KG_HEAP is {size!r}, and should be a size such as 512m or 2g.")
    return size


def memory() -> dict[str, str]:
    """Give what one transaction may take of the heap, and all of them together: what is left is Neo4j's own."""
    size = heap()
    megabytes = int(size[:-1]) * (1024 if size[-1] in "gG" else 1)
    return {
        "db.memory.transaction.max": f"{max(megabytes // 4, 1)}m",
        "dbms.memory.transaction.total.max": f"{max(megabytes // 2, 10)}m",
    }


def idle_seconds() -> float:
    """Give how long a server waits for company: $KG_IDLE_MINUTES, or a quarter of an hour; 0 is for ever."""
    value = os.environ.get("KG_IDLE_MINUTES", str(IDLE_MINUTES))
    try:
        minutes = float(value)
    except ValueError:
        minutes = -1.0
    if not minutes >= 0:  # nan is neither
        raise LocalServerError(f"KG_IDLE_MINUTES is {value!r}, and should be a number of minutes, or 0 for no limit.")
    return minutes * 60 or float("inf")
