# Generated from _async/collection.py by make_sync.py: do not edit.
"""A collection: its rows, read and written."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

import pyarrow as pa

from omen_client import _frames, _predicates, _requests, _rows, _schema, _values
from omen_client._errors import OmenError
from omen_client._generated.omendb.v1 import (
    collection_service_pb2,
    data_service_pb2,
    operation_service_pb2,
)
from omen_client._io_sync import Transport, offload
from omen_client._predicates import Predicate
from omen_client._requests import KeyPair
from omen_client._stats import CollectionStats
from omen_client._sync.operations import Operation
from omen_client._sync.reader import Reader
from omen_client._sync.view import View
from omen_client._sync.write_batch import WriteBatch

# What a request holds besides its rows: names, framing.
_MESSAGE_OVERHEAD = 4096


class Collection(Reader):
    """Rows of one schema under unique int64 keys.

    Got from `Database.collection` or `Database.create_collection`;
    safe for use by many threads. It knows the schema of the moment it was made: if
    the collection is dropped and made anew with other columns, get another. Every read sees all
    commits acknowledged before it. Besides what is said of a method, it raises `OmenError` for what
    the server refuses and where the server cannot be reached.

    Keys are all of int64, from ``-2**63`` to ``2**63 - 1``. Ranges are half-open,
    ``from_key <= key < to_key``, and `None` stands for no bound, so the greatest key is reached
    with no upper one.

    ================  ========================================  ==================
    column            accepted in dicts                         returned by `get`
    ================  ========================================  ==================
    bool              bool                                      bool
    int32, int64      int, numpy integer                        int
    float32, float64  float, int where exact, numpy floating    float
    timestamp         datetime with a time zone                 datetime in UTC
    utf8              str                                       str
    binary            bytes, bytearray, memoryview              bytes
    vector            sequence or array of numbers, all finite  float32 array
    ================  ========================================  ==================

    Attributes
    ----------
    name : str
        Its name.
    schema : pyarrow.Schema
        The Arrow schema of its rows: ``key``, then the columns.
    schema_text : str
        Its columns as schema text, without the key.
    """

    def __init__(self, transport: Transport, message: collection_service_pb2.Collection) -> None:
        super().__init__(transport, message.name, "", _schema.parse(message.schema))
        self.schema_text = message.schema

    def __repr__(self) -> str:
        return f"<Collection {self.name!r} at {self._transport.address}>"

    # --- write -----------------------------------------------------------------------------------

    def put(self, rows: object, *, request_id: uuid.UUID | None = None) -> int:
        """Inserts rows, or puts them in place of those under the same keys: one atomic commit.

        A row is replaced as a whole. Where a key is repeated, the later row wins. Returns when
        the rows are durable.

        Parameters
        ----------
        rows : iterable of dict, pyarrow.Table, pyarrow.RecordBatch, or data frame
            Dicts have ``"key"`` and the columns by name; a missing column is null. Tables (of
            pyarrow, pandas, polars, or anything that exports Arrow streams) have a column ``key``
            and the others by name, in any order; NaN in a pandas column is null.
        request_id : uuid.UUID, optional
            Made for this write alone, and kept: sent again with it, the write is committed once,
            also where the first answer was lost. Known are the last 100,000 of a collection. By
            default the client makes one, for where it sends the write again by itself.

        Returns
        -------
        int
            Sequence number of the commit; that of the last commit where there are no rows.

        Raises
        ------
        TypeError, ValueError
            If a row does not fit the schema, or if there are more rows than one commit takes
            (`ServerInfo.max_batch_operations`, `ServerInfo.max_message_bytes`; `put_many` commits
            in parts). Nothing was written.
        OmenError
            ``UNAVAILABLE`` and ``DEADLINE_EXCEEDED`` leave open whether the rows are there;
            putting them again with the same `request_id` is harmless.

        Examples
        --------
        >>> seq = cities.put([{"key": 45, "name": "Basel", "population": 173_863}])
        >>> import pyarrow as pa
        >>> cities.put(pa.table({"key": [46, 47], "name": ["Bern", "Chur"]})) > seq
        True
        """
        table = _frames.to_table(rows)
        if table is None:
            table = self._table_of(list(self._checked_rows(rows)), 0)
        else:
            table = _frames.conform(table, self.schema)
        request = data_service_pb2.PutRequest(
            collection=self.name,
            arrow_ipc_stream=self._put_stream(table),
            request_id=_requests.request_id(request_id),
        )
        response: data_service_pb2.PutResponse = self._call_data("Put", request)
        return response.seq

    def put_many(self, rows: object, batch_rows: int = 10_000) -> int:
        """Inserts or replaces any number of rows, in commits of `batch_rows` rows.

        Parameters
        ----------
        rows : iterable of dict, pyarrow.Table, pyarrow.RecordBatchReader, or data frame
            As for `put`. Iterables and readers are read as they are sent, never all at once.
        batch_rows : int
            Rows of one commit; the last may have fewer.

        Returns
        -------
        int
            Sequence number of the last commit.

        Raises
        ------
        TypeError, ValueError, OmenError
            As `put`. Commits made before stay: the call as a whole is not atomic, but it can be
            repeated.

        Examples
        --------
        >>> rows = ({"key": key} for key in range(1000, 3500))
        >>> seq = cities.put_many(rows, batch_rows=1000)
        >>> cities.count(keys=(1000, 3500))
        2500
        """
        batch_rows = _values.check_int("batch_rows", batch_rows, 1, self._max_operations)
        tables = self._tables(rows, batch_rows)
        batches = _PutRequests(self.name, tables, self._put_stream)
        call: Any = self._transport.stream(self._transport.data.StreamPut, batches)
        seq: int | None = None
        answered = 0
        try:
            while (response := self._transport.receive(call)) is not None:
                seq = response.seq
                answered += 1
        finally:
            call.cancel()
        if batches.error is not None:
            raise batches.error
        if answered < batches.sent:
            raise OmenError(
                "UNAVAILABLE",
                f"the server shut down after {answered} of {batches.sent} commits"
                " (put the rows again, those that are there are replaced)",
                "UNAVAILABLE",
            )
        return self.put([]) if seq is None else seq

    def delete(self, keys: Iterable[int], *, request_id: uuid.UUID | None = None) -> int:
        """Removes the rows under some keys, all in one commit, and returns when that is durable.

        Parameters
        ----------
        keys : iterable of int
            A list, a numpy or Arrow array, ...; keys without a row are no error.
        request_id : uuid.UUID, optional
            As for `put`.

        Returns
        -------
        int
            Sequence number of the commit; that of the last commit where there are no keys.

        Raises
        ------
        TypeError, ValueError
            If a key is no int64, or there are more than `ServerInfo.max_batch_operations`.
        """
        request = data_service_pb2.DeleteRequest(
            collection=self.name,
            keys=self._keys(keys),
            request_id=_requests.request_id(request_id),
        )
        response: data_service_pb2.DeleteResponse = self._call_data("Delete", request)
        return response.seq

    def write_batch(self, *, request_id: uuid.UUID | None = None) -> WriteBatch:
        """Returns an empty batch of puts and deletes, to be used in a ``with`` block.

        Parameters
        ----------
        request_id : uuid.UUID, optional
            As for `put`.

        Returns
        -------
        WriteBatch
            Committed atomically when the block is left without an exception.

        Examples
        --------
        >>> with cities.write_batch() as batch:
        ...     batch.put([{"key": 48, "name": "Sion"}])
        ...     batch.delete([45, 46, 47])
        >>> stats = cities.stats()
        >>> batch.seq == stats.seq
        True
        """
        write = partial(self._write, _requests.request_id(request_id))
        return WriteBatch(self.schema, self._max_operations, write)

    def view(self) -> View:
        """Pins the newest state, for reads that are to see the same rows whatever is written.

        It holds disk and memory on the server until it is closed, or has not been used for ten
        minutes (the server's ``server.view.idle.millis``).

        Examples
        --------
        >>> with cities.view() as view:
        ...     _ = cities.delete([43])
        ...     view.count(), cities.count()
        (2, 1)
        """
        return View.open(self._transport, self.name, self.schema)

    # --- care ------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Writes every commit acknowledged so far into segments; returns when that is durable."""
        request = collection_service_pb2.FlushRequest(collection=self.name)
        self._transport.call(self._transport.collections.Flush, request)

    def merge(self) -> None:
        """Flushes, then rewrites overlapping segments into non-overlapping ones."""
        request = collection_service_pb2.MergeRequest(collection=self.name)
        self._transport.call(self._transport.collections.Merge, request)

    def start_flush(self) -> Operation:
        """Starts what `flush` does, and does not wait for it."""
        request = operation_service_pb2.StartFlushRequest(collection=self.name)
        response: operation_service_pb2.StartFlushResponse = self._transport.call(
            self._transport.operations.StartFlush, request
        )
        return Operation(self._transport, response.operation)

    def start_merge(self) -> Operation:
        """Starts what `merge` does, and does not wait for it.

        Examples
        --------
        >>> merge = cities.start_merge()
        >>> merge = merge.wait()
        >>> merge.kind
        'MERGE'
        """
        request = operation_service_pb2.StartMergeRequest(collection=self.name)
        response: operation_service_pb2.StartMergeResponse = self._transport.call(
            self._transport.operations.StartMerge, request
        )
        return Operation(self._transport, response.operation)

    def start_import(
        self, file: str | os.PathLike[str], *, key: str = "key", bulk: bool = False
    ) -> Operation:
        """Starts to read a file of the server's own disk into this collection.

        Parameters
        ----------
        file : str or path
            Relative to ``server.transfer-dir`` of the server: ``.csv``, ``.jsonl`` or ``.arrow``,
            each also with ``.gz`` behind it.
        key : str
            The field of the file that is the row's key.
        bulk : bool
            All rows at once, past the log, which is the fastest way: all of them or none. Otherwise
            in batches, of which those before a row that cannot be imported stay.

        Returns
        -------
        Operation
            Call `Operation.wait` to follow it to its end; `done_rows` says how many rows are
            imported.

        Raises
        ------
        OmenError
            ``UNIMPLEMENTED`` where the server has no such directory; ``INVALID_ARGUMENT`` for a
            name that leads out of it; ``NOT_FOUND`` where there is no such file. What is wrong with
            a row is raised by `Operation.wait`, with its line.
        """
        mode = operation_service_pb2.ImportMode
        request = operation_service_pb2.StartImportRequest(
            collection=self.name,
            file=os.fspath(file),
            key_column=key,
            mode=mode.IMPORT_MODE_BULK if bulk else mode.IMPORT_MODE_BATCHES,
        )
        response: operation_service_pb2.StartImportResponse = self._transport.call(
            self._transport.operations.StartImport, request
        )
        return Operation(self._transport, response.operation)

    def start_export(
        self,
        file: str | os.PathLike[str],
        *,
        keys: KeyPair | None = None,
        where: str | Predicate | None = None,
    ) -> Operation:
        """Starts to write rows into a file on the server's own disk.

        Parameters
        ----------
        file : str or path
            Relative to ``server.transfer-dir`` of the server, as for `start_import`; replaced where
            it is there, once the new one is whole.
        keys : pair of int or None, optional
            From and up to, without the latter; None for no bound.
        where : str or predicate, optional
            Only rows for which this is true.

        Returns
        -------
        Operation
            Call `Operation.wait` to follow it to its end.

        Raises
        ------
        OmenError
            As `start_import`, and ``INVALID_ARGUMENT`` for a predicate that does not fit.
        """
        request = operation_service_pb2.StartExportRequest(
            collection=self.name,
            file=os.fspath(file),
            keys=_requests.pair(keys),
            where=_predicates.text(where),
        )
        response: operation_service_pb2.StartExportResponse = self._transport.call(
            self._transport.operations.StartExport, request
        )
        return Operation(self._transport, response.operation)

    def stats(self) -> CollectionStats:
        """Returns what the collection holds and which engines answered."""
        request = collection_service_pb2.GetCollectionStatsRequest(collection=self.name)
        response: collection_service_pb2.GetCollectionStatsResponse = self._transport.call(
            self._transport.collections.GetCollectionStats, request
        )
        return CollectionStats._of(response.stats)

    # --- requests and responses ------------------------------------------------------------------

    def _checked_rows(self, rows: object) -> Iterable[Mapping[str, Any]]:
        if isinstance(rows, (Mapping, str, bytes)) or not isinstance(rows, Iterable):
            raise TypeError(
                "rows must be a list of dicts, a pyarrow Table or RecordBatch, or a pandas or"
                f" polars data frame, not {type(rows).__name__} (for one row write put([row]))"
            )
        return rows

    def _table_of(self, rows: Sequence[Mapping[str, Any]], start: int) -> pa.Table:
        return pa.Table.from_batches([_rows.to_record_batch(rows, self.schema, start)])

    def _tables(self, rows: object, batch_rows: int) -> Iterator[pa.Table]:
        """Yields the rows as tables of the collection's schema of `batch_rows` rows."""
        if isinstance(rows, pa.RecordBatchReader):
            for batch in rows:
                yield from self._tables(batch, batch_rows)
            return
        table = _frames.to_table(rows)
        if table is not None:
            conforming = _frames.conform(table, self.schema)
            for start in range(0, len(conforming), batch_rows):
                yield conforming.slice(start, batch_rows)
            return
        remaining = iter(self._checked_rows(rows))
        start = 0
        while part := list(islice(remaining, batch_rows)):
            yield self._table_of(part, start)
            start += len(part)

    def _put_stream(self, table: pa.Table) -> bytes:
        """Returns the rows as an Arrow stream, if one commit takes them."""
        _requests.check_count("rows", len(table), self._max_operations)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        stream = sink.getvalue()
        self._check_size(stream.size)
        content: bytes = stream.to_pybytes()
        return content

    def _write(
        self,
        request_id: str,
        operations: list[data_service_pb2.WriteOperation],
        conditions: list[data_service_pb2.WriteCondition],
    ) -> int:
        request = data_service_pb2.WriteBatchRequest(
            collection=self.name,
            operations=operations,
            conditions=conditions,
            request_id=request_id,
        )
        self._check_size(request.ByteSize())
        response: data_service_pb2.WriteBatchResponse = self._call_data("WriteBatch", request)
        return response.seq

    def _check_size(self, size: int) -> None:
        limit = self._transport.info.max_message_bytes - _MESSAGE_OVERHEAD
        if size > limit:
            raise ValueError(
                f"one commit takes at most {limit} bytes of rows, not {size}"
                " (send them in parts; put_many with a smaller batch_rows does so)"
            )


class _PutRequests:
    """The requests of one `put_many`, made as they are sent, on a thread of their own.

    What goes wrong with a batch ends the requests, not the call, so that those before it are
    committed; it is kept for the caller.
    """

    def __init__(
        self,
        collection: str,
        tables: Iterator[pa.Table],
        encode: Callable[[pa.Table], bytes],
    ) -> None:
        self.error: BaseException | None = None
        self.sent = 0
        self._collection = collection
        self._tables = tables
        self._encode = encode

    def __iter__(self) -> _PutRequests:
        return self

    def __next__(self) -> data_service_pb2.StreamPutRequest:
        stream = offload(self._next)
        if stream is None:
            raise StopIteration
        request = data_service_pb2.StreamPutRequest(
            collection=self._collection if self.sent == 0 else "", arrow_ipc_stream=stream
        )
        self.sent += 1
        return request

    def _next(self) -> bytes | None:
        """Returns the next batch; `None` at the end, and where something goes wrong."""
        try:
            table = next(self._tables, None)
            return None if table is None else self._encode(table)
        except BaseException as error:
            self.error = error
            return None
