"""Tables of pyarrow, pandas and polars in, and what is refused of them."""

from datetime import datetime, timezone

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import omen_client

EXACT = 2**53 + 1
NOON = datetime(2026, 5, 1, 12, tzinfo=timezone.utc)

EXPECTED = [
    {
        "key": EXACT,
        "b": True,
        "i32": 1,
        "i64": -EXACT,
        "f32": 0.5,
        "f64": 0.1,
        "t": NOON,
        "s": "ü",
        "bin": b"\0x",
        "v": [1.0, 2.0],
    },
    {"key": EXACT + 1, **dict.fromkeys(["b", "i32", "i64", "f32", "f64", "t", "s", "bin", "v"])},
]


def check(collection):
    assert collection.scan().to_table().to_pylist() == EXPECTED


def test_pyarrow_table(typed):
    typed.put(pa.Table.from_pylist(EXPECTED, schema=typed.schema))
    check(typed)


def test_pyarrow_record_batch(typed):
    typed.put(pa.RecordBatch.from_pylist(EXPECTED, schema=typed.schema))
    check(typed)


def test_pyarrow_reader(typed):
    table = pa.Table.from_pylist(EXPECTED, schema=typed.schema)
    typed.put(pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=1)))
    check(typed)


def test_table_of_other_layouts_and_order(typed):
    table = pa.Table.from_pylist(
        EXPECTED,
        schema=pa.schema(
            [
                ("v", pa.large_list(pa.float64())),
                ("s", pa.dictionary(pa.int8(), pa.string())),
                ("bin", pa.large_binary()),
                ("t", pa.timestamp("ns", tz="Asia/Kolkata")),
                ("f64", pa.float64()),
                ("f32", pa.float64()),
                ("i64", pa.int64()),
                ("i32", pa.uint8()),
                ("b", pa.bool_()),
                ("key", pa.uint64()),
            ]
        ),
    )
    typed.put(table)
    check(typed)


def test_chunked_and_sliced_table(typed):
    table = pa.Table.from_pylist([EXPECTED[1], *EXPECTED, EXPECTED[0]], schema=typed.schema)
    typed.put(pa.concat_tables([table.slice(1, 1), table.slice(2, 1)]))
    check(typed)


def test_polars(typed):
    frame = pl.DataFrame(
        EXPECTED,
        schema={
            "key": pl.Int64,
            "b": pl.Boolean,
            "i32": pl.Int32,
            "i64": pl.Int64,
            "f32": pl.Float32,
            "f64": pl.Float64,
            "t": pl.Datetime("us", "UTC"),
            "s": pl.String,
            "bin": pl.Binary,
            "v": pl.List(pl.Float32),
        },
    )
    typed.put(frame)
    check(typed)
    typed.delete([row["key"] for row in EXPECTED])
    typed.put(frame.with_columns(pl.col("v").list.to_array(2)))
    check(typed)


def test_pandas(typed):
    frame = pd.DataFrame(EXPECTED).astype({"i32": "Int32", "i64": object, "b": "boolean"})
    frame["i64"] = pd.array([-EXACT, None], dtype="Int64")
    typed.put(frame)
    check(typed)


def test_pandas_round_trip(typed):
    typed.put(EXPECTED)
    frame = typed.scan().to_pandas()
    typed.delete(frame["key"])
    assert typed.count() == 0
    typed.put(frame)
    check(typed)


def test_pandas_index_named_key(typed):
    typed.put(pd.DataFrame({"i64": [1, 2]}, index=pd.Index([10, 20], name="key")))
    assert typed.scan(columns=["i64"]).to_table().to_pylist() == [
        {"key": 10, "i64": 1},
        {"key": 20, "i64": 2},
    ]


def test_anything_that_exports_an_arrow_stream(typed):
    class Exporter:
        def __arrow_c_stream__(self, requested_schema=None):
            table = pa.Table.from_pylist(EXPECTED, schema=typed.schema)
            return table.__arrow_c_stream__(requested_schema)

    typed.put(Exporter())
    check(typed)


@pytest.mark.parametrize(
    ("columns", "error", "text"),
    [
        ({"i64": [1]}, ValueError, "column 'key' is required"),
        ({"key": [None]}, ValueError, "column 'key' is required, not null"),
        ({"key": [1.0]}, TypeError, "column 'key' is int64, not double"),
        ({"key": pa.array([2**63], pa.uint64())}, ValueError, "column 'key' is int64"),
        ({"key": [1], "nom": [1]}, ValueError, "no column 'nom'"),
        ({"key": [1], "i64": [1.0]}, TypeError, "astype('Int64')"),
        ({"key": [1], "i32": [2**31]}, ValueError, "column 'i32' is int32"),
        ({"key": [1], "f64": [2**53 + 1]}, ValueError, "column 'f64' is double"),
        ({"key": [1], "f32": [1e39]}, ValueError, "row 0: column 'f32'"),
        ({"key": [1], "b": [1]}, TypeError, "column 'b' is bool"),
        ({"key": [1], "s": [1]}, TypeError, "column 's' is string"),
        ({"key": [1], "bin": ["x"]}, TypeError, "column 'bin' is binary"),
        ({"key": [1], "t": [datetime(2026, 1, 1)]}, TypeError, "time zone"),
        ({"key": [1], "t": pa.array([1], pa.timestamp("ns", "UTC"))}, ValueError, "column 't'"),
        ({"key": [1], "v": [[1.0]]}, ValueError, "column 'v' must have 2 elements, not 1"),
        ({"key": [1], "v": [[1.0, None]]}, ValueError, "an element of a vector is null"),
        ({"key": [1], "v": [[1.0, float("nan")]]}, ValueError, "not finite"),
        ({"key": [1], "v": [[1.0, 1e39]]}, ValueError, "not finite"),
        ({"key": [1], "v": [["1", "2"]]}, TypeError, "column 'v'"),
    ],
)
def test_bad_table_is_refused_and_nothing_written(typed, columns, error, text):
    with pytest.raises(error) as caught:
        typed.put(pa.table(columns))
    assert text in str(caught.value)
    assert typed.count() == 0


def test_repeated_column(typed):
    table = pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["key", "key"])
    with pytest.raises(ValueError, match="column 'key' is there 2 times"):
        typed.put(table)


def test_pandas_floats_never_become_integers(typed):
    frame = pd.DataFrame({"key": [1, 2], "i64": [1, None]})  # pandas makes i64 a float column.
    with pytest.raises(TypeError, match="large integers are not exact in floats"):
        typed.put(frame)


def test_vectors_to_numpy(typed):
    matrix = np.arange(20, dtype=np.float32).reshape(10, 2)
    typed.put([{"key": key, "v": row} for key, row in enumerate(matrix)])
    table = typed.scan(columns=["v"]).to_table()
    np.testing.assert_array_equal(omen_client.to_numpy(table["v"]), matrix)
    np.testing.assert_array_equal(omen_client.to_numpy(table["v"].slice(3, 4)), matrix[3:7])
    assert omen_client.to_numpy(typed.get_many([])["v"]).shape == (0, 2)
    typed.put([{"key": 3}])
    with pytest.raises(ValueError, match="1 vectors are null"):
        omen_client.to_numpy(typed.scan(columns=["v"]).to_table()["v"])
    with pytest.raises(TypeError, match="not a vector column"):
        omen_client.to_numpy(table["key"])
