# Generated from _async/view.py by make_sync.py: do not edit.
"""A view: one state of a collection, whatever is written meanwhile."""

from __future__ import annotations

from types import TracebackType

import pyarrow as pa

from omen_client._generated.omendb.v1 import view_service_pb2
from omen_client._io_sync import Transport
from omen_client._sync.reader import Reader


class View(Reader):
    """Reads one state of a collection; got from `Collection.view`.

    Safe for use by many threads. A view that was closed, or that the server closed
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
    def open(cls, transport: Transport, name: str, schema: pa.Schema) -> View:
        """Pins the newest state of a collection."""
        response: view_service_pb2.CreateViewResponse = transport.call(
            transport.views.CreateView, view_service_pb2.CreateViewRequest(collection=name)
        )
        view = cls(transport, name, response.view, schema)
        view.seq = response.seq
        return view

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.name!r} at commit {self.seq}>"

    def __enter__(self) -> View:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the state. Closing again does nothing."""
        self._transport.call(
            self._transport.views.DeleteView, view_service_pb2.DeleteViewRequest(view=self._view)
        )
