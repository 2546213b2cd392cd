"""A view: one state of a collection, whatever is written meanwhile."""

from __future__ import annotations

from types import TracebackType

from omen_client._generated.omendb.v1 import view_service_pb2
from omen_client._reader import Reader
from omen_client._transport import Transport


class View(Reader):
    """Reads one state of a collection; got from `Collection.view`.

    Safe for use by many threads. A view that was closed, or that the server closed since nobody
    used it, raises `OmenError` with the reason ``VIEW_NOT_FOUND``; scans that have begun go on.

    Attributes
    ----------
    name : str
        Name of the collection.
    seq : int
        Sequence number of the commit that it reads at.
    """

    def __init__(self, transport: Transport, collection: Reader) -> None:
        response: view_service_pb2.CreateViewResponse = transport.call(
            transport.views.CreateView,
            view_service_pb2.CreateViewRequest(collection=collection.name),
        )
        super().__init__(transport, collection.name, response.view)
        self.seq = response.seq
        self._schema = collection.schema

    def __repr__(self) -> str:
        return f"<View of {self.name!r} at commit {self.seq}>"

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
