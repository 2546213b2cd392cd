"""Python values and column types: what a column takes, exactly, and what it gives back.

`check_of` is the single judge of a value in a dict; Arrow data and protobuf messages are both made
from what it returns, so a row is refused alike whichever way it travels.
"""

from __future__ import annotations

import math
import operator
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import numpy as np
import pyarrow as pa

from omen_client._generated.omendb.v1 import row_pb2

INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MICROSECOND = timedelta(microseconds=1)
_FLOAT64_MAX = int(sys.float_info.max)


def check_int(what: str, value: object, low: int = INT64_MIN, high: int = INT64_MAX) -> int:
    """Returns an integer as an `int`, never by way of a float.

    Raises
    ------
    TypeError
        If it is a bool, a float or no number at all.
    ValueError
        If it is outside ``low..high``.
    """
    if isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{what} must be an integer, not bool")
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        raise TypeError(f"{what} must be an integer, not {_shown(value)}") from None
    if not low <= number <= high:
        raise ValueError(f"{what} must be within {low}..{high}, not {number}")
    return number


def check_number(what: str, value: object, low: float = -math.inf, high: float = math.inf) -> float:
    """Returns a number as a `float`.

    Raises
    ------
    TypeError
        If it is a bool or no number at all.
    ValueError
        If it is NaN or outside ``low..high``.
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(
        value, (int, float, np.integer, np.floating)
    ):
        raise TypeError(f"{what} must be a number, not {type(value).__name__}")
    if not low <= value <= high:
        raise ValueError(f"{what} is {value}, must be in {low}..{high}")
    return float(value)


def check_vector(what: str, value: object, dimension: int | None = None) -> np.ndarray[Any, Any]:
    """Returns a vector as a one-dimensional float32 array.

    Parameters
    ----------
    what : str
        Names the value in errors.
    value : array_like
        Shape ``(dimension,)``, of integers or floats.
    dimension : int, optional
        The length it must have; any but 0 where not given.

    Raises
    ------
    TypeError
        If the elements are no numbers.
    ValueError
        If the shape is wrong or an element is NaN, infinite or beyond float32.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{what} must be one flat vector of numbers") from None
    if array.ndim != 1:
        raise ValueError(f"{what} must have one dimension, not shape {array.shape}")
    if dimension is not None and len(array) != dimension:
        raise ValueError(f"{what} must have {dimension} elements, not {len(array)}")
    if len(array) == 0:
        raise ValueError(f"{what} must not be empty")
    if array.dtype.kind not in "fiu":
        raise TypeError(f"{what} must hold numbers, not {array.dtype}")
    with np.errstate(over="ignore"):
        vector = array.astype(np.float32)
    finite = np.isfinite(vector)
    if not finite.all():
        at = int(np.argmin(finite))
        raise ValueError(f"{what}: element {at} is {array[at]}, must be finite in float32")
    return vector


Check = Callable[[str, object], Any]
"""Returns a value, named by the text in errors, as its column stores it."""


def check_of(type_: pa.DataType) -> Check:
    """Returns what checks the values of a column, None excepted.

    It returns a bool, int, float, datetime in UTC, str, bytes, or a float32 array. It raises
    `TypeError` if a value is of another kind than the column, and `ValueError` if the column cannot
    hold it without loss. (Rounding a float to float32 is no loss.)
    """
    if pa.types.is_fixed_size_list(type_):
        dimension = type_.list_size
        return lambda what, value: check_vector(what, value, dimension)
    check = _CHECKS.get(type_)
    if check is None:
        raise TypeError(f"this client cannot write {type_} (install a newer omen_client)")
    return check


def _check_bool(what: str, value: object) -> bool:
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{what} must be a bool, not {_shown(value)}")
    return bool(value)


def _check_int32(what: str, value: object) -> int:
    return check_int(what, value, -(2**31), 2**31 - 1)


def _check_float64(what: str, value: object) -> float:
    if isinstance(value, (float, np.floating)):
        return float(value)
    if isinstance(value, (bool, np.bool_)) or not hasattr(value, "__index__"):
        raise TypeError(f"{what} must be a number, not {_shown(value)}")
    integer = operator.index(value)
    if abs(integer) > _FLOAT64_MAX or int(float(integer)) != integer:
        raise ValueError(f"{what} is a float and cannot hold {integer} exactly")
    return float(integer)


def _check_float32(what: str, value: object) -> float:
    number = _check_float64(what, value)
    with np.errstate(over="ignore"):
        narrowed = float(np.float32(number))
    if math.isinf(narrowed) and not math.isinf(number):
        raise ValueError(f"{what} is float32 and cannot hold {number}")
    return narrowed


def _check_timestamp(what: str, value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(f"{what} must be a datetime, not {_shown(value)}")
    if value.utcoffset() is None:
        raise ValueError(
            f"{what}: {value!r} has no time zone (say which, as in"
            " value.replace(tzinfo=timezone.utc))"
        )
    if getattr(value, "nanosecond", 0):  # pandas.Timestamp
        raise ValueError(f"{what} has microsecond resolution and cannot hold {value!r}")
    return value.astimezone(timezone.utc)


def _check_utf8(what: str, value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{what} must be a str, not {_shown(value)}")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"{what} is no valid Unicode text: {error}") from None
    return str(value)


def _check_binary(what: str, value: object) -> bytes:
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise TypeError(f"{what} must be bytes, not {_shown(value)}")
    return bytes(value)


TIMESTAMP = pa.timestamp("us", tz="UTC")

_CHECKS: dict[pa.DataType, Check] = {
    pa.bool_(): _check_bool,
    pa.int32(): _check_int32,
    pa.int64(): check_int,
    pa.float32(): _check_float32,
    pa.float64(): _check_float64,
    TIMESTAMP: _check_timestamp,
    pa.string(): _check_utf8,
    pa.binary(): _check_binary,
}

_KINDS = {
    pa.bool_(): "bool_value",
    pa.int32(): "int32_value",
    pa.int64(): "int64_value",
    pa.float32(): "float32_value",
    pa.float64(): "float64_value",
    pa.string(): "utf8_value",
    pa.binary(): "binary_value",
}


def to_message(type_: pa.DataType, value: Any) -> row_pb2.Value:
    """Returns a checked value as a message."""
    if pa.types.is_fixed_size_list(type_):
        return row_pb2.Value(vector_value=row_pb2.Vector(elements=value))
    if type_ == TIMESTAMP:
        return row_pb2.Value(timestamp_micros=(value - _EPOCH) // _MICROSECOND)
    return row_pb2.Value(**{_KINDS[type_]: value})


def from_message(what: str, message: row_pb2.Value) -> Any:
    """Returns the Python value of a message; `None` for null, a float32 array for a vector."""
    kind = message.WhichOneof("kind")
    if kind is None:
        return None
    if kind == "vector_value":
        return _unpacked_floats(message.vector_value)
    if kind == "timestamp_micros":
        return _to_datetime(what, message.timestamp_micros)
    return getattr(message, kind)


def reader_of(name: str, type_: pa.DataType) -> Callable[[pa.Array, int], Any]:
    """Returns what reads a value of an Arrow column, the same as `from_message` of a message."""
    if pa.types.is_fixed_size_list(type_):
        return _read_vector
    if type_ == TIMESTAMP:
        return lambda column, row: _read_timestamp(f"column {name!r}", column[row].value)
    return lambda column, row: column[row].as_py()


def _read_vector(column: pa.Array, row: int) -> np.ndarray[Any, Any] | None:
    elements = column[row].values
    return None if elements is None else np.array(elements.to_numpy())


def _read_timestamp(what: str, micros: int | None) -> datetime | None:
    return None if micros is None else _to_datetime(what, micros)


def _to_datetime(what: str, micros: int) -> datetime:
    try:
        return _EPOCH + micros * _MICROSECOND
    except OverflowError:
        raise ValueError(
            f"{what}: {micros} microseconds since 1970 are beyond Python's"
            " datetime (get_many and scan return them as Arrow data)"
        ) from None


def packed_floats(field: int, vector: np.ndarray[Any, Any]) -> bytes:
    """Returns a field of repeated floats as protobuf writes it, without a look at each of them.

    Parameters
    ----------
    field : int
        Its number, below 16.
    vector : ndarray
        float32.
    """
    content = vector.astype("<f4", copy=False).tobytes()
    header = bytearray([field << 3 | 2])
    size = len(content)
    while size > 0x7F:
        header.append(size & 0x7F | 0x80)
        size >>= 7
    header.append(size)
    return bytes(header) + content


def _unpacked_floats(message: row_pb2.Vector) -> np.ndarray[Any, Any]:
    """Returns the elements, likewise: they are all that the message has, so they end it."""
    content = message.SerializeToString()
    count = len(message.elements)
    return np.frombuffer(content, dtype="<f4", offset=len(content) - 4 * count).astype(np.float32)


def _shown(value: object) -> str:
    """Returns the type of a value, and the value where it is a short number."""
    number = isinstance(value, (float, np.number))
    return f"{type(value).__name__} {value}" if number else type(value).__name__
