"""A scan: the rows of a key range, as they arrive."""

from __future__ import annotations

from types import TracebackType
from typing import Any

import pyarrow as pa

from omen_client import _frames
from omen_client._errors import OmenError
from omen_client._generated.omendb.v1 import data_service_pb2
from omen_client._io_async import AsyncTransport

_END_OF_STREAM = b"\xff\xff\xff\xff\x00\x00\x00\x00"


class AsyncScan:
    """The rows of a key range in key order, all from one state of the collection.

    That is the state at the time of `AsyncCollection.scan`. Iterating yields `pyarrow.RecordBatch`
    as they arrive; the server sends no faster than they are read. A scan is read once,
    by one task. Reading it to its end closes it; to stop early leave its ``with`` block or
    call `close`, which makes the server stop too.

    Attributes
    ----------
    schema : pyarrow.Schema
        ``key``, then the columns asked for. Known once the ``async with`` block is entered or a
        batch was read.

    Examples
    --------
    >>> async with cities.scan(columns=["name"]) as scan:
    ...     async for batch in scan:
    ...         names = batch["name"].to_pylist()
    ...         break
    >>> names
    ['Geneva', 'Zurich']
    """

    def __init__(self, transport: AsyncTransport, call: Any) -> None:
        self._transport = transport
        self._call = call
        self._open = True
        self._started = False
        self._ended = False
        # sync: self._start()

    async def _start(self) -> None:
        """Reads the schema, which comes first."""
        if self._started:
            return
        try:
            piece = await self._receive()
            self.schema: pa.Schema = pa.ipc.read_schema(pa.py_buffer(piece))
            self._started = True
        except BaseException:
            await self.close()
            raise

    def __aiter__(self) -> AsyncScan:
        return self

    async def __anext__(self) -> pa.RecordBatch:
        """Returns the next batch of rows.

        Raises
        ------
        OmenError
            What ended the scan before its end.
        ValueError
            If the scan was closed before its end.
        """
        if self._ended:
            raise StopAsyncIteration
        if not self._open:
            raise ValueError("the scan is closed; start another with AsyncCollection.scan")
        await self._start()
        try:
            piece = await self._receive()
            if piece == _END_OF_STREAM:
                self._ended = True
                raise StopAsyncIteration
            return pa.ipc.read_record_batch(pa.py_buffer(piece), self.schema)
        except BaseException:
            await self.close()
            raise

    async def to_table(self) -> pa.Table:
        """Returns the rows not read so far as one table."""
        batches = []
        async for batch in self:
            batches.append(batch)
        await self._start()
        return pa.Table.from_batches(batches, self.schema)

    async def to_pandas(self) -> Any:
        """Returns the rows not read so far as a pandas data frame. Needs pandas.

        Columns that may be null get pandas' nullable types, so that integers stay exact; vectors
        become arrays of float32.
        """
        return _frames.to_pandas(await self.to_table())

    async def close(self) -> None:
        """Ends the scan, here and on the server. Closing again does nothing."""
        self._open = False
        self._call.cancel()

    async def __aenter__(self) -> AsyncScan:
        await self._start()
        return self

    async def __aexit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    def __del__(self) -> None:
        if getattr(self, "_open", False):
            self._call.cancel()

    async def _receive(self) -> bytes:
        response: data_service_pb2.ScanResponse | None = await self._transport.receive(self._call)
        if response is None:
            raise OmenError(
                "INTERNAL", "the scan ended without its end marker; rows may be missing"
            )
        return response.arrow_ipc
