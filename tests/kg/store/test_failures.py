"""Tests of kg.store.failures."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import psutil
import pytest
from neo4j.exceptions import Neo4jError

from kg.errors import KGError, LocalServerError, QueryError, QueryRefusedError, StoreError
from kg.store import connect, local
from kg.store.failures import translate
from kg.store.local import causes, folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.store import Store

OF_THE_QUERY = """\
ClientError.ChangeDataCapture: InvalidIdentifier
ClientError.Database: DatabaseNotFound ExistingAliasFound ExistingDatabaseFound IllegalAliasChain
ClientError.General: InvalidArguments TransactionOutOfMemoryError
ClientError.Procedure: ProcedureCallFailed ProcedureNotFound ProcedureRegistrationFailed ProcedureTimedOut TypeError
ClientError.Request: Invalid InvalidFormat InvalidUsage
ClientError.Schema: IndexNotFound TokenLengthError TokenNameError
ClientError.Statement: ArgumentError ArithmeticError ConstraintVerificationFailed EntityNotFound
  ExternalResourceFailed InvalidTargetDatabaseError NotSystemDatabaseError ParameterMissing PropertyNotFound
  RemoteExecutionClientError RuntimeUnsupportedError SemanticError SyntaxError TypeError
  UnsupportedAdministrationCommand UnsupportedOperationError
ClientError.Transaction: ForbiddenDueToTransactionType LockClientStopped Terminated TransactionTimedOut
  TransactionTimedOutClientConfiguration
DatabaseError.ChangeDataCapture: Disabled ScanFailure
DatabaseError.Fabric: RemoteExecutionFailed
DatabaseError.General: UnknownError
DatabaseError.Statement: ExecutionFailed RemoteExecutionFailed
DatabaseError.Transaction: TransactionStartFailed
TransientError.General: MemoryPoolOutOfMemoryError OutOfMemoryError StackOverFlowError TransactionMemoryLimit
TransientError.Statement: ExecutionTimeout RemoteExecutionTransientError
TransientError.Transaction: Interrupted
"""
REFUSED = """\
ClientError.Fabric: AccessMode
ClientError.General: WriteOnReadOnlyAccessDatabase
ClientError.Statement: AccessMode
"""
OF_THE_STORE = """\
ClientError.Cluster: NotALeader Routing
ClientError.General: ForbiddenOnReadOnlyDatabase UpgradeRequired
ClientError.Routing: DbmsInPanic RoutingFailed
ClientError.Schema: ConstraintAlreadyExists ConstraintNotFound ConstraintValidationFailed ConstraintViolation
  ConstraintWithNameAlreadyExists EquivalentSchemaRuleAlreadyExists ForbiddenOnConstraintIndex IndexAlreadyExists
  IndexMultipleFound IndexNotApplicable IndexWithNameAlreadyExists RepeatedLabelInSchema
  RepeatedPropertyInCompositeSchema RepeatedRelationshipTypeInSchema
ClientError.Security: AuthenticationRateLimit AuthorizationExpired CredentialsExpired Forbidden TokenExpired
  Unauthorized
ClientError.Transaction: InvalidBookmark InvalidBookmarkMixture TransactionAccessedConcurrently TransactionHookFailed
  TransactionMarkedAsFailed TransactionNotFound TransactionValidationFailed
DatabaseError.Database: DatabaseLimitReached UnableToStartDatabase Unknown
DatabaseError.General: IndexCorruptionDetected SchemaCorruptionDetected StorageDamageDetected
DatabaseError.Schema: ConstraintCreationFailed ConstraintDropFailed IndexCreationFailed IndexDropFailed
  LabelAccessFailed PropertyKeyAccessFailed RelationshipTypeAccessFailed SchemaRuleAccessFailed
  SchemaRuleDuplicateFound TokenLimitReached
DatabaseError.Transaction: LinkedTransactionError TransactionCommitFailed TransactionLogError
  TransactionRollbackFailed TransactionTerminationFailed
TransientError.ChangeDataCapture: FutureIdentifier
TransientError.Cluster: ReplicationFailure
TransientError.General: DatabaseUnavailable
TransientError.Request: NoThreadsAvailable ResourceExhaustion
TransientError.Security: AuthProviderFailed AuthProviderTimeout ModifiedConcurrently
TransientError.Transaction: BookmarkTimeout ConstraintsChanged DeadlockDetected LeaderSwitch LeaseExpired
  LockAcquisitionTimeout MaximumTransactionLimitReached Outdated QueryExecutionFailedOnTransaction
"""


def codes(text: str) -> list[str]:
    found: list[str] = []
    for line in text.replace("\n  ", " ").splitlines():
        kind, _, titles = line.partition(": ")
        found.extend(f"Neo.{kind}.{title}" for title in titles.split())
    return found


KINDS = {
    code: kind
    for kind, text in ((QueryError, OF_THE_QUERY), (QueryRefusedError, REFUSED), (StoreError, OF_THE_STORE))
    for code in codes(text)
}
LIST = """
import sys, tempfile
from pathlib import Path
import jpype
from kg.store.local import jars, jvm
jvm.start(jars.fetch(), Path(tempfile.mkdtemp()))
for status in jpype.JClass("org.neo4j.kernel.api.exceptions.Status$Code").all():
    print(status.code().serialize())
"""


def test_every_code_that_neo4j_has_was_judged() -> None:
    done = subprocess.run([sys.executable, "-c", LIST], capture_output=True, text=True, check=True, timeout=120)
    errors = {code for code in done.stdout.split() if code.startswith("Neo.") and "Notification" not in code}
    assert errors == set(KINDS)


@pytest.mark.parametrize("code", KINDS)
def test_whose_fault_a_failure_is_is_told_by_its_code(code: str) -> None:
    assert type(_translated(code, "it failed\nfor a reason")) is KINDS[code]


@pytest.mark.parametrize("code", [code for code in KINDS if code.startswith(("Neo.DatabaseError", "Neo.Transient"))])
def test_a_full_disk_is_told_whatever_failed_for_it(code: str) -> None:
    told = _translated(code, "Could not commit: java.io.IOException: No space left on device")
    assert type(told) is StoreError
    assert "no disk space left" in str(told)


def _translated(code: str, message: str) -> KGError:
    error = Neo4jError._hydrate_neo4j(code=code, message=message)
    told = translate(error, "here")
    assert "\n" not in str(told)
    return told


@pytest.mark.parametrize(
    "cypher",
    [
        "CALL { RETURN 1 AS a } IN TRANSACTIONS RETURN 1",
        "USE graph.byElementId(1) RETURN 1",
        "USE graph.byElementId('4:x:1') RETURN 1",
        "USE nowhere RETURN 1",
        "RETURN left('abc', -1)",
        "RETURN date.truncate('nonsense', date())",
        "CALL db.awaitIndex('nowhere')",
        "MATCH (a) MATCH p = shortestPath((a)-[*]-(a)) RETURN p",
    ],
)
def test_a_query_that_cannot_run_is_the_querys_fault(store: Store, cypher: str) -> None:
    store.write("CREATE (:Paper {paper_id: 'x'})")
    with pytest.raises(QueryError), store.transaction(timeout=10) as transaction:
        transaction.run(cypher).consume()


BREAK_OFF = """
import os, sys, psutil
from pathlib import Path
from kg.errors import StoreError
from kg.store import connect, local
folder = Path(sys.argv[1])
with connect(f"local:{folder}") as store:
    server = psutil.Process(local.status(folder).pid)
    server.kill()
    server.wait(30)
    for _ in range(2):
        try:
            with store.transaction(timeout=5) as transaction:
                transaction.run("RETURN 1").consume()
        except StoreError as error:
            print(error)
"""


@pytest.mark.timeout(300)
def test_a_local_server_that_ended_meanwhile_is_told_in_our_words_alone(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BREAK_OFF, str(tmp_path)], capture_output=True, text=True, check=True, timeout=120
    )
    sentence = (
        f"The local Neo4j of {tmp_path} ended meanwhile: run the same command again, which starts it; its log is "
        f"{tmp_path / 'server.log'}."
    )
    assert done.stdout.splitlines() == [sentence, sentence]
    assert done.stderr == ""  # the driver logs each, and Python would print that


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a server that the tests below may break."""
    made = tmp_path_factory.mktemp("broken")
    local.ensure(made)
    yield made
    local.stop(made)


@pytest.mark.timeout(300)
def test_a_password_that_does_not_fit_its_data_is_named(path: Path) -> None:
    local.ensure(path)
    password = (path / "password").read_text()
    (path / "password").write_text("not-this-one")
    with pytest.raises(LocalServerError, match=f"{path}/password is not the password") as caught:
        connect(f"local:{path}")
    assert "not-this-one" not in str(caught.value)
    (path / "password").write_text(password)


@pytest.mark.timeout(300)
def test_a_disk_that_fills_up_meanwhile_is_named_with_what_is_needed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connect(f"local:{path}") as store:
        pid = local.status(path).pid
        assert pid is not None
        psutil.Process(pid).kill()
        while folder.Folder(path).is_served():
            pass
        monkeypatch.setattr(folder, "ROOM", 10**18)
        with pytest.raises(StoreError) as caught, store.transaction(timeout=5) as transaction:
            transaction.run("RETURN 1").consume()
    assert f"The disk of {path} is nearly full" in str(caught.value)
    assert "1000000000000 MB needed" in str(caught.value)


@pytest.mark.timeout(300)
def test_rubbish_in_place_of_a_database_is_one_sentence(path: Path) -> None:
    local.stop(path)
    store_file = path / "data" / "databases" / "neo4j" / "neostore"
    store_file.write_bytes(os.urandom(store_file.stat().st_size))
    with pytest.raises(LocalServerError, match=f"The files of the graph in {path}/data are damaged"):
        local.ensure(path)
    assert not local.status(path).running
    assert causes.DAMAGED in (path / "server.log").read_text(errors="replace")
