"""Rows as dicts: to Arrow for bulk, to messages for batches, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    columns: dict[str, list[Any]] = {field.name: [] for field in schema}
    appends = [(field, columns[field.name].append) for field in schema]
    for index, row in enumerate(rows, start):
        try:
            _check_row(row, schema, columns, appends)
        except (TypeError, ValueError) as error:
            raise type(error)(f"row {index}: {error}") from None
    return pa.RecordBatch.from_arrays(
        [_to_array(columns[field.name], field.type) for field in schema], schema=schema
    )


def to_message(row: Mapping[str, Any], schema: pa.Schema) -> row_pb2.Row:
    """Returns one row as a message. Errors as `to_record_batch`."""
    columns: dict[str, list[Any]] = {field.name: [] for field in schema}
    _check_row(row, schema, columns, [(field, columns[field.name].append) for field in schema])
    message = row_pb2.Row(key=columns.pop("key")[0])
    for name, (value,) in columns.items():
        if value is not None:
            message.values[name].CopyFrom(_values.to_message(schema.field(name).type, value))
    return message


def from_message(message: row_pb2.Row, columns: Sequence[str]) -> Row:
    """Returns a row as a dict with ``"key"`` and exactly these columns, in this order."""
    row: Row = {"key": message.key}
    for name in columns:
        value = message.values.get(name)
        row[name] = None if value is None else _values.from_message(f"column {name!r}", value)
    return row


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


def _check_row(
    row: Mapping[str, Any],
    schema: pa.Schema,
    columns: Mapping[str, list[Any]],
    appends: Sequence[tuple[pa.Field, Callable[[Any], None]]],
) -> None:
    if not isinstance(row, Mapping):
        raise TypeError(f"a row is a dict, not {type(row).__name__}")
    unknown = [name for name in row if name not in columns]
    if unknown:
        raise ValueError(f"no column {unknown[0]!r}; there are {', '.join(columns)}")
    for field, append in appends:
        value = row.get(field.name)
        if value is not None:
            append(_values.check(_what(field), field.type, value))
        elif field.nullable and field.name != "key":
            append(None)
        else:
            raise ValueError(f"{_what(field)} is required")


def _what(field: pa.Field) -> str:
    return "key" if field.name == "key" else f"column {field.name!r}"


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
