"""Rows as dicts: to Arrow for bulk, to messages for batches, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

import numpy as np
import pyarrow as pa

from omen_client import _values
from omen_client._generated.omendb.v1 import row_pb2

Row = dict[str, Any]
"""A row as a dict: ``"key"`` and the columns by name, `None` for null."""


def to_record_batch(
    rows: Sequence[Mapping[str, Any]], schema: pa.Schema, start: int = 0
) -> pa.RecordBatch:
    """Returns rows as a record batch of exactly this schema.

    In errors they are counted from `start`.

    Raises
    ------
    TypeError, ValueError
        For the first value that its column does not take; names row and column.
    """
    columns = [_Column(field) for field in schema]
    names = set(schema.names)
    for index, row in enumerate(rows, start):
        try:
            _add(row, columns, names)
        except (TypeError, ValueError) as error:
            raise type(error)(f"row {index}: {error}") from None
    return pa.RecordBatch.from_arrays(
        [_to_array(column.values, column.type) for column in columns], schema=schema
    )


def to_message(row: Mapping[str, Any], schema: pa.Schema) -> row_pb2.Row:
    """Returns one row as a message. Errors as `to_record_batch`."""
    columns = [_Column(field) for field in schema]
    _add(row, columns, set(schema.names))
    message = row_pb2.Row(key=columns[0].values[0])
    for column in columns[1:]:
        if column.values[0] is not None:
            value = _values.to_message(column.type, column.values[0])
            message.values[column.name].CopyFrom(value)
    return message


def from_message(message: row_pb2.Row, columns: Sequence[str]) -> Row:
    """Returns a row as a dict with ``"key"`` and exactly these columns, in this order."""
    row: Row = {"key": message.key}
    for name in columns:
        value = message.values.get(name)
        row[name] = None if value is None else _values.from_message(f"column {name!r}", value)
    return row


ColumnReader = tuple[str, Callable[[pa.Array, int], Any]]
"""A column's name, and what reads the value in a row of it."""


def column_readers(schema: pa.Schema) -> list[ColumnReader]:
    """Returns what `from_batch` needs to read rows of a schema."""
    return [(field.name, _values.reader_of(field.name, field.type)) for field in schema]


def from_batch(batch: pa.RecordBatch, index: int, readers: Sequence[ColumnReader]) -> Row:
    """Returns a row of a batch as a dict of its columns, as `from_message` does of a message."""
    return {name: read(batch.column(at), index) for at, (name, read) in enumerate(readers)}


def to_vector_array(
    matrix: np.ndarray[Any, Any], nulls: np.ndarray[Any, Any], type_: pa.DataType
) -> pa.FixedSizeListArray:
    """Returns vectors as Arrow data.

    Parameters
    ----------
    matrix : ndarray
        Shape ``(rows, dimension)``, float32, contiguous.
    nulls : ndarray
        Shape ``(rows,)``, bool: which rows are null whatever the matrix holds there.
    type_ : pa.DataType
        Fixed-size list of float32.
    """
    values = pa.array(matrix.reshape(-1), type=type_.value_type)
    mask = pa.array(nulls) if nulls.any() else None
    return pa.FixedSizeListArray.from_arrays(values, type=type_, mask=mask)


class _Column:
    """The checked values of a column, and all that is needed to check the next."""

    def __init__(self, field: pa.Field) -> None:
        self.name: str = field.name
        self.type: pa.DataType = field.type
        self.what = "key" if field.name == "key" else f"column {field.name!r}"
        self.required = field.name == "key" or not field.nullable
        self.check = _values.check_of(field.type)
        self.values: list[Any] = []


def _add(row: Mapping[str, Any], columns: Sequence[_Column], names: Set[str]) -> None:
    if not isinstance(row, Mapping):
        raise TypeError(f"a row is a dict, not {type(row).__name__}")
    if not row.keys() <= names:
        unknown = next(name for name in row if name not in names)
        known = ", ".join(column.name for column in columns)
        raise ValueError(f"no column {unknown!r}; there are {known}")
    for column in columns:
        value = row.get(column.name)
        if value is not None:
            value = column.check(column.what, value)
        elif column.required:
            raise ValueError(f"{column.what} is required")
        column.values.append(value)


def _to_array(values: list[Any], type_: pa.DataType) -> pa.Array:
    if not pa.types.is_fixed_size_list(type_):
        return pa.array(values, type=type_)
    matrix = np.zeros((len(values), type_.list_size), dtype=np.float32)
    nulls = np.zeros(len(values), dtype=bool)
    for index, value in enumerate(values):
        if value is None:
            nulls[index] = True
        else:
            matrix[index] = value
    return to_vector_array(matrix, nulls, type_)
