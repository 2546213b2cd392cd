"""What can be read from a collection, or from a view of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from omen_client import _explain, _predicates, _rows, _values
from omen_client._generated.omendb.v1 import (
    data_service_pb2,
    explain_service_pb2,
    row_pb2,
)
from omen_client._predicates import Predicate
from omen_client._rows import Row
from omen_client._scan import Scan
from omen_client._search import Hit, SearchResult
from omen_client._transport import Transport

_MAX_K = 100_000
_MODES = {
    "auto": data_service_pb2.SEARCH_MODE_AUTO,
    "exact": data_service_pb2.SEARCH_MODE_EXACT,
    "fast": data_service_pb2.SEARCH_MODE_FAST,
    "graph": data_service_pb2.SEARCH_MODE_GRAPH,
}


class Reader:
    """The reads that `Collection` and `View` have in common.

    Attributes
    ----------
    name : str
        Name of the collection.
    """

    def __init__(self, transport: Transport, name: str, view: str) -> None:
        self._transport = transport
        self.name = name
        self._view = view
        self._schema: pa.Schema | None = None

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of its rows: ``key``, then the columns."""
        if self._schema is None:
            # The server's own word on how it sends each type, with no row.
            self._schema = self._batch_get([], ()).schema
        return self._schema

    def get(self, key: int, columns: Sequence[str] | None = None) -> Row | None:
        """Returns the row under a key.

        Parameters
        ----------
        key : int
            Any int64.
        columns : sequence of str, optional
            The columns to return besides the key; all where not given.

        Returns
        -------
        dict or None
            ``"key"`` and the columns, `None` for null; `None` where there is no such row.

        Raises
        ------
        TypeError, ValueError
            If the key is no int64 or a timestamp is beyond Python's datetime.

        Examples
        --------
        >>> cities.get(42, columns=["name", "population"])
        {'key': 42, 'name': 'Geneva', 'population': 183981}
        >>> cities.get(-1) is None
        True
        """
        names = self._columns(columns)
        request = data_service_pb2.GetRequest(
            collection=self.name, view=self._view, key=_values.check_int("key", key), columns=names
        )
        response: data_service_pb2.GetResponse = self._call_data("Get", request)
        return self._row(response.row, names) if response.HasField("row") else None

    def get_versioned(self, key: int) -> tuple[Row, int] | None:
        """Returns the row under a key with the sequence number of the commit that wrote it.

        Parameters
        ----------
        key : int
            Any int64.

        Returns
        -------
        tuple of dict and int, or None
            The row as `get` returns it, and the number for `WriteBatch.require_unchanged`; `None`
            where there is no such row.

        Examples
        --------
        >>> city, seq = cities.get_versioned(42)
        >>> city["name"], seq > 0
        ('Geneva', True)
        """
        request = data_service_pb2.GetRequest(
            collection=self.name, view=self._view, key=_values.check_int("key", key)
        )
        response: data_service_pb2.GetResponse = self._call_data("Get", request)
        return (self._row(response.row, []), response.seq) if response.HasField("row") else None

    def get_many(self, keys: Iterable[int], columns: Sequence[str] | None = None) -> pa.Table:
        """Returns the rows under some keys, in one round trip.

        Parameters
        ----------
        keys : iterable of int
            A list, a numpy or Arrow array, ...; a repeated key gives a repeated row.
        columns : sequence of str, optional
            The columns to return besides the key, in that order; all where not given.

        Returns
        -------
        pyarrow.Table
            ``key``, then the columns; rows in the order asked, missing ones left out.

        Raises
        ------
        TypeError, ValueError
            If a key is no int64, or there are more than `ServerInfo.max_batch_operations`.
        OmenError
            ``LIMIT_EXCEEDED`` where the rows do not fit into one message: ask for fewer.

        Examples
        --------
        >>> cities.get_many([43, 7, 42], columns=["name"]).to_pylist()
        [{'key': 43, 'name': 'Zurich'}, {'key': 42, 'name': 'Geneva'}]
        """
        return self._batch_get(self._keys(keys), self._columns(columns))

    def scan(
        self,
        from_key: int | None = None,
        to_key: int | None = None,
        *,
        limit: int | None = None,
        reverse: bool = False,
        columns: Sequence[str] | None = None,
        where: str | Predicate | None = None,
    ) -> Scan:
        """Reads the rows with ``from_key <= key < to_key`` in key order, from one state.

        Parameters
        ----------
        from_key, to_key : int, optional
            The range; no bound where not given.
        limit : int, optional
            At most this many rows, at least 0.
        reverse : bool
            Greatest key first.
        columns : sequence of str, optional
            The columns to return besides the key, in that order; all where not given.
        where : str, optional
            Only rows for which this predicate is true, such as
            ``"population > 100000 and country = 'FR'"``. A comparison with a null is unknown, as
            in SQL.

        Returns
        -------
        Scan
            Iterates over `pyarrow.RecordBatch`; has ``to_table()`` and ``to_pandas()``. Close it,
            or use it in a ``with`` block, to stop early.

        Raises
        ------
        TypeError, ValueError
            If a bound is no int64, the range is reversed, the limit is negative, or the predicate
            is no text.

        Examples
        --------
        >>> cities.scan(from_key=40, to_key=50, columns=["name"]).to_table()["name"].to_pylist()
        ['Geneva', 'Zurich']
        >>> cities.scan(limit=1, reverse=True).to_table()["key"].to_pylist()
        [43]
        >>> cities.scan(where="name like 'Zur%'").to_table()["key"].to_pylist()
        [43]
        """
        request = data_service_pb2.ScanRequest(
            collection=self.name,
            view=self._view,
            keys=_key_range(from_key, to_key),
            limit=None if limit is None else _values.check_int("limit", limit, 0),
            descending=bool(reverse),
            columns=self._columns(columns),
            where=_predicates.text(where),
        )
        return Scan(self._transport, self._transport.stream(self._transport.data.Scan, request))

    def count(
        self,
        keys: tuple[int | None, int | None] | None = None,
        *,
        where: str | Predicate | None = None,
    ) -> int:
        """Returns the number of rows, all or those that a range and a predicate let through.

        Parameters
        ----------
        keys : tuple of (int or None, int or None), optional
            ``(from_key, to_key)``: only rows with ``from_key <= key < to_key``.
        where : str, optional
            Only rows for which this predicate is true, as for `scan`.

        Raises
        ------
        TypeError, ValueError
            If a bound is no int64, the range is reversed, or the predicate is no text.

        Examples
        --------
        >>> cities.count(), cities.count(keys=(43, None)), cities.count(where="name = 'Bern'")
        (2, 1, 0)
        """
        request = data_service_pb2.CountRequest(
            collection=self.name, view=self._view, keys=_pair(keys), where=_predicates.text(where)
        )
        response: data_service_pb2.CountResponse = self._call_data("Count", request)
        return response.count

    def search(
        self,
        vector: Sequence[float] | np.ndarray[Any, Any],
        k: int = 10,
        *,
        column: str | None = None,
        keys: tuple[int | None, int | None] | None = None,
        mode: str = "auto",
        columns: Sequence[str] | None = None,
        radius: float | None = None,
        recall: float | None = None,
        where: str | Predicate | None = None,
    ) -> SearchResult:
        """Finds the rows whose vectors are nearest to a vector.

        Parameters
        ----------
        vector : array_like
            Shape ``(dimension,)``; finite numbers, taken as float32.
        k : int
            The most rows to return, 1..100,000.
        column : str, optional
            The vector column; not needed where there is exactly one.
        keys : tuple of (int or None, int or None), optional
            ``(from_key, to_key)``: only rows with ``from_key <= key < to_key``.
        mode : {"auto", "exact", "fast", "graph"}
            ``"exact"`` returns the true nearest rows, with a proof; ``"fast"`` scores only rows
            that look near by short codes; ``"graph"`` follows the graphs of segments that have
            one; ``"auto"`` lets the server choose.
        columns : sequence of str, optional
            The columns of the returned rows besides the key; all where not given.
        radius : float, optional
            Only rows at this distance or nearer.
        recall : float, optional
            The fraction of the true nearest rows that ``"fast"`` and ``"graph"`` aim to find, 0..1.
        where : str, optional
            Only rows for which this predicate is true, as for `scan`.

        Returns
        -------
        SearchResult
            A list of `Hit`, nearest first: the ``min(k, matching rows)`` nearest. Rows without
            a vector are never found.

        Raises
        ------
        TypeError, ValueError
            If the vector is not flat or finite, `k`, `keys` or `mode` is out of bounds, or the
            predicate is no text.

        Examples
        --------
        >>> hits = cities.search([0.69, 0.07, 0.72], k=1, column="position", mode="exact")
        >>> hits[0].key, hits[0].row["name"], hits[0].distance
        (42, 'Geneva', 0.0)
        >>> [hit.key for hit in cities.search([0.69, 0.07, 0.72], where="name != 'Geneva'")]
        [43]
        """
        names = self._columns(columns)
        request = self._search_request(
            vector, k, column, keys, mode, names, where, radius=radius, recall=recall
        )
        response: data_service_pb2.SearchResponse = self._call_data("Search", request)
        return self._search_result(response, names)

    def search_many(
        self,
        vectors: Sequence[Sequence[float]] | np.ndarray[Any, Any],
        k: int = 10,
        *,
        column: str | None = None,
        keys: tuple[int | None, int | None] | None = None,
        mode: str = "auto",
        columns: Sequence[str] | None = None,
        radius: float | None = None,
        recall: float | None = None,
        where: str | Predicate | None = None,
    ) -> list[SearchResult]:
        """Runs many searches in one call, all of one state of the collection.

        Parameters
        ----------
        vectors : array_like
            Shape ``(searches, dimension)``; at most 10,000 searches.
        k, column, keys, mode, columns, radius, recall, where
            As for `search`.

        Returns
        -------
        list of SearchResult
            One for each vector, in their order.

        Raises
        ------
        TypeError, ValueError
            As `search`.

        Examples
        --------
        >>> [hits[0].key for hits in cities.search_many([[0.69, 0.07, 0.72], [0.7, 0.1, 0.7]], k=1)]
        [42, 42]
        """
        names = self._columns(columns)
        searches = [
            self._search_request(
                vector, k, column, keys, mode, names, where, radius=radius, recall=recall
            )
            for vector in vectors
        ]
        request = data_service_pb2.BatchSearchRequest(
            collection=self.name, view=self._view, searches=searches
        )
        response: data_service_pb2.BatchSearchResponse = self._call_data("BatchSearch", request)
        return [self._search_result(result, names) for result in response.results]

    def measure_recall(
        self,
        vectors: Sequence[Sequence[float]] | np.ndarray[Any, Any],
        k: int = 10,
        *,
        column: str | None = None,
        mode: str = "fast",
        recall: float | None = None,
        where: str | Predicate | None = None,
    ) -> float:
        """Says how many of the true nearest rows a mode finds, measured on the server.

        Parameters
        ----------
        vectors : array_like
            Shape ``(searches, dimension)``; at most 10,000 searches.
        k, column, mode, recall, where
            As for `search`.

        Returns
        -------
        float
            Hits that are as near as the farthest true one, as a fraction of the true ones.

        Raises
        ------
        TypeError, ValueError
            As `search`.

        Examples
        --------
        >>> cities.measure_recall([[0.69, 0.07, 0.72]], k=2)
        1.0
        """
        searches = [
            self._search_request(vector, k, column, None, mode, [], where, recall=recall)
            for vector in vectors
        ]
        request = data_service_pb2.MeasureRecallRequest(
            collection=self.name, view=self._view, searches=searches
        )
        response: data_service_pb2.MeasureRecallResponse = self._call_data("MeasureRecall", request)
        return response.recall

    # --- explain ---------------------------------------------------------------------------------

    def explain_get(self, key: int) -> dict[str, Any]:
        """Performs a get step by step on the server and says what it did.

        Parameters
        ----------
        key : int
            Any int64; one without a row is an answer, not an error.

        Returns
        -------
        dict
            ``"source"`` is where the answer came from: ``"memtable"``, ``"segment"``,
            ``"deleted"`` or ``"nowhere"``. ``"memtables"`` and, in ``"levels"``, the segments are
            the places asked, newest first, each with its ``"answer"``: ``"absent"``, ``"found"``,
            ``"deleted"`` or ``"not_asked"``. The ``"probe"`` of a segment that was asked has the
            ``"predicted"`` row, the bounds ``"low"`` to ``"high"``, the true ``"position"`` and
            their distance ``"error"``. Times are medians, in nanoseconds and without the network.
            The names are those of ``omen explain get --json`` in snake_case.

        Raises
        ------
        TypeError, ValueError
            If the key is no int64.

        Examples
        --------
        >>> cities.flush()
        >>> plan = cities.explain_get(42)
        >>> plan["source"], plan["levels"][0]["segments"][0]["probe"]["position"]
        ('segment', 0)
        >>> cities.explain_get(44)["source"]
        'nowhere'
        """
        request = explain_service_pb2.ExplainGetRequest(
            collection=self.name, view=self._view, key=_values.check_int("key", key)
        )
        response: explain_service_pb2.ExplainGetResponse = self._transport.call(
            self._transport.explain.ExplainGet, request
        )
        return _explain.get_plan(response.plan)

    def explain_search(
        self,
        vector: Sequence[float] | np.ndarray[Any, Any],
        k: int = 10,
        *,
        column: str | None = None,
        keys: tuple[int | None, int | None] | None = None,
        mode: str = "auto",
        where: str | Predicate | None = None,
    ) -> dict[str, Any]:
        """Runs a search on the server and says what it did.

        Parameters
        ----------
        vector, k, column, keys, mode, where
            As for `search`.

        Returns
        -------
        dict
            ``"memtables"`` and ``"segments"`` are the places searched. A segment has the rows
            ``"first_row"`` up to but without ``"end_row"`` that the key range became, how many of
            them were compared with the vector (``"rows_scanned"``) and how many of these a second
            time in double precision (``"rows_reranked"``), and ``"nanos"``. ``"filter"`` is what
            the predicate found in a segment, `None` where none was evaluated. Names are those of
            ``omen explain knn --json`` in snake_case; ``"keys"`` is the range as a tuple.

        Raises
        ------
        TypeError, ValueError
            As `search`.

        Examples
        --------
        >>> plan = cities.explain_search([0.69, 0.07, 0.72], k=1, keys=(43, None))
        >>> plan["rows_scanned"], plan["rows_found"], plan["mode"]
        (1, 1, 'exact')
        """
        one = self.schema.names[1:2]  # The rows are not shown, so one column of them will do.
        search = self._search_request(vector, k, column, keys, mode, one, where)
        response: explain_service_pb2.ExplainSearchResponse = self._transport.call(
            self._transport.explain.ExplainSearch,
            explain_service_pb2.ExplainSearchRequest(search=search),
        )
        return _explain.search_plan(response.plan)

    # --- requests and responses ------------------------------------------------------------------

    @property
    def _max_operations(self) -> int:
        return self._transport.info.max_batch_operations

    def _call_data(self, method: str, request: Any) -> Any:
        return self._transport.call(getattr(self._transport.data, method), request)

    def _search_result(
        self, response: data_service_pb2.SearchResponse, names: Sequence[str]
    ) -> SearchResult:
        hits = (
            Hit(hit.key, hit.distance, hit.score, self._row(hit.row, names))
            for hit in response.hits
        )
        return SearchResult(
            hits,
            response.certified,
            response.rows_scanned,
            _explain.MODES.get(response.mode, "unknown"),
            response.rows_reranked,
        )

    def _search_request(
        self,
        vector: Sequence[float] | np.ndarray[Any, Any],
        k: int,
        column: str | None,
        keys: tuple[int | None, int | None] | None,
        mode: str,
        columns: Sequence[str],
        where: str | Predicate | None,
        *,
        radius: float | None = None,
        recall: float | None = None,
    ) -> data_service_pb2.SearchRequest:
        if mode not in _MODES:
            raise ValueError(f"mode must be one of {', '.join(_MODES)}, not {mode!r}")
        return data_service_pb2.SearchRequest(
            collection=self.name,
            view=self._view,
            column=column or "",
            vector=_values.check_vector("vector", vector),
            k=_values.check_int("k", k, 1, _MAX_K),
            keys=_pair(keys),
            mode=_MODES[mode],
            columns=columns,
            where=_predicates.text(where),
            radius=None if radius is None else _values.check_number("radius", radius),
            recall=None if recall is None else _values.check_number("recall", recall, 0, 1),
        )

    def _batch_get(self, keys: Sequence[int], columns: Sequence[str]) -> pa.Table:
        request = data_service_pb2.BatchGetRequest(
            collection=self.name, view=self._view, keys=keys, columns=columns
        )
        response: data_service_pb2.BatchGetResponse = self._call_data("BatchGet", request)
        with pa.ipc.open_stream(pa.py_buffer(response.arrow_ipc_stream)) as reader:
            return reader.read_all()

    def _check_count(self, what: str, count: int) -> None:
        if count > self._max_operations:
            raise ValueError(
                f"one request takes at most {self._max_operations} {what}, not {count}"
                " (send them in parts; put_many does so for rows)"
            )

    def _keys(self, keys: Iterable[int]) -> list[int]:
        if isinstance(keys, (pa.Array, pa.ChunkedArray)):
            keys = keys.to_pylist()
        elif isinstance(keys, np.ndarray):
            keys = keys.tolist() if keys.dtype.kind in "iu" else list(keys)
        elif isinstance(keys, (str, bytes)) or not isinstance(keys, Iterable):
            raise TypeError(f"keys must be a list of integers, not {type(keys).__name__}")
        checked = [_values.check_int("key", key) for key in keys]
        self._check_count("keys", len(checked))
        return checked

    def _columns(self, columns: Sequence[str] | None) -> list[str]:
        """Returns the columns for a request, where the key is never among them."""
        if columns is None:
            return []
        if isinstance(columns, str):
            raise TypeError(f"columns must be a list of names, like [{columns!r}]")
        names = [name for name in columns if name != "key"]
        if not names:
            raise ValueError("columns must name at least one column besides the key")
        return names

    def _row(self, message: row_pb2.Row, columns: Sequence[str]) -> Row:
        return _rows.from_message(message, columns or self.schema.names[1:])


def _pair(keys: tuple[int | None, int | None] | None) -> row_pb2.KeyRange | None:
    if keys is None:
        return None
    if isinstance(keys, (str, bytes)) or not isinstance(keys, Sequence) or len(keys) != 2:
        raise TypeError(f"keys must be a pair (from_key, to_key), not {keys!r}")
    return _key_range(*keys)


def _key_range(from_key: int | None, to_key: int | None) -> row_pb2.KeyRange | None:
    low = None if from_key is None else _values.check_int("from_key", from_key)
    high = None if to_key is None else _values.check_int("to_key", to_key)
    if low is not None and high is not None and low > high:
        raise ValueError(f"from_key {low} must not exceed to_key {high}")
    if low is None and high is None:
        return None
    return row_pb2.KeyRange(from_key=low, to_key=high)
