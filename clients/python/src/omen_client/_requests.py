"""Arguments of reads as messages, and the answers of searches as they are returned."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from omen_client import _explain, _predicates, _rows, _values
from omen_client._generated.omendb.v1 import data_service_pb2, row_pb2
from omen_client._predicates import Predicate
from omen_client._search import Hit, SearchResult

_MAX_K = 100_000
_MODES = {
    "auto": data_service_pb2.SEARCH_MODE_AUTO,
    "exact": data_service_pb2.SEARCH_MODE_EXACT,
    "fast": data_service_pb2.SEARCH_MODE_FAST,
    "graph": data_service_pb2.SEARCH_MODE_GRAPH,
}

KeyPair = tuple[int | None, int | None]
Vector = Sequence[float] | np.ndarray[Any, Any]


@dataclass(frozen=True)
class SearchArguments:
    """What searches that differ only in their vectors have in common; see `Collection.search`."""

    k: int
    column: str | None = None
    keys: KeyPair | None = None
    mode: str = "auto"
    columns: Sequence[str] = ()
    radius: float | None = None
    recall: float | None = None
    where: str | Predicate | None = None

    def request(self, collection: str, view: str, vector: Vector) -> data_service_pb2.SearchRequest:
        """Returns one search; refuses what can be seen to be wrong."""
        if self.mode not in _MODES:
            raise ValueError(f"mode must be one of {', '.join(_MODES)}, not {self.mode!r}")
        radius, recall = self.radius, self.recall
        request = data_service_pb2.SearchRequest(
            collection=collection,
            view=view,
            column=self.column or "",
            k=_values.check_int("k", self.k, 1, _MAX_K),
            keys=pair(self.keys),
            mode=_MODES[self.mode],
            columns=self.columns,
            where=_predicates.text(self.where),
            radius=None if radius is None else _values.check_number("radius", radius),
            recall=None if recall is None else _values.check_number("recall", recall, 0, 1),
        )
        elements = _values.check_vector("vector", vector)
        request.MergeFromString(_values.packed_floats(_VECTOR_FIELD, elements))
        return request


_VECTOR_FIELD = data_service_pb2.SearchRequest.VECTOR_FIELD_NUMBER


def search_result(response: data_service_pb2.SearchResponse, names: Sequence[str]) -> SearchResult:
    """Returns the answer of a search, each row with exactly these columns."""
    hits = (
        Hit(hit.key, hit.distance, hit.score, _rows.from_message(hit.row, names))
        for hit in response.hits
    )
    return SearchResult(
        hits,
        response.certified,
        response.rows_scanned,
        _explain.MODES.get(response.mode, "unknown"),
        response.rows_reranked,
    )


def check_keys(keys: Iterable[int]) -> list[int]:
    """Returns keys of any kind of list as a list of `int`."""
    if isinstance(keys, (pa.Array, pa.ChunkedArray)):
        keys = keys.to_pylist()
    elif isinstance(keys, np.ndarray):
        keys = keys.tolist() if keys.dtype.kind in "iu" else list(keys)
    elif isinstance(keys, (str, bytes)) or not isinstance(keys, Iterable):
        raise TypeError(f"keys must be a list of integers, not {type(keys).__name__}")
    return [_values.check_int("key", key) for key in keys]


def check_count(what: str, count: int, limit: int) -> None:
    """Raises `ValueError` where one request does not take so many."""
    if count > limit:
        raise ValueError(
            f"one request takes at most {limit} {what}, not {count}"
            " (send them in parts; put_many does so for rows)"
        )


def column_names(columns: Sequence[str] | None) -> list[str]:
    """Returns the columns for a request, where the key is never among them; none for all."""
    if columns is None:
        return []
    if isinstance(columns, str):
        raise TypeError(f"columns must be a list of names, like [{columns!r}]")
    names = [name for name in columns if name != "key"]
    if not names:
        raise ValueError("columns must name at least one column besides the key")
    return names


def scan_columns(columns: Sequence[str] | None) -> dict[str, Any]:
    """Returns the fields of a request that may ask for the key alone."""
    if columns is not None and not isinstance(columns, str) and set(columns) <= {"key"}:
        return {"keys_only": True}
    return {"columns": column_names(columns)}


def pair(keys: KeyPair | None) -> row_pb2.KeyRange | None:
    """Returns the range ``(from_key, to_key)``; `None` for all keys."""
    if keys is None:
        return None
    if isinstance(keys, (str, bytes)) or not isinstance(keys, Sequence) or len(keys) != 2:
        raise TypeError(f"keys must be a pair (from_key, to_key), not {keys!r}")
    return key_range(*keys)


def key_range(from_key: int | None, to_key: int | None) -> row_pb2.KeyRange | None:
    """Returns the range with ``from_key <= key < to_key``; `None` for all keys."""
    low = None if from_key is None else _values.check_int("from_key", from_key)
    high = None if to_key is None else _values.check_int("to_key", to_key)
    if low is not None and high is not None and low > high:
        raise ValueError(f"from_key {low} must not exceed to_key {high}")
    if low is None and high is None:
        return None
    return row_pb2.KeyRange(from_key=low, to_key=high)


def request_id(given: uuid.UUID | None) -> str:
    """Returns the id of a write as messages have it; a new one where none is given."""
    if given is None:
        return str(uuid.uuid4())
    if not isinstance(given, uuid.UUID):
        raise TypeError(f"request_id must be a UUID, not {type(given).__name__}")
    return str(given)
