"""One gRPC channel to one server: its options, its credentials and its calls."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import grpc

from omen_client import _errors
from omen_client._errors import OmenError
from omen_client._generated.omendb.v1 import (
    collection_service_pb2_grpc,
    data_service_pb2_grpc,
    explain_service_pb2_grpc,
    operation_service_pb2_grpc,
    server_service_pb2,
    server_service_pb2_grpc,
    view_service_pb2_grpc,
)

Tls = bool | str | os.PathLike[str] | grpc.ChannelCredentials
_Response = TypeVar("_Response")

# Seconds for the second try of a failed connect, whose only purpose is the cause for the message.
_PROBE_TIMEOUT = 2.0

_OPTIONS: list[tuple[str, Any]] = [
    # The server limits what it takes and says so in GetServerInfo; what it sends is welcome.
    ("grpc.max_send_message_length", -1),
    ("grpc.max_receive_message_length", -1),
    # Notices a dead peer below a long call. gRPC servers object to pings within 5 minutes.
    ("grpc.keepalive_time_ms", 330_000),
    ("grpc.keepalive_timeout_ms", 20_000),
    # A restarted server is found again within seconds.
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 3_000),
    # close() closes the connection, whoever else in this process talks to the same address.
    ("grpc.use_local_subchannel_pool", 1),
]


class Transport:
    """A channel with the stubs of all services. Safe for use by many threads.

    Attributes
    ----------
    address : str
        ``HOST:PORT``.
    info : GetServerInfoResponse
        What the server said when the connection was made.
    """

    info: server_service_pb2.GetServerInfoResponse

    def __init__(
        self,
        address: str,
        token: str | None,
        tls: Tls | None,
        connect_timeout: float,
        timeout: float | None,
    ) -> None:
        self.address = _checked_address(address)
        self._metadata = (("authorization", f"Bearer {token}"),) if token is not None else ()
        self._timeout = timeout
        self._closed = False
        credentials = _credentials(tls)
        self._channel = (
            grpc.insecure_channel(self.address, options=_options(self.address))
            if credentials is None
            else grpc.secure_channel(self.address, credentials, options=_options(self.address))
        )
        # Generated without types: every caller names the type of the response.
        self.data: Any = data_service_pb2_grpc.DataServiceStub(self._channel)
        self.collections: Any = collection_service_pb2_grpc.CollectionServiceStub(self._channel)
        self.explain: Any = explain_service_pb2_grpc.ExplainServiceStub(self._channel)
        self.operations: Any = operation_service_pb2_grpc.OperationServiceStub(self._channel)
        self.server: Any = server_service_pb2_grpc.ServerServiceStub(self._channel)
        self.views: Any = view_service_pb2_grpc.ViewServiceStub(self._channel)
        try:
            self.info = self._connect(connect_timeout)
        except BaseException:
            self.close()
            raise

    def call(self, method: Callable[..., _Response], request: Any) -> _Response:
        """Calls a unary method and returns its response, or raises `OmenError`."""
        self._check_open()
        try:
            return method(request, timeout=self._timeout, metadata=self._metadata)
        except grpc.RpcError as error:
            raise _errors.from_rpc_error(error, self.address) from error
        except ValueError as error:
            self._check_open(error)  # Closed by another thread in between.
            raise

    def stream(self, method: Callable[..., grpc.Call], request: Any) -> grpc.Call:
        """Starts a streaming method; hand its result to `receive`.

        Without deadline, for it is the caller who sets the pace.
        """
        self._check_open()
        return method(request, metadata=self._metadata)

    def receive(self, call: Iterator[_Response]) -> _Response | None:
        """Returns the next response of a stream, `None` at its end, or raises `OmenError`."""
        try:
            return next(call, None)
        except grpc.RpcError as error:
            raise _errors.from_rpc_error(error, self.address) from error

    def close(self) -> None:
        """Closes the connection; calls under way are cancelled. Closing again does nothing."""
        self._closed = True
        self._channel.close()

    def _check_open(self, cause: BaseException | None = None) -> None:
        if self._closed:
            raise OmenError(
                "FAILED_PRECONDITION",
                f"the connection to {self.address} is closed (call connect() again)",
                "CLOSED",
            ) from cause

    def _connect(self, timeout: float) -> server_service_pb2.GetServerInfoResponse:
        try:
            return self._server_info(timeout, wait=True)
        except grpc.RpcError as error:
            cause = error
        if _code(cause) is grpc.StatusCode.DEADLINE_EXCEEDED:
            # It only says that time is up; a call that does not wait says what went wrong.
            try:
                return self._server_info(_PROBE_TIMEOUT, wait=False)
            except grpc.RpcError as error:
                cause = error
        if _code(cause) in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED):
            detail = cause.details() if isinstance(cause, grpc.Call) else None
            raise OmenError(
                "UNAVAILABLE",
                f"no OmenDB server answered at {self.address} within {timeout:g} s"
                f" ({detail or 'no answer'}); start one with"
                f" `bin/omen serve --listen {self.address}`, or check address and tls",
                "UNAVAILABLE",
                "address",
            ) from cause
        if _code(cause) is grpc.StatusCode.UNIMPLEMENTED:
            raise OmenError(
                "UNIMPLEMENTED",
                f"what answers at {self.address} is no OmenDB server, or one of another version",
                None,
                "address",
            ) from cause
        raise _errors.from_rpc_error(cause, self.address) from cause

    def _server_info(self, timeout: float, wait: bool) -> server_service_pb2.GetServerInfoResponse:
        response: server_service_pb2.GetServerInfoResponse = self.server.GetServerInfo(
            server_service_pb2.GetServerInfoRequest(),
            timeout=timeout,
            metadata=self._metadata,
            wait_for_ready=wait,
        )
        return response


def _code(error: grpc.RpcError) -> grpc.StatusCode | None:
    return error.code() if isinstance(error, grpc.Call) else None


def _checked_address(address: str) -> str:
    if not isinstance(address, str):
        raise TypeError(f"address must be 'HOST:PORT', not {type(address).__name__}")
    host, _, port = address.rpartition(":")
    if not host or "/" in host or not port.isascii() or not port.isdigit():
        raise ValueError(f"address must be 'HOST:PORT' like '127.0.0.1:7617', not {address!r}")
    if not 1 <= int(port) <= 65_535:
        raise ValueError(f"the port of an address is 1..65535, not {port}")
    return address


def _options(address: str) -> list[tuple[str, Any]]:
    host = address.rpartition(":")[0].strip("[]")
    loopback = host in {"localhost", "::1"} or host.startswith("127.")
    # An http_proxy in the environment is not meant for a server on this machine.
    return [*_OPTIONS, ("grpc.enable_http_proxy", 0)] if loopback else _OPTIONS


def _credentials(tls: Tls | None) -> grpc.ChannelCredentials | None:
    if tls is None or tls is False:
        return None
    if tls is True:
        return grpc.ssl_channel_credentials()
    if isinstance(tls, grpc.ChannelCredentials):
        return tls
    return grpc.ssl_channel_credentials(Path(tls).read_bytes())
