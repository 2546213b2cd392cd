"""A view: one state of a collection, whatever is written meanwhile."""

from __future__ import annotations

from types import TracebackType

import pyarrow as pa

from omen_client._async.reader import AsyncReader
from omen_client._generated.omendb.v1 import view_service_pb2
from omen_client._io_async import AsyncTransport


class AsyncView(AsyncReader):
    """Reads one state of a collection; got from `AsyncCollection.view`.

    Safe for use by many tasks of one event loop. A view that was closed, or that the server closed
    since nobody used it, raises `OmenError` with the reason ``VIEW_NOT_FOUND``; scans that have
    begun go on.

    Attributes
    ----------
    name : str
        Name of the collection.
    schema : pyarrow.Schema
        The Arrow schema of its rows: ``key``, then the columns.
    seq : int
        Sequence number of the commit that it reads at.
    """

    seq: int

    @classmethod
    async def open(cls, transport: AsyncTransport, name: str, schema: pa.Schema) -> AsyncView:
        """Pins the newest state of a collection."""
        response: view_service_pb2.CreateViewResponse = await transport.call(
            transport.views.CreateView, view_service_pb2.CreateViewRequest(collection=name)
        )
        view = cls(transport, name, response.view, schema)
        view.seq = response.seq
        return view

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.name!r} at commit {self.seq}>"

    async def __aenter__(self) -> AsyncView:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Lets go of the state. Closing again does nothing."""
        await self._transport.call(
            self._transport.views.DeleteView, view_service_pb2.DeleteViewRequest(view=self._view)
        )
