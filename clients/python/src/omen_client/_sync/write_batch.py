# Generated from _async/write_batch.py by make_sync.py: do not edit.
"""Puts and deletes that are committed together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Any

import pyarrow as pa

from omen_client import _rows, _values
from omen_client._generated.omendb.v1 import data_service_pb2


class WriteBatch:
    """Puts and deletes, in order, that are committed all together or not at all.

    Made by `Collection.write_batch`. Leaving the ``with`` block commits; leaving it by an
    exception commits nothing. For one thread.

    Attributes
    ----------
    seq : int or None
        Sequence number of the commit, once committed.

    Examples
    --------
    >>> with cities.write_batch() as batch:
    ...     batch.put([{"key": 44, "name": "Carouge"}])
    ...     batch.delete([43])
    >>> carouge = cities.get(44)
    >>> carouge["name"], cities.get(43)
    ('Carouge', None)
    """

    def __init__(
        self,
        schema: pa.Schema,
        max_operations: int,
        commit: Callable[
            [list[data_service_pb2.WriteOperation], list[data_service_pb2.WriteCondition]],
            int,
        ],
    ) -> None:
        self._schema = schema
        self._max_operations = max_operations
        self._commit = commit
        self._operations: list[data_service_pb2.WriteOperation] = []
        self._conditions: list[data_service_pb2.WriteCondition] = []
        self.seq: int | None = None

    def put(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Adds rows to insert, or to put in place of those under the same keys.

        Parameters
        ----------
        rows : iterable of dict
            As for `Collection.put`.

        Raises
        ------
        TypeError, ValueError
            If a row does not fit the schema or the batch is full; no row of the call is added.
        """
        if isinstance(rows, Mapping):
            raise TypeError("put takes a list of dicts; for one row write put([row])")
        self._add(
            [data_service_pb2.WriteOperation(put=self._message(i, r)) for i, r in enumerate(rows)]
        )

    def delete(self, keys: Iterable[int]) -> None:
        """Adds keys whose rows are removed, where there are any.

        Parameters
        ----------
        keys : iterable of int
            A list, a numpy array, ...

        Raises
        ------
        TypeError, ValueError
            If a key is no int64 or the batch is full; no key of the call is added.
        """
        self._add(
            [
                data_service_pb2.WriteOperation(delete_key=_values.check_int("key", key))
                for key in keys
            ]
        )

    def require_absent(self, keys: Iterable[int]) -> None:
        """Commits the batch only if there is no row under any of these keys.

        Where there is one, leaving the ``with`` block raises `OmenError` with the code ``ABORTED``
        and nothing is written.

        Parameters
        ----------
        keys : iterable of int
            Need not be among the keys that are written.

        Examples
        --------
        >>> with cities.write_batch() as batch:
        ...     batch.put([{"key": 50, "name": "Thun"}])
        ...     batch.require_absent([50])
        """
        self._check_open()
        self._conditions.extend(
            data_service_pb2.WriteCondition(key=_values.check_int("key", key), absent=True)
            for key in keys
        )

    def require_unchanged(self, key: int, seq: int) -> None:
        """Commits the batch only if no commit after `seq` has written or deleted the row.

        Optimistic concurrency: where another writer came first, leaving the ``with`` block raises
        `OmenError` with the code ``ABORTED`` and nothing is written; read again and decide anew.

        Parameters
        ----------
        key : int
            Need not be among the keys that are written.
        seq : int
            What `Collection.get_versioned` or a write has returned.

        Examples
        --------
        >>> city, seq = cities.get_versioned(42)
        >>> with cities.write_batch() as batch:
        ...     batch.put([{**city, "population": city["population"] + 1}])
        ...     batch.require_unchanged(42, seq)
        """
        self._check_open()
        self._conditions.append(
            data_service_pb2.WriteCondition(
                key=_values.check_int("key", key),
                unchanged_since=_values.check_int("seq", seq, 0),
            )
        )

    def __len__(self) -> int:
        """Returns the number of operations."""
        return len(self._operations)

    def __enter__(self) -> WriteBatch:
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if exception_type is None and self.seq is None:
            self.seq = self._commit(self._operations, self._conditions)

    def _message(self, index: int, row: Mapping[str, Any]) -> Any:
        try:
            return _rows.to_message(row, self._schema)
        except (TypeError, ValueError) as error:
            raise type(error)(f"row {index}: {error}") from None

    def _add(self, operations: list[data_service_pb2.WriteOperation]) -> None:
        self._check_open()
        count = len(self._operations) + len(operations)
        if count > self._max_operations:
            raise ValueError(
                f"a batch has at most {self._max_operations} operations, not {count}"
                " (commit in parts: each is atomic by itself)"
            )
        self._operations.extend(operations)

    def _check_open(self) -> None:
        if self.seq is not None:
            raise ValueError("the batch is committed; make another with Collection.write_batch")
