"""Vector columns as matrices."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa


def to_numpy(column: pa.Array | pa.ChunkedArray) -> np.ndarray[Any, Any]:
    """Returns a vector column as one matrix.

    Parameters
    ----------
    column : pyarrow.Array or pyarrow.ChunkedArray
        Of a table that `Collection.get_many` or a scan returned; without nulls.

    Returns
    -------
    ndarray
        Shape ``(rows, dimension)``, float32. Read-only where it shares the table's memory.

    Raises
    ------
    TypeError
        If it is no vector column.
    ValueError
        If a vector is null.

    Examples
    --------
    >>> omen_client.to_numpy(cities.get_many([42, 43])["position"]).shape
    (2, 3)
    """
    if not pa.types.is_fixed_size_list(column.type):
        raise TypeError(f"not a vector column: {column.type}")
    if column.null_count:
        raise ValueError(f"{column.null_count} vectors are null (filter them out before)")
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):  # What older pyarrow makes of a column of no rows.
        return np.zeros((0, column.type.list_size), dtype=np.float32)
    return np.asarray(array.flatten().to_numpy().reshape(-1, column.type.list_size))
