# Generated from _async/reader.py by make_sync.py: do not edit.
"""What can be read from a collection, or from a view of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from omen_client import _explain, _predicates, _requests, _rows, _values
from omen_client._generated.omendb.v1 import (
    data_service_pb2,
    explain_service_pb2,
    row_pb2,
)
from omen_client._gets import MAX_KEYS, Found
from omen_client._io_sync import Transport
from omen_client._predicates import Predicate
from omen_client._requests import KeyPair, SearchArguments, Vector
from omen_client._rows import Row
from omen_client._search import SearchResult
from omen_client._sync.scan import Scan


class Reader:
    """The reads that `Collection` and `View` have in common.

    Attributes
    ----------
    name : str
        Name of the collection.
    schema : pyarrow.Schema
        The Arrow schema of its rows: ``key``, then the columns.
    """

    def __init__(self, transport: Transport, name: str, view: str, schema: pa.Schema) -> None:
        self._transport = transport
        self.name = name
        self._view = view
        self.schema = schema

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
        names = _requests.column_names(columns)
        key = _values.check_int("key", key)
        deadline = self._transport.deadline()
        found = self._together(names, [key], deadline)
        if found is not None:
            return found.row()
        request = data_service_pb2.GetRequest(
            collection=self.name, view=self._view, key=key, columns=names
        )
        response: data_service_pb2.GetResponse = self._call_data("Get", request, deadline)
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
        >>> found = cities.get_many([43, 7, 42], columns=["name"])
        >>> found.to_pylist()
        [{'key': 43, 'name': 'Zurich'}, {'key': 42, 'name': 'Geneva'}]
        """
        checked = self._keys(keys)
        names = _requests.column_names(columns)
        deadline = self._transport.deadline()
        found = self._together(names, checked, deadline)
        if found is not None:
            return found.table()
        return self._batch_get(checked, names, deadline)

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
            The columns to return besides the key, in that order; all where not given, none but
            the key where empty.
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
        >>> for batch in cities.scan(from_key=40, to_key=50, columns=["name"]):
        ...     print(batch["name"].to_pylist())
        ['Geneva', 'Zurich']
        >>> last = cities.scan(limit=1, reverse=True).to_table()
        >>> last["key"].to_pylist()
        [43]
        >>> found = cities.scan(where="name like 'Zur%'", columns=[]).to_table()
        >>> found.to_pylist()
        [{'key': 43}]
        """
        request = data_service_pb2.ScanRequest(
            collection=self.name,
            view=self._view,
            keys=_requests.key_range(from_key, to_key),
            limit=None if limit is None else _values.check_int("limit", limit, 0),
            descending=bool(reverse),
            where=_predicates.text(where),
            **_requests.scan_columns(columns),
        )
        return Scan(self._transport, self._transport.stream(self._transport.data.Scan, request))

    def count(
        self,
        keys: KeyPair | None = None,
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
        >>> cities.count(), cities.count(keys=(43, None))
        (2, 1)
        >>> cities.count(where="name = 'Bern'")
        0
        """
        request = data_service_pb2.CountRequest(
            collection=self.name,
            view=self._view,
            keys=_requests.pair(keys),
            where=_predicates.text(where),
        )
        response: data_service_pb2.CountResponse = self._call_data("Count", request)
        return response.count

    def search(
        self,
        vector: Vector,
        k: int = 10,
        *,
        column: str | None = None,
        keys: KeyPair | None = None,
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
        >>> hits = cities.search([0.69, 0.07, 0.72], where="name != 'Geneva'")
        >>> [hit.key for hit in hits]
        [43]
        """
        names = _requests.column_names(columns)
        search = SearchArguments(k, column, keys, mode, names, radius, recall, where)
        request = search.request(self.name, self._view, vector)
        response: data_service_pb2.SearchResponse = self._call_data("Search", request)
        return _requests.search_result(response, names or self._all)

    def search_many(
        self,
        vectors: Sequence[Vector] | np.ndarray[Any, Any],
        k: int = 10,
        *,
        column: str | None = None,
        keys: KeyPair | None = None,
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
        >>> results = cities.search_many([[0.69, 0.07, 0.72], [0.7, 0.1, 0.7]], k=1)
        >>> [hits[0].key for hits in results]
        [42, 42]
        """
        names = _requests.column_names(columns)
        search = SearchArguments(k, column, keys, mode, names, radius, recall, where)
        request = data_service_pb2.BatchSearchRequest(
            collection=self.name,
            view=self._view,
            searches=[search.request("", "", vector) for vector in vectors],
        )
        response: data_service_pb2.BatchSearchResponse = self._call_data("BatchSearch", request)
        return [_requests.search_result(each, names or self._all) for each in response.results]

    def measure_recall(
        self,
        vectors: Sequence[Vector] | np.ndarray[Any, Any],
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
        search = SearchArguments(k, column, mode=mode, recall=recall, where=where)
        request = data_service_pb2.MeasureRecallRequest(
            collection=self.name,
            view=self._view,
            searches=[search.request("", "", vector) for vector in vectors],
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
        >>> plan = cities.explain_get(44)
        >>> plan["source"]
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
        vector: Vector,
        k: int = 10,
        *,
        column: str | None = None,
        keys: KeyPair | None = None,
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
        one = self._all[:1]  # The rows are not shown, so one column of them will do.
        search = SearchArguments(k, column, keys, mode, one, where=where)
        response: explain_service_pb2.ExplainSearchResponse = self._transport.call(
            self._transport.explain.ExplainSearch,
            explain_service_pb2.ExplainSearchRequest(
                search=search.request(self.name, self._view, vector)
            ),
        )
        return _explain.search_plan(response.plan)

    # --- requests and responses ------------------------------------------------------------------

    @property
    def _max_operations(self) -> int:
        return self._transport.info.max_batch_operations

    def _call_data(self, method: str, request: Any, deadline: float | None = None) -> Any:
        return self._transport.call(getattr(self._transport.data, method), request, deadline)

    def _together(
        self, columns: Sequence[str], keys: Sequence[int], deadline: float | None
    ) -> Found | None:
        """Returns rows read together with those of others, `None` where that cannot be."""
        if self._view or not 0 < len(keys) <= MAX_KEYS:
            return None
        return self._transport.ask(self.name, columns, keys, deadline)

    def _batch_get(
        self, keys: Sequence[int], columns: Sequence[str], deadline: float | None
    ) -> pa.Table:
        request = data_service_pb2.BatchGetRequest(
            collection=self.name, view=self._view, keys=keys, columns=columns
        )
        response: data_service_pb2.BatchGetResponse = self._call_data("BatchGet", request, deadline)
        with pa.ipc.open_stream(pa.py_buffer(response.arrow_ipc_stream)) as reader:
            return reader.read_all()

    def _keys(self, keys: Iterable[int]) -> list[int]:
        checked = _requests.check_keys(keys)
        _requests.check_count("keys", len(checked), self._max_operations)
        return checked

    @property
    def _all(self) -> list[str]:
        names: list[str] = self.schema.names[1:]
        return names

    def _row(self, message: row_pb2.Row, columns: Sequence[str]) -> Row:
        return _rows.from_message(message, columns or self._all)
