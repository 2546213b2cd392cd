# Generated from _async/scan.py by make_sync.py: do not edit.
"""A scan: the rows of a key range, as they arrive."""

from __future__ import annotations

from types import TracebackType
from typing import Any

import pyarrow as pa

from omen_client import _frames
from omen_client._errors import OmenError
from omen_client._generated.omendb.v1 import data_service_pb2
from omen_client._io_sync import Transport

_END_OF_STREAM = b"\xff\xff\xff\xff\x00\x00\x00\x00"


class Scan:
    """The rows of a key range in key order, all from one state of the collection.

    That is the state at the time of `Collection.scan`. Iterating yields `pyarrow.RecordBatch`
    as they arrive; the server sends no faster than they are read. A scan is read once,
    by one thread. Reading it to its end closes it; to stop early leave its ``with`` block or
    call `close`, which makes the server stop too.

    Attributes
    ----------
    schema : pyarrow.Schema
        ``key``, then the columns asked for.

    Examples
    --------
    >>> with cities.scan(columns=["name"]) as scan:
    ...     for batch in scan:
    ...         names = batch["name"].to_pylist()
    ...         break
    >>> names
    ['Geneva', 'Zurich']
    """

    def __init__(self, transport: Transport, call: Any) -> None:
        self._transport = transport
        self._call = call
        self._open = True
        self._started = False
        self._ended = False
        self._start()

    def _start(self) -> None:
        """Reads the schema, which comes first."""
        if self._started:
            return
        try:
            piece = self._receive()
            self.schema: pa.Schema = pa.ipc.read_schema(pa.py_buffer(piece))
            self._started = True
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Scan:
        return self

    def __next__(self) -> pa.RecordBatch:
        """Returns the next batch of rows.

        Raises
        ------
        OmenError
            What ended the scan before its end.
        ValueError
            If the scan was closed before its end.
        """
        if self._ended:
            raise StopIteration
        if not self._open:
            raise ValueError("the scan is closed; start another with Collection.scan")
        self._start()
        try:
            piece = self._receive()
            if piece == _END_OF_STREAM:
                self._ended = True
                raise StopIteration
            return pa.ipc.read_record_batch(pa.py_buffer(piece), self.schema)
        except BaseException:
            self.close()
            raise

    def to_table(self) -> pa.Table:
        """Returns the rows not read so far as one table."""
        batches = []
        for batch in self:
            batches.append(batch)
        self._start()
        return pa.Table.from_batches(batches, self.schema)

    def to_pandas(self) -> Any:
        """Returns the rows not read so far as a pandas data frame. Needs pandas.

        Columns that may be null get pandas' nullable types, so that integers stay exact; vectors
        become arrays of float32.
        """
        return _frames.to_pandas(self.to_table())

    def close(self) -> None:
        """Ends the scan, here and on the server. Closing again does nothing."""
        self._open = False
        self._call.cancel()

    def __enter__(self) -> Scan:
        self._start()
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_open", False):
            self._call.cancel()

    def _receive(self) -> bytes:
        response: data_service_pb2.ScanResponse | None = self._transport.receive(self._call)
        if response is None:
            raise OmenError(
                "INTERNAL", "the scan ended without its end marker; rows may be missing"
            )
        return response.arrow_ipc
