from __future__ import annotations

from kg.store.local.artifacts import LOCK, Artifact, Lock, read_lock


def test_the_lock_names_the_server_and_the_import_tool() -> None:
    lock = read_lock()
    versions = {artifact.artifact: artifact.version for artifact in lock.artifacts}
    assert versions["neo4j"] == versions["neo4j-import-tool"] == lock.version


def test_the_lock_holds_no_address() -> None:
    assert "://" not in LOCK.read_text(encoding="utf-8")


def test_no_two_jars_have_one_file_name_and_their_order_is_fixed() -> None:
    names = [artifact.name for artifact in read_lock().artifacts]
    assert names == sorted(set(names))


def test_every_jar_has_a_whole_hash() -> None:
    assert all(len(artifact.sha256) == 64 and artifact.size > 0 for artifact in read_lock().artifacts)


def test_a_classifier_is_part_of_the_name() -> None:
    assert Artifact("g", "a", "1", "linux-x86_64", "jar", 1, "0").name == "a-1-linux-x86_64.jar"


def test_the_digest_changes_with_any_hash() -> None:
    one, other = (Lock("1", (Artifact("g", "a", "1", "", "jar", 1, sha256),)) for sha256 in "01")
    assert one.digest != other.digest
