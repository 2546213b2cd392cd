"""The one error of this package, and how it is read from a gRPC status."""

from __future__ import annotations

from collections.abc import Iterable

import grpc
import grpc.aio
from google.protobuf.message import DecodeError
from google.rpc import error_details_pb2, status_pb2

_DETAILS_KEY = "grpc-status-details-bin"

# What a failed call is besides an RpcError: one that blocked, and one that was awaited.
_STATUS = (grpc.Call, grpc.aio.AioRpcError)


class OmenError(Exception):
    """What the server answered instead of a result, or that it could not be asked.

    Arguments that the client itself can see to be wrong raise `TypeError` or `ValueError` instead,
    before anything is sent.

    Attributes
    ----------
    code : str
        Name of the gRPC status: ``NOT_FOUND``, ``ALREADY_EXISTS``, ``INVALID_ARGUMENT``,
        ``FAILED_PRECONDITION``, ``ABORTED``, ``RESOURCE_EXHAUSTED``, ``DATA_LOSS`` (stored data is
        damaged), ``UNAVAILABLE``, ``DEADLINE_EXCEEDED``, ...
    reason : str or None
        What exactly, as a stable upper-case word: ``COLLECTION_NOT_FOUND``, ``INVALID_VALUE``,
        ``LIMIT_EXCEEDED``, ... `None` where the answer did not come from OmenDB.
    field : str or None
        The argument or column at fault, where it is one.
    message : str
        What happened and what to do about it, for people.
    """

    def __init__(
        self, code: str, message: str, reason: str | None = None, field: str | None = None
    ) -> None:
        # All four are args, so that the error survives pickling.
        super().__init__(code, message, reason, field)
        self.code = code
        self.message = message
        self.reason = reason
        self.field = field

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


def from_rpc_error(error: grpc.RpcError, address: str) -> OmenError:
    """Returns the error that a failed call stands for.

    Parameters
    ----------
    error : grpc.RpcError
        As raised by a stub; it is a `grpc.Call` too.
    address : str
        Where the call went, for the message.
    """
    if not isinstance(error, _STATUS):
        return OmenError("UNKNOWN", str(error))
    code = error.code().name
    message = error.details() or "no message"
    reason, field = _details(error.trailing_metadata())
    if code == "UNAVAILABLE" and reason is None:
        reason = "UNAVAILABLE"
        message = (
            f"lost the server at {address} ({message}); a write in flight may or may not be"
            " committed (is the server running? The same client connects again by itself)"
        )
    elif code == "DEADLINE_EXCEEDED" and reason is None:
        message = f"no answer from {address} in time ({message}); a write may yet be committed"
    return OmenError(code, message, reason, field)


def code(error: grpc.RpcError) -> grpc.StatusCode | None:
    """Returns the status of a failed call; `None` where it has none."""
    return error.code() if isinstance(error, _STATUS) else None


def details(error: grpc.RpcError) -> str | None:
    """Returns the text of the status of a failed call; `None` where it has none."""
    return error.details() if isinstance(error, _STATUS) else None


def _details(trailers: Iterable[tuple[str, str | bytes]] | None) -> tuple[str | None, str | None]:
    """Returns reason and field from the `google.rpc.Status` in the trailing metadata."""
    reason = field = None
    for key, value in trailers or ():
        if key != _DETAILS_KEY or not isinstance(value, bytes):
            continue
        try:
            status = status_pb2.Status.FromString(value)
        except DecodeError:  # Some proxy's; the plain code and text still stand.
            continue
        for detail in status.details:
            info = error_details_pb2.ErrorInfo()
            bad_request = error_details_pb2.BadRequest()
            if detail.Unpack(info):
                reason = info.reason or None
                field = info.metadata.get("field") or field
            elif detail.Unpack(bad_request) and bad_request.field_violations:
                field = field or bad_request.field_violations[0].field
    return reason, field
