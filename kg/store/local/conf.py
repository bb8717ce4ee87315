"""This file is about neo4j.conf: the settings that a local server runs with, each with its reason."""

from __future__ import annotations

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
)
"""The procedures that exist at all: they read the graph and its schema, and change and tell nothing else."""

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
    # Netty waits for a quiet period before it lets the Bolt port go: ten seconds of every shutdown.
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
    "internal.dbms.bolt.netty_server_shutdown_timeout": "5s",
    # What nobody reads here, and what costs time at the start.
    "internal.dbms.dump_diagnostics": "false",
    "internal.vm_pause_monitor.enabled": "false",
    "db.filewatcher.enabled": "false",
}


def conf(port: int) -> str:
    """Give the text of neo4j.conf for a server on a port; 0 takes any free one."""
    lines = [f"{key}={value}" for key, value in SETTINGS.items()]
    return "\n".join([*lines, f"server.bolt.listen_address=127.0.0.1:{port}", ""])
