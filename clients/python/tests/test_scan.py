"""Scans: ranges, order, projection, early end."""

import gc
import time

import numpy as np
import pyarrow as pa
import pytest

from omen_client import OmenError

INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1


@pytest.fixture
def numbers(create):
    collection = create("square int64, text utf8")
    collection.put(
        pa.table(
            {
                "key": range(-50, 50),
                "square": [key * key for key in range(-50, 50)],
                "text": [None if key % 3 == 0 else str(key) for key in range(-50, 50)],
            }
        )
    )
    return collection


@pytest.fixture(scope="module")
def large(session_db):
    """50,000 rows of 1 kB: far more than the network buffers hold."""
    collection = session_db.create_collection("large", "payload binary")
    keys = np.arange(5_000)
    payload = pa.array([bytes(1_000)] * len(keys))
    for start in range(0, 50_000, len(keys)):
        collection.put(pa.table({"key": keys + start, "payload": payload}))
    yield collection
    session_db.drop_collection("large")


def keys(scan):
    return scan.to_table()["key"].to_pylist()


def test_all_in_key_order(numbers):
    table = numbers.scan().to_table()
    assert table.schema == numbers.schema
    assert table["key"].to_pylist() == list(range(-50, 50))
    assert table["square"].to_pylist() == [key * key for key in range(-50, 50)]
    assert table["text"].null_count == 33


def test_range_is_half_open(numbers):
    assert keys(numbers.scan(10, 13)) == [10, 11, 12]
    assert keys(numbers.scan(from_key=48)) == [48, 49]
    assert keys(numbers.scan(to_key=-48)) == [-50, -49]
    assert keys(numbers.scan(5, 5)) == []
    assert keys(numbers.scan(1000, 2000)) == []


def test_reverse_and_limit(numbers):
    assert keys(numbers.scan(limit=2)) == [-50, -49]
    assert keys(numbers.scan(reverse=True, limit=3)) == [49, 48, 47]
    assert keys(numbers.scan(0, 3, reverse=True)) == [2, 1, 0]
    assert keys(numbers.scan(limit=0)) == []
    assert len(keys(numbers.scan(limit=INT64_MAX))) == 100


def test_columns_in_the_order_asked(numbers):
    assert numbers.scan(columns=["text", "square"]).schema.names == ["key", "text", "square"]
    assert numbers.scan(columns=["key", "square"]).to_table().column_names == ["key", "square"]
    for columns in ([], ["key"]):
        table = numbers.scan(0, 3, columns=columns).to_table()
        assert table.to_pylist() == [{"key": 0}, {"key": 1}, {"key": 2}]


def test_key_extremes(numbers):
    numbers.put([{"key": INT64_MIN}, {"key": INT64_MAX}])
    assert keys(numbers.scan(from_key=INT64_MIN, to_key=-50)) == [INT64_MIN]
    assert keys(numbers.scan(from_key=50)) == [INT64_MAX]
    assert keys(numbers.scan(from_key=50, to_key=INT64_MAX)) == []
    assert keys(numbers.scan(reverse=True, limit=1)) == [INT64_MAX]
    assert numbers.count() == 102
    assert numbers.count(keys=(INT64_MIN, INT64_MAX)) == 101


@pytest.mark.parametrize("bounds", [(3, 2), (INT64_MAX, INT64_MIN)])
def test_reversed_range_is_a_value_error(numbers, bounds):
    for call in (
        lambda: numbers.scan(*bounds),
        lambda: numbers.count(keys=bounds),
        lambda: numbers.search([1.0], keys=bounds),
    ):
        with pytest.raises(ValueError, match="must not exceed"):
            call()


@pytest.mark.parametrize("arguments", [{"from_key": 1.0}, {"to_key": 2**63}, {"limit": -1}])
def test_bad_arguments(numbers, arguments):
    with pytest.raises((TypeError, ValueError)):
        numbers.scan(**arguments)


@pytest.mark.parametrize("pair", [5, "ab", (1,), (1, 2, 3)])
def test_keys_must_be_a_pair(numbers, pair):
    with pytest.raises(TypeError, match="pair"):
        numbers.count(keys=pair)


def test_iterates_over_record_batches(large):
    rows = 0
    batches = 0
    for batch in large.scan(columns=["payload"]):
        assert isinstance(batch, pa.RecordBatch)
        assert batch.schema.names == ["key", "payload"]
        assert batch["key"][0].as_py() == rows
        rows += len(batch)
        batches += 1
    assert rows == 50_000
    assert batches > 1


def test_is_read_once(numbers):
    scan = numbers.scan()
    assert len(keys(scan)) == 100
    assert keys(scan) == []


def test_rest_after_the_first_batch(large):
    with large.scan() as scan:
        first = next(scan)
        assert len(first) + len(scan.to_table()) == 50_000


def test_closed_scan_refuses_to_be_read(large):
    with large.scan() as scan:
        next(scan)
    with pytest.raises(ValueError, match="closed"):
        next(scan)
    with pytest.raises(ValueError, match="closed"):
        scan.to_table()
    scan.close()


def test_cancelled_half_way_leaves_server_and_client_well(large):
    for _ in range(20):
        scan = large.scan()
        next(scan)
        scan.close()
    for _ in range(20):
        for _batch in large.scan():
            break
    gc.collect()
    large.put([{"key": 7, "payload": b"still here"}])
    assert large.get(7)["payload"] == b"still here"
    assert large.count() == 50_000


def test_slow_reader_gets_every_row_of_the_state_it_began_with(large):
    with large.scan(columns=["payload"]) as scan:
        rows = len(next(scan))
        large.put([{"key": 90_000}])
        time.sleep(0.5)
        rows += sum(len(batch) for batch in scan)
    assert rows == 50_000
    large.delete([90_000])


def test_to_pandas_keeps_integers_exact(typed):
    exact = 2**53 + 1
    typed.put([{"key": exact, "i64": exact, "b": True, "i32": 1, "v": [1, 2]}, {"key": exact + 1}])
    frame = typed.scan().to_pandas()
    assert str(frame["key"].dtype) == "int64"
    assert str(frame["i64"].dtype) == "Int64"
    assert str(frame["i32"].dtype) == "Int32"
    assert str(frame["b"].dtype) == "boolean"
    assert frame["key"].tolist() == [exact, exact + 1]
    assert frame["i64"][0] == exact
    assert frame["i64"].isna().tolist() == [False, True]
    assert frame["v"][0].dtype == np.float32
    assert frame["v"][0].tolist() == [1.0, 2.0]


def test_error_in_scan_is_raised_by_scan(db, cities):
    db.drop_collection(cities.name)
    with pytest.raises(OmenError) as caught:
        cities.scan()
    assert caught.value.code == "NOT_FOUND"
