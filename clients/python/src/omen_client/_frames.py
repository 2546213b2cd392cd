"""Tables of any library, as Arrow data of exactly a collection's schema."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from omen_client import _rows


def to_table(rows: object) -> pa.Table | None:
    """Returns a table of pyarrow, pandas, polars or another Arrow library; `None` if it is none.

    A pandas index is left out, except one named ``key`` where no column has that name.
    """
    if isinstance(rows, pa.Table):
        return rows
    if isinstance(rows, pa.RecordBatch):
        return pa.Table.from_batches([rows])
    if isinstance(rows, pa.RecordBatchReader):
        return rows.read_all()
    library = type(rows).__module__.partition(".")[0]
    if library == "pandas" and hasattr(rows, "columns"):
        frame: Any = rows
        if "key" not in frame.columns and frame.index.name == "key":
            frame = frame.reset_index()
        return pa.Table.from_pandas(frame, preserve_index=False)
    if library == "polars" and hasattr(rows, "to_arrow") and hasattr(rows, "columns"):
        return rows.to_arrow()
    if hasattr(rows, "__arrow_c_stream__"):
        return pa.RecordBatchReader.from_stream(rows).read_all()
    return None


def conform(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """Returns a table with the columns, types and order of a schema.

    Columns that the schema lets be null may be missing. Integers of any width, strings of any
    layout and lists as vectors are taken where every value fits; an integer column is never made
    from floats, nor a timestamp from one without a time zone.

    Raises
    ------
    TypeError
        If a column is of a kind that the schema's column does not take.
    ValueError
        If a column is unknown, repeated or missing, or a value does not fit.
    """
    names = table.column_names
    unknown = [name for name in names if name not in schema.names]
    if unknown:
        raise ValueError(f"no column {unknown[0]!r}; there are {', '.join(schema.names)}")
    repeated = [name for name in names if names.count(name) > 1]
    if repeated:
        raise ValueError(f"column {repeated[0]!r} is there {names.count(repeated[0])} times")
    columns = []
    for field in schema:
        required = not field.nullable or field.name == "key"
        if field.name not in names:
            if required:
                raise ValueError(f"column {field.name!r} is required")
            columns.append(pa.chunked_array([pa.nulls(len(table), field.type)]))
            continue
        column = _conform_column(field, table[field.name])
        if required and column.null_count:
            at = pc.index(column.is_null(), True).as_py()
            raise ValueError(f"row {at}: column {field.name!r} is required, not null")
        columns.append(column)
    return pa.Table.from_arrays(columns, schema=schema)


def _conform_column(field: pa.Field, column: pa.ChunkedArray) -> pa.ChunkedArray:
    what = f"column {field.name!r}"
    if isinstance(column.type, pa.BaseExtensionType):
        column = column.cast(column.type.storage_type)
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_null(column.type):
        return pa.chunked_array([pa.nulls(len(column), field.type)])
    if not _takes(field.type, column.type):
        raise TypeError(f"{what} is {field.type}, not {column.type}{_remedy(field, column)}")
    try:
        if pa.types.is_fixed_size_list(field.type):
            chunks = [_to_vectors(what, field.type, chunk) for chunk in column.chunks]
            return pa.chunked_array(chunks, type=field.type)
        converted = column.cast(field.type)
    except pa.ArrowInvalid as error:
        raise ValueError(f"{what} is {field.type}: {error}") from None
    if pa.types.is_float32(field.type) and not pa.types.is_float32(column.type):
        # Arrow makes infinities of what is beyond float32.
        overflow = pc.and_(pc.is_inf(converted), pc.invert(pc.is_inf(column)))
        if pc.any(overflow).as_py():
            at = pc.index(overflow, True).as_py()
            raise ValueError(f"row {at}: {what} is float32 and cannot hold {column[at]}")
    return converted


def _takes(target: pa.DataType, source: pa.DataType) -> bool:
    """Returns whether a column takes data of a type, provided that the values fit."""
    types = pa.types
    if types.is_boolean(target):
        return bool(types.is_boolean(source))
    if types.is_integer(target):
        return bool(types.is_integer(source))
    if types.is_floating(target):
        return bool(types.is_floating(source) or types.is_integer(source))
    if types.is_timestamp(target):
        return bool(types.is_timestamp(source) and source.tz is not None)
    if types.is_string(target):
        return bool(_is_text(source))
    if types.is_binary(target):
        return bool(
            types.is_binary(source)
            or types.is_large_binary(source)
            or types.is_binary_view(source)
            or types.is_fixed_size_binary(source)
        )
    if types.is_fixed_size_list(target):
        return bool(_is_list(source) and _takes(target.value_type, source.value_type))
    return bool(target == source)


def _is_text(source: pa.DataType) -> bool:
    types = pa.types
    return bool(
        types.is_string(source) or types.is_large_string(source) or types.is_string_view(source)
    )


def _is_list(source: pa.DataType) -> bool:
    types = pa.types
    return bool(
        types.is_list(source) or types.is_large_list(source) or types.is_fixed_size_list(source)
    )


def _remedy(field: pa.Field, column: pa.ChunkedArray) -> str:
    types = pa.types
    if types.is_integer(field.type) and types.is_floating(column.type):
        return " (large integers are not exact in floats; in pandas use astype('Int64') early)"
    if types.is_timestamp(field.type) and types.is_timestamp(column.type):
        return " (say which time zone, as in pandas' dt.tz_localize('UTC'))"
    return ""


def _to_vectors(what: str, type_: pa.DataType, lists: pa.Array) -> pa.FixedSizeListArray:
    """Returns lists of numbers as vectors, all of the right length and finite."""
    dimension = type_.list_size
    nulls = lists.is_null().to_numpy(zero_copy_only=False)
    present = lists.drop_null()
    lengths = pc.unique(pc.list_value_length(present)).to_pylist()
    wrong = [length for length in lengths if length != dimension]
    if wrong:
        raise ValueError(f"{what} must have {dimension} elements, not {wrong[0]}")
    elements = present.flatten()
    if elements.null_count:
        raise ValueError(f"{what}: an element of a vector is null")
    matrix = np.zeros((len(lists), dimension), dtype=np.float32)
    matrix[~nulls] = elements.cast(pa.float32()).to_numpy().reshape(-1, dimension)
    finite = np.isfinite(matrix).all(axis=1)
    if not finite.all():
        at = int(np.argmin(finite))
        raise ValueError(f"{what}: an element of {lists[at]} is not finite in float32")
    return _rows.to_vector_array(matrix, nulls, type_)


def to_pandas(table: pa.Table) -> Any:
    """Returns a pandas data frame in which integers stay integers.

    pandas makes floats of an integer column with nulls; here columns that may be null become its
    nullable types (``Int64``, ``Int32``, ``boolean``), whether or not a null is there.
    """
    import pandas as pd

    nullable = {pa.int64(): pd.Int64Dtype(), pa.int32(): pd.Int32Dtype(), pa.bool_(): "boolean"}
    frame = table.to_pandas(types_mapper={**nullable, pa.bool_(): pd.BooleanDtype()}.get)
    plain = {
        field.name: field.type.to_pandas_dtype()
        for field in table.schema
        if field.type in nullable and (not field.nullable or field.name == "key")
    }
    return frame.astype(plain) if plain else frame
