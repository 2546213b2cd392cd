"""Gets that travel together: who gets what, and what happens where the stream fails."""

import random
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone

import grpc
import numpy as np
import pyarrow as pa
import pytest

import omen_client
from blocking import connect_blocking
from omen_client import OmenError
from omen_client._generated.omendb.v1 import (
    collection_service_pb2,
    data_service_pb2,
    row_pb2,
)
from omen_client._gets import MAX_KEYS, Gathering, Get
from omen_client._streams import StreamCache
from scripted_server import ScriptedServer

SEED = 7
SCHEMA = pa.schema([pa.field("key", pa.int64(), nullable=False), ("square", pa.int64())])
CONNECTS = pytest.mark.parametrize(
    "connect", [omen_client.connect, connect_blocking], ids=["sync", "async"]
)


def rows_of(keys):
    """What a server answers that holds the squares of all even keys, in batches of 64 rows."""
    even = [key for key in keys if key % 2 == 0]
    batches = [even[at : at + 64] for at in range(0, len(even), 64)]
    return b"".join(
        pa.record_batch([batch, [key * key for key in batch]], schema=SCHEMA)
        .serialize()
        .to_pybytes()
        for batch in batches
    ), len(even)


def answers(requests, before=lambda number: None):
    """The answers of StreamGet to requests; `before` is called with the number of each."""
    for number, request in enumerate(requests):
        before(number)
        assert (request.collection == "") == (number > 0)
        pieces, rows = rows_of(request.keys)
        schema = SCHEMA.serialize().to_pybytes() if number == 0 else b""
        yield data_service_pb2.StreamGetResponse(arrow_ipc=schema + pieces, rows=rows)


def get_collection(request, context):
    return collection_service_pb2.GetCollectionResponse(
        collection=collection_service_pb2.Collection(name=request.collection, schema="square int64")
    )


def get_row(request, context):
    row = row_pb2.Row(key=request.key, values={"square": row_pb2.Value(int64_value=-1)})
    return data_service_pb2.GetResponse(row=row)


def scripted(**methods):
    return ScriptedServer({"GetCollection": get_collection, **methods})


def test_every_get_gets_its_rows_whatever_travels_together():
    random_numbers = random.Random(SEED)
    for _ in range(50):
        gathering = Gathering("numbers", [])
        woken = []
        gets = [
            Get(random_numbers.choices(range(40), k=random_numbers.choice([1, 1, 1, 3, 200])), None)
            for _ in range(random_numbers.randrange(1, 40))
        ]
        number = 0
        for get in gets:
            gathering.add(get)
        while requests := list(gathering.requests()):
            for request in requests:
                assert len(request.keys) <= MAX_KEYS
                schema = SCHEMA.serialize().to_pybytes() if number == 0 else b""
                number += 1
                pieces, rows = rows_of(request.keys)
                woken += gathering.answer(
                    data_service_pb2.StreamGetResponse(arrow_ipc=schema + pieces, rows=rows)
                )
        assert woken == gets, f"seed {SEED}"
        for get in gets:
            expected = [key for key in get.keys if key % 2 == 0]
            table = get.found.table()
            assert table["key"].to_pylist() == expected
            assert table["square"].to_pylist() == [key * key for key in expected]
            first = {"key": expected[0], "square": expected[0] ** 2} if expected else None
            assert get.found.row() == first


def test_few_requests_are_under_way_and_abandoned_gets_are_not_sent():
    gathering = Gathering("numbers", ["square"])
    gets = [Get([key], None) for key in range(5)]
    sent = []
    for get in gets[:3]:
        gathering.add(get)
        sent += gathering.requests()
    assert [list(request.keys) for request in sent] == [[0], [1]]
    assert (sent[0].collection, list(sent[0].columns)) == ("numbers", ["square"])
    assert (sent[1].collection, list(sent[1].columns)) == ("", [])
    for get in gets[3:]:
        gathering.add(get)
    gets[3].abandoned = True
    schema = SCHEMA.serialize().to_pybytes()
    gathering.answer(data_service_pb2.StreamGetResponse(arrow_ipc=schema, rows=0))
    assert [list(request.keys) for request in gathering.requests()] == [[2, 4]]
    assert gathering.fail() == [gets[1], gets[2], gets[4]]


def test_the_stream_not_used_for_longest_is_closed():
    closed = []

    class Stream:
        def __init__(self, name):
            self.name = name

        def close(self):
            closed.append(self.name)

    cache = StreamCache(lambda collection, columns: Stream(collection))
    first = cache.get("0", ())
    for name in range(1, 8):
        cache.get(str(name), ())
    assert cache.get("0", ()) is first
    cache.get("8", ())
    assert closed == ["1"]
    cache.close()
    assert sorted(closed) == list("012345678")


@CONNECTS
def test_gets_of_many_threads_share_requests(connect):
    threads = 40
    requests = []
    release = threading.Event()

    def stream_get(iterator, context):
        def before(number):
            requests.append(number)
            release.wait(10)

        yield from answers(iterator, before)

    with scripted(StreamGet=stream_get) as server, connect(server.address) as db:
        numbers = db.collection("numbers")
        with ThreadPoolExecutor(threads) as pool:
            futures = [pool.submit(numbers.get, key) for key in range(threads)]
            time.sleep(0.5)  # All wait by now; were one late it would only share less.
            release.set()
            found = [future.result(10) for future in futures]
    assert found == [
        {"key": key, "square": key * key} if key % 2 == 0 else None for key in range(threads)
    ]
    assert len(requests) < threads / 2


@CONNECTS
def test_a_get_that_takes_too_long_fails_alone(connect):
    slow = threading.Event()

    def stream_get(iterator, context):
        yield from answers(iterator, lambda number: number == 1 and slow.wait(10))

    with scripted(StreamGet=stream_get) as server, connect(server.address, timeout=0.4) as db:
        numbers = db.collection("numbers")
        assert numbers.get(2)["square"] == 4
        start = time.monotonic()
        with pytest.raises(OmenError) as caught:
            numbers.get(4)
        assert caught.value.code == "DEADLINE_EXCEEDED"
        assert time.monotonic() - start < 5
        slow.set()
        assert numbers.get(6)["square"] == 36
        assert numbers.get_many([8, 9, 10])["square"].to_pylist() == [64, 100]


@CONNECTS
@pytest.mark.parametrize("how", ["refused", "ended", "nonsense"])
def test_gets_without_their_stream_are_calls_of_their_own(connect, how):
    def stream_get(iterator, context):
        next(iterator)
        if how == "refused":
            context.abort(grpc.StatusCode.ABORTED, "made again with another schema")
        if how == "nonsense":
            yield data_service_pb2.StreamGetResponse(arrow_ipc=b"nonsense", rows=1)

    with (
        scripted(StreamGet=stream_get, Get=get_row) as server,
        connect(server.address) as db,
    ):
        numbers = db.collection("numbers")
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(numbers.get, range(8)))
        assert found == [{"key": key, "square": -1} for key in range(8)]
        with pytest.raises(OmenError) as caught:  # BatchGet is not there.
            numbers.get_many([1])
        assert caught.value.code == "UNIMPLEMENTED"


@CONNECTS
def test_reads_and_writes_are_tried_again_a_write_with_its_id(connect):
    counts = []
    puts = []

    def fail(calls, context):
        if len(calls) < 3:
            context.abort(grpc.StatusCode.UNAVAILABLE, "starting")

    def count(request, context):
        counts.append(request)
        fail(counts, context)
        return data_service_pb2.CountResponse(count=5)

    def put(request, context):
        puts.append(request)
        fail(puts, context)
        return data_service_pb2.PutResponse(seq=7)

    with scripted(Count=count, Put=put) as server, connect(server.address) as db:
        numbers = db.collection("numbers")
        assert numbers.count() == 5
        assert numbers.put([{"key": 1}]) == 7
    assert len(counts) == 3
    assert len(puts) == 3
    assert len({uuid.UUID(request.request_id) for request in puts}) == 1


@CONNECTS
def test_another_stream_begins_where_one_has_ended(connect):
    calls = []

    def stream_get(requests, context):
        calls.append(1)
        if len(calls) == 1:
            next(requests)
            context.abort(grpc.StatusCode.UNAVAILABLE, "shutting down")
        yield from answers(requests)

    with (
        scripted(StreamGet=stream_get, Get=get_row) as server,
        connect(server.address) as db,
    ):
        numbers = db.collection("numbers")
        assert numbers.get(2)["square"] == -1
        assert [numbers.get(key)["square"] for key in (2, 4, 6)] == [4, 16, 36]
    assert len(calls) == 2


def test_collection_made_again_with_other_columns(db, create):
    old = create("n int64")
    old.put([{"key": 1, "n": 1}])
    assert old.get(1) == {"key": 1, "n": 1}
    db.drop_collection(old.name)
    with pytest.raises(OmenError) as caught:
        old.get(1)
    assert caught.value.code == "NOT_FOUND"
    new = db.create_collection(old.name, "text utf8")
    new.put([{"key": 1, "text": "new"}])
    assert new.get(1) == {"key": 1, "text": "new"}
    assert new.get_many([1])["text"].to_pylist() == ["new"]


def test_a_row_is_the_same_whichever_way_it_is_read(typed):
    moment = datetime(1969, 7, 20, 20, 17, 40, 123456, tzinfo=timezone.utc)
    full = {
        "key": 1,
        "b": True,
        "i32": -5,
        "i64": 2**62 + 1,
        "f32": 0.1,
        "f64": 0.1,
        "t": moment,
        "s": "Zürich",
        "bin": b"\x00\xff",
        "v": [1.5, -0.25],
    }
    typed.put([full, {"key": 2}])
    with typed.view() as view:
        for key in (1, 2):
            together, alone = typed.get(key), view.get(key)
            vectors = [together.pop("v"), alone.pop("v")]
            assert together == alone
            assert [type(value) for value in together.values()] == [
                type(value) for value in alone.values()
            ]
            if key == 1:
                assert np.array_equal(*vectors)
                assert all(each.dtype == np.float32 and each.flags.writeable for each in vectors)
                assert together["t"] == moment
            else:
                assert vectors == [None, None]
    assert typed.get(1, columns=["s"]) == {"key": 1, "s": "Zürich"}
    assert typed.get_many([2, 1, 3]).schema.equals(view_schema(typed), check_metadata=True)


def view_schema(collection):
    """The server's own word on the schema, which the client reads from the schema's text."""
    with collection.scan(limit=0) as scan:
        assert scan.schema.equals(collection.schema, check_metadata=True)
        return scan.schema


def test_many_rows_under_many_threads(create):
    rows = create("square int64, text utf8")
    rows.put([{"key": key, "square": key * key, "text": str(key)} for key in range(0, 2000, 2)])

    def work(seed):
        random_numbers = random.Random(seed)
        for _ in range(60):
            key = random_numbers.randrange(2000)
            expected = {"key": key, "square": key * key, "text": str(key)}
            assert rows.get(key) == (None if key % 2 else expected)
            keys = random_numbers.choices(range(2000), k=random_numbers.choice([2, 100, 1500]))
            table = rows.get_many(keys, columns=["text"])
            assert table["text"].to_pylist() == [str(key) for key in keys if key % 2 == 0]

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(work, range(16)))
