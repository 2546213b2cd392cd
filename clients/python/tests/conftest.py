"""One real server for all tests, and collections of their own for each."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import omen_client
from blocking import connect_blocking
from server_process import ServerProcess

CITIES = "name utf8, population int64, position vector<float32>[3]"
ALL_TYPES = (
    "b bool, i32 int32, i64 int64, f32 float32, f64 float64, t timestamp, s utf8, bin binary,"
    " v vector<float32>[2]"
)
GENEVA = {"key": 42, "name": "Geneva", "population": 183_981, "position": [0.69, 0.07, 0.72]}
ZURICH = {"key": 43, "name": "Zurich", "population": 421_878, "position": [0.67, 0.10, 0.74]}

_numbers = itertools.count()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    # A server that does not start is a failure of every test, never a reason to skip one.
    directory = tmp_path_factory.mktemp("server")
    transfers = directory / "transfers"
    transfers.mkdir()
    options = ["--set", f"server.transfer-dir={transfers}"]
    with ServerProcess(directory / "db", options) as process:
        yield process


@pytest.fixture(scope="session")
def transfers(server: ServerProcess) -> Path:
    """The directory whose files the server imports and exports."""
    return server.directory.with_name("transfers")


@pytest.fixture(scope="session", params=["sync", "async"])
def session_db(
    server: ServerProcess, request: pytest.FixtureRequest
) -> Iterator[omen_client.Database]:
    """Both clients: what a test says of one holds for the other."""
    connect = omen_client.connect if request.param == "sync" else connect_blocking
    with connect(server.address) as db:
        yield db


@pytest.fixture
def db(session_db: omen_client.Database) -> omen_client.Database:
    return session_db


@pytest.fixture
def create(db: omen_client.Database) -> Iterator[Callable[[str], omen_client.Collection]]:
    """Creates collections under names of their own, and drops them after the test."""
    created: list[str] = []

    def create_collection(schema: str) -> omen_client.Collection:
        collection = db.create_collection(f"test_{next(_numbers)}", schema)
        created.append(collection.name)
        return collection

    yield create_collection
    for name in created:
        if name in db.list_collections():
            db.drop_collection(name)


@pytest.fixture
def cities(create: Callable[[str], omen_client.Collection]) -> omen_client.Collection:
    collection = create(CITIES)
    collection.put([GENEVA, ZURICH])
    return collection


@pytest.fixture
def typed(create: Callable[[str], omen_client.Collection]) -> omen_client.Collection:
    """An empty collection with a nullable column of every type."""
    return create(ALL_TYPES)
