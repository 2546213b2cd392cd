# Generated from _async/operations.py by make_sync.py: do not edit.
"""Long work of the server: how far it is, and its end."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timezone

from omen_client._errors import OmenError
from omen_client._generated.omendb.v1 import operation_service_pb2
from omen_client._io_sync import Transport, sleep
from omen_client._operations import ENDED, FIRST_WAIT, LONGEST_WAIT, Backup


class Operation:
    """Long work on the server, which goes on whether or not somebody waits for it.

    What it says is of the last time that the server was asked: by `refresh`, `wait` or `cancel`.

    Attributes
    ----------
    name : str
        By which `Database.operation` finds it again.
    kind : str
        ``BACKUP``, ``FLUSH``, ``MERGE``, ``IMPORT`` or ``EXPORT``.
    subject : str
        The collection, or the directory of a backup.
    """

    def __init__(self, transport: Transport, message: operation_service_pb2.Operation) -> None:
        self._transport = transport
        self._message = message
        self.name = message.name
        self.kind = operation_service_pb2.OperationKind.Name(message.kind).removeprefix(
            "OPERATION_KIND_"
        )
        self.subject = message.subject

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}: {self.kind} of {self.subject}, {self.state}>"

    @property
    def state(self) -> str:
        """``WAITING``, ``RUNNING``, ``SUCCEEDED``, ``FAILED`` or ``CANCELLED``."""
        name: str = operation_service_pb2.OperationState.Name(self._message.state)
        return name.removeprefix("OPERATION_STATE_")

    @property
    def done(self) -> bool:
        """Whether it has ended, well or not."""
        return self.state in ENDED

    @property
    def fraction(self) -> float | None:
        """How much is done, 0..1; `None` where that cannot be told."""
        return self._message.fraction if self._message.HasField("fraction") else None

    @property
    def done_rows(self) -> int:
        """Rows that are imported, durably, or exported; 0 for other kinds."""
        return self._message.done_rows

    @property
    def total_rows(self) -> int:
        """Rows to export; 0 where that is not known, and for other kinds."""
        return self._message.total_rows

    @property
    def done_bytes(self) -> int:
        """Bytes written so far, of an import read; 0 where they are not counted."""
        return self._message.done_bytes

    @property
    def total_bytes(self) -> int:
        """Bytes to write or read; 0 where that is not known."""
        return self._message.total_bytes

    @property
    def started(self) -> datetime:
        """When it was started, in UTC."""
        return self._message.start_time.ToDatetime(tzinfo=timezone.utc)

    @property
    def result(self) -> Backup | None:
        """The backup that was made; `None` before it is, and for other kinds."""
        if not self._message.HasField("backup"):
            return None
        made = self._message.backup
        seqs = {each.collection: each.seq for each in made.collections}
        return Backup(seqs, made.files, made.size_bytes)

    def refresh(self) -> Operation:
        """Asks the server how far it is, and returns itself.

        Raises
        ------
        OmenError
            ``NOT_FOUND`` where the server has ended since, or forgotten it.
        """
        request = operation_service_pb2.GetOperationRequest(name=self.name)
        response: operation_service_pb2.GetOperationResponse = self._transport.call(
            self._transport.operations.GetOperation, request
        )
        self._message = response.operation
        return self

    def wait(
        self,
        timeout: float | None = None,
        progress: Callable[[Operation], object] | None = None,
    ) -> Operation:
        """Waits until it has done its work, and returns itself.

        Parameters
        ----------
        timeout : float, optional
            Seconds to wait at most; it works on meanwhile and afterwards.
        progress : callable, optional
            Called with this operation whenever the server was asked.

        Raises
        ------
        OmenError
            What the work failed with; ``CANCELLED`` where it was cancelled.
        TimeoutError
            Where it takes longer.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        pause = FIRST_WAIT
        while not self.done:
            if deadline is not None and time.monotonic() >= deadline:
                raise TimeoutError(f"{self.name} has not ended within {timeout:g} s")
            sleep(pause)
            pause = min(2 * pause, LONGEST_WAIT)
            self.refresh()
            if progress is not None:
                progress(self)
        if self.state == "FAILED":
            error = self._message.error
            raise OmenError(error.code, error.message, error.reason, error.field or None)
        if self.state == "CANCELLED":
            raise OmenError("CANCELLED", f"{self.name} was cancelled", "CANCELLED")
        return self

    def cancel(self) -> Operation:
        """Asks it to end, and returns itself.

        A backup ends soon and is none, and so does an export. Of an import the batches that are
        committed stay, of a bulk load nothing. A flush or merge that has begun goes on to its end.
        Nothing happens to what has ended.
        """
        request = operation_service_pb2.CancelOperationRequest(name=self.name)
        response: operation_service_pb2.CancelOperationResponse = self._transport.call(
            self._transport.operations.CancelOperation, request
        )
        self._message = response.operation
        return self
