"""Arrow Flight: pyarrow.flight reads and writes collections without a client of ours."""

import datetime as dt
import json
import time

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import flight

import omen_client
from server_process import ServerProcess

N = 10_000


def when(key):
    return dt.datetime(2024, 1, 1, tzinfo=dt.timezone.utc) + dt.timedelta(seconds=key)


def measurements(first, last):
    """Rows of every type, some of them null."""
    keys = np.arange(first, last)
    vectors = np.stack([keys, keys * 0.5, -keys], axis=1).astype(np.float32)
    return pa.table(
        {
            "key": keys,
            "taken": pa.array([when(int(key)) for key in keys], pa.timestamp("us", tz="UTC")),
            "place": [None if key % 7 == 0 else f"place {key % 10}" for key in keys],
            "value": keys * 0.25,
            "position": pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel()), 3),
            "flag": [bool(key % 2) for key in keys],
            "raw": [key.tobytes() for key in keys],
        }
    )


SCHEMA = (
    "taken timestamp, place utf8, value float64, position vector<float32>[3], flag bool, raw binary"
)


@pytest.fixture(scope="module")
def client(server):
    with flight.connect(f"grpc://{server.address}") as connected:
        yield connected


@pytest.fixture
def collection(create):
    return create(SCHEMA)


def path(collection):
    return flight.FlightDescriptor.for_path(collection.name)


def command(**fields):
    return flight.FlightDescriptor.for_command(json.dumps(fields))


def ticket(**fields):
    return flight.Ticket(json.dumps(fields))


def write(client, descriptor, table, rows_per_batch=1_000):
    """Writes a table and returns what the server acknowledged."""
    writer, reader = client.do_put(descriptor, table.schema)
    acknowledged = []
    with writer:
        for batch in table.to_batches(max_chunksize=rows_per_batch):
            writer.write_batch(batch)
            acknowledged.append(json.loads(reader.read().to_pybytes()))
        writer.done_writing()
    return acknowledged


def read(client, descriptor):
    info = client.get_flight_info(descriptor)
    (endpoint,) = info.endpoints
    assert endpoint.locations == []
    table = client.do_get(endpoint.ticket).read_all()
    assert table.schema == info.schema
    return table


def test_what_flight_writes_our_client_reads_and_the_other_way_round(client, collection):
    table = measurements(0, N)
    acknowledged = write(client, path(collection), table)
    assert [each["rows"] for each in acknowledged] == [1_000] * (N // 1_000)
    assert [each["batches"] for each in acknowledged] == [1] * (N // 1_000)
    seqs = [each["seq"] for each in acknowledged]
    assert seqs == sorted(set(seqs))
    assert collection.get_versioned(N - 1)[1] == seqs[-1]

    ours = collection.scan().to_table()
    assert (
        ours.drop_columns(["position"]).to_pydict() == table.drop_columns(["position"]).to_pydict()
    )
    assert ours["position"].to_pylist() == table["position"].to_pylist()
    assert read(client, path(collection)).equals(ours)

    more = measurements(N, N + 10)
    collection.put(more)
    assert read(client, command(collection=collection.name, **{"from": N})).equals(
        collection.scan(from_key=N).to_table()
    )


def test_range_columns_predicate_limit_and_order(client, collection):
    collection.put(measurements(0, 1_000))
    where = "place = 'place 3' and value >= 10"
    query = {"from": 100, "to": 900, "columns": ["value", "place"], "where": where}
    theirs = read(client, command(collection=collection.name, **query))
    assert theirs.column_names == ["key", "value", "place"]
    assert theirs.equals(
        collection.scan(100, 900, columns=["value", "place"], where=where).to_table()
    )
    assert theirs.num_rows > 50
    last = client.do_get(ticket(collection=collection.name, limit=3, descending=True)).read_all()
    assert last["key"].to_pylist() == [999, 998, 997]


def test_segments_are_read_as_memtables_are(client, collection):
    collection.put(measurements(0, 500))
    list(
        client.do_action(
            flight.Action("flush", json.dumps({"collection": collection.name}).encode())
        )
    )
    collection.put(measurements(400, 600))
    collection.delete([450])
    table = read(client, path(collection))
    assert table["key"].to_pylist() == [key for key in range(600) if key != 450]
    assert table.equals(collection.scan().to_table())


def test_flights_are_the_collections(client, session_db, collection):
    collection.put(measurements(0, 5))
    flights = {info.descriptor.path[0].decode(): info for info in client.list_flights()}
    assert sorted(flights) == session_db.list_collections()
    info = flights[collection.name]
    assert info.schema == collection.schema
    assert client.get_schema(path(collection)).schema == collection.schema
    assert client.do_get(info.endpoints[0].ticket).read_all().num_rows == 5


def test_dictionaries_and_narrow_types_are_taken(client, create):
    collection = create("name utf8, n int64")
    table = pa.table(
        {
            "key": pa.array([1, 2, 3], pa.int32()),
            "name": pa.array(["a", None, "a"]).dictionary_encode(),
            "n": pa.array([1, 2, None], pa.int8()),
        }
    )
    (acknowledged,) = write(client, path(collection), table)
    assert acknowledged["rows"] == 3
    assert collection.scan().to_table().to_pydict() == {
        "key": [1, 2, 3],
        "name": ["a", None, "a"],
        "n": [1, 2, None],
    }


def test_write_table_without_reading_acknowledgements(client, collection):
    table = measurements(0, 3_000)
    writer, _ = client.do_put(path(collection), table.schema)
    with writer:
        writer.write_table(table, max_chunksize=10)
    assert collection.count() == 3_000


def test_create_on_put(client, session_db):
    table = measurements(0, 10)
    try:
        write(client, command(collection="made_by_flight", create=True), table)
        made = session_db.collection("made_by_flight")
        assert made.scan().to_table()["position"].to_pylist() == table["position"].to_pylist()
        assert made.schema.field("taken").type == pa.timestamp("us", tz="UTC")
    finally:
        session_db.drop_collection("made_by_flight")


def test_actions(client, session_db):
    def act(action, **body):
        (result,) = client.do_action(flight.Action(action, json.dumps(body).encode()))
        return json.loads(result.body.to_pybytes())

    assert {action.type for action in client.list_actions()} == {
        "flush",
        "merge",
        "create_collection",
        "drop_collection",
    }
    made = act("create_collection", collection="acted", schema="n int64")
    assert made == {"collection": "acted", "schema": "n int64"}
    session_db.collection("acted").put([{"key": 1, "n": 2}])
    assert act("flush", collection="acted") == {"collection": "acted"}
    assert act("merge", collection="acted") == {"collection": "acted"}
    assert session_db.collection("acted").count() == 1
    act("drop_collection", collection="acted")
    assert "acted" not in session_db.list_collections()


def test_cancelled_read_ends_the_scan(tmp_path, monkeypatch):
    """One scan may be open, so the next one shows that the one before has ended."""
    monkeypatch.setenv("OMENDB_SERVER_SCANS", "1")
    with (
        ServerProcess(tmp_path / "db") as process,
        omen_client.connect(process.address) as db,
        flight.connect(f"grpc://{process.address}") as client,
    ):
        wide = db.create_collection("wide", "payload binary")
        payload = [bytes(1 << 20)] * 30
        for start in range(0, 120, 30):
            wide.put(pa.table({"key": range(start, start + 30), "payload": payload}))
        for _ in range(3):
            reader = client.do_get(ticket(collection="wide"))
            assert reader.read_chunk().data.num_rows > 0
            with pytest.raises(pa.ArrowInvalid, match="1 scans are open already"):
                client.do_get(ticket(collection="wide", limit=1)).read_all()
            reader.cancel()
            with pytest.raises(flight.FlightCancelledError):
                while True:
                    reader.read_chunk()
            assert rows_once_free(client, ticket(collection="wide", limit=1)) == 1


def rows_once_free(client, wanted, patience=30):
    deadline = time.monotonic() + patience
    while True:
        try:
            return client.do_get(wanted).read_all().num_rows
        except pa.ArrowInvalid as refused:
            if "scans are open already" not in str(refused) or time.monotonic() > deadline:
                raise


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"collection": "absent"}, "No collection named 'absent'"),
        ({}, "collection is required"),
        ({"collection": "../x"}, "does not match"),
        ({"collection": "cities", "limit": -1}, "limit is -1"),
        ({"collection": "cities", "sequence": 1}, "no field 'sequence'"),
        ({"collection": "cities", "where": "population >"}, "(?i)position|expected"),
        ({"collection": "cities", "columns": ["x"]}, "No column named 'x'"),
    ],
)
def test_errors_say_what_is_wrong(client, session_db, query, message):
    if "cities" not in session_db.list_collections():
        session_db.create_collection("cities", "population int64")
    for call in (
        lambda: client.do_get(ticket(**query)).read_all(),
        lambda: client.get_flight_info(command(**query)),
    ):
        with pytest.raises((pa.ArrowInvalid, pa.ArrowKeyError), match=message) as raised:
            call()
        assert "Traceback" not in str(raised.value)
        assert "at io.omendb" not in str(raised.value)


def test_refused_batch_is_not_written(client, create):
    collection = create("name utf8 not null")
    table = pa.table({"key": [1, 2, 3], "name": ["a", None, "c"]})
    writer, _ = client.do_put(path(collection), table.schema)
    with pytest.raises(pa.ArrowInvalid, match="'name' is not null"):
        writer.write_table(table, max_chunksize=1)
        writer.close()
    assert collection.scan().to_table()["key"].to_pylist() == [1]


def test_batch_beyond_the_limit_of_a_message_is_refused(client, create):
    collection = create("payload binary")
    table = pa.table({"key": range(70), "payload": [bytes(1 << 20)] * 70})
    writer, _ = client.do_put(path(collection), table.schema)
    with pytest.raises(pa.ArrowException, match=r"(?i)exhausted|exceeds"):
        writer.write_table(table)
        writer.close()
    assert collection.count() == 0
    assert [each["rows"] for each in write(client, path(collection), table, 35)] == [35, 35]


def test_there_is_no_handshake(client):
    with pytest.raises(pa.ArrowNotImplementedError, match="authorization: Bearer"):
        client.authenticate_basic_token("user", "password")


def test_headers_are_passed(client, collection):
    """A token travels in a header, which a server without tokens does not mind."""
    options = flight.FlightCallOptions(headers=[(b"authorization", b"Bearer of-nothing")])
    assert client.get_flight_info(path(collection), options).schema == collection.schema
