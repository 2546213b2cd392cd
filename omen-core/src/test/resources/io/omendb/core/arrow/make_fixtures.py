"""Writes the Arrow files beside it with pyarrow and polars: pip install pyarrow polars."""

import datetime as dt
import pathlib

import polars as pl
import pyarrow as pa

HERE = pathlib.Path(__file__).parent
UTC = dt.timezone.utc

schema = pa.schema(
    [
        pa.field("id", pa.uint32()),
        pa.field("name", pa.dictionary(pa.int16(), pa.string())),
        pa.field("position", pa.list_(pa.float64(), 3)),
        pa.field("seen", pa.timestamp("ns", "America/New_York")),
        pa.field("note", pa.string_view()),
        pa.field("tag", pa.large_binary()),
        pa.field("small", pa.int8()),
        pa.field("day", pa.date32(), nullable=False),
    ],
    metadata={"pandas": '{"index_columns": []}'},
)


def batch(rows):
    columns = [pa.array([row[i] for row in rows], field.type) for i, field in enumerate(schema)]
    return pa.record_batch(columns, schema=schema)


seen = dt.datetime(2026, 1, 2, 3, 4, 5, 678901, UTC)
day = dt.date(2026, 1, 2)
first = batch(
    [
        (2**32 - 1, "Genève", [0.5, -1, 2], seen, "a note that is longer than twelve bytes", b"\0\xff", -7, day),
        (2, None, None, None, None, None, None, dt.date(1969, 12, 31)),
    ]
)
second = batch(
    [
        (3, "Zürich", [1, 2, 3], seen, "", b"", 127, day),
        (4, "Genève", [1, 2, 3], seen, "short", b"", -128, day),
    ]
)
with pa.ipc.new_stream(HERE / "pyarrow.arrows", schema) as writer:
    writer.write_batch(first)
    writer.write_batch(second)

pl.DataFrame(
    {
        "id": [1, 255],
        "name": ["a name that is longer than twelve bytes", "x"],
        "v": [[1.0, 2.0], [3.0, 4.0]],
        "t": [dt.datetime(2026, 1, 2, 3, 4, 5, 6), None],
    },
    schema={"id": pl.UInt8, "name": pl.String, "v": pl.Array(pl.Float32, 2), "t": pl.Datetime("us")},
).write_ipc(HERE / "polars.arrow")
