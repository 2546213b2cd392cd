"""What every channel to a server has: its options, its headers and how its failures are told."""

from __future__ import annotations

import json
import os
import time
from typing import Any

import grpc

from omen_client import _errors
from omen_client._errors import OmenError
from omen_client._generated.omendb.v1 import (
    collection_service_pb2_grpc,
    data_service_pb2_grpc,
    explain_service_pb2_grpc,
    operation_service_pb2_grpc,
    server_service_pb2_grpc,
    view_service_pb2_grpc,
)
from omen_client._tls import TlsArgument, channel_credentials

_TOKEN_VARIABLE = "OMENDB_TOKEN"

# Seconds for the second try of a failed connect, whose only purpose is the cause for the message.
PROBE_TIMEOUT = 2.0

# Calls that may be made again where nobody has answered: they change nothing, or are writes, and
# each of these has a request id.
_REPEATABLE = {
    "CollectionService": ("GetCollection", "ListCollections", "GetCollectionStats"),
    "DataService": (
        "Get",
        "BatchGet",
        "Scan",
        "Count",
        "Search",
        "BatchSearch",
        "MeasureRecall",
        "Put",
        "Delete",
        "WriteBatch",
    ),
    "ExplainService": ("ExplainGet", "ExplainSearch"),
    "OperationService": ("GetOperation", "ListOperations"),
}
_SERVICE_CONFIG = {
    "methodConfig": [
        {
            "name": [
                {"service": f"omendb.v1.{service}", "method": method}
                for service, methods in _REPEATABLE.items()
                for method in methods
            ],
            "retryPolicy": {
                "maxAttempts": 4,
                "initialBackoff": "0.1s",
                "maxBackoff": "1s",
                "backoffMultiplier": 2,
                "retryableStatusCodes": ["UNAVAILABLE"],
            },
        }
    ]
}

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
    ("grpc.service_config", json.dumps(_SERVICE_CONFIG)),
    # close() closes the connection, whoever else in this process talks to the same address.
    ("grpc.use_local_subchannel_pool", 1),
]


class Endpoint:
    """A server's address with what calls to it need; the part of a transport without calls.

    Attributes
    ----------
    address : str
        ``HOST:PORT``.
    """

    def __init__(
        self, address: str, token: str | None, tls: TlsArgument | None, timeout: float | None
    ) -> None:
        self._timeout = timeout
        self.address = _checked_address(address)
        self.metadata = _metadata(token)
        self.credentials = channel_credentials(tls)
        self.options = _options(self.address)

    def deadline(self) -> float | None:
        """Returns when a call that begins now is to be over, on the monotonic clock."""
        return None if self._timeout is None else time.monotonic() + self._timeout

    def left(self, deadline: float | None) -> float | None:
        """Returns the seconds left until a deadline; those of a whole call where there is none."""
        return self._timeout if deadline is None else max(deadline - time.monotonic(), 0.001)

    def error(self, error: grpc.RpcError) -> OmenError:
        """Returns what a failed call stands for."""
        return _errors.from_rpc_error(error, self.address)

    def closed(self) -> OmenError:
        """Returns what a call on a closed connection is answered by."""
        return OmenError(
            "FAILED_PRECONDITION",
            f"the connection to {self.address} is closed (call connect() again)",
            "CLOSED",
        )

    def expired(self) -> OmenError:
        """Returns what stands for a read that took too long."""
        return OmenError("DEADLINE_EXCEEDED", f"no answer from {self.address} in time")

    def no_server(self, cause: grpc.RpcError, timeout: float) -> OmenError:
        """Returns why there is no connection: what the first call failed with, for people."""
        code = _errors.code(cause)
        if code in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED):
            detail = _errors.details(cause)
            return OmenError(
                "UNAVAILABLE",
                f"no OmenDB server answered at {self.address} within {timeout:g} s"
                f" ({detail or 'no answer'}); {self._remedy(detail or '')}",
                "UNAVAILABLE",
                "address",
            )
        if code is grpc.StatusCode.UNIMPLEMENTED:
            return OmenError(
                "UNIMPLEMENTED",
                f"what answers at {self.address} is no OmenDB server, or one of another version",
                None,
                "address",
            )
        return self.error(cause)

    def _remedy(self, detail: str) -> str:
        detail = detail.lower()
        encrypted = self.credentials is not None
        if encrypted and ("certificate_verify_failed" in detail or "verif" in detail):
            return (
                "the server's certificate is not trusted: name the PEM file of its authority with"
                " tls=, and check address and tls"
            )
        if encrypted and any(word in detail for word in ("ssl", "tls", "tsi", "handshake")):
            return (
                "there is no TLS with it: it may want none (tls=None), or a client certificate"
                " (tls=Tls(ca=..., cert=..., key=...)); check address and tls"
            )
        start = f"start one with `bin/omen serve --listen {self.address}`, or check address and tls"
        return start if encrypted else f"{start} (a server with a certificate wants tls=)"


class Stubs:
    """The stubs of all services on one channel, blocking or not as the channel is."""

    def __init__(self, channel: Any) -> None:
        # Generated without types: every caller names the type of the response.
        self.data: Any = data_service_pb2_grpc.DataServiceStub(channel)
        self.collections: Any = collection_service_pb2_grpc.CollectionServiceStub(channel)
        self.explain: Any = explain_service_pb2_grpc.ExplainServiceStub(channel)
        self.operations: Any = operation_service_pb2_grpc.OperationServiceStub(channel)
        self.server: Any = server_service_pb2_grpc.ServerServiceStub(channel)
        self.views: Any = view_service_pb2_grpc.ViewServiceStub(channel)


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


def _metadata(token: str | None) -> tuple[tuple[str, str], ...]:
    """Returns the headers of every call. Errors do not repeat the token."""
    if token is None:
        token = os.environ.get(_TOKEN_VARIABLE, "").strip() or None
    if token is None:
        return ()
    if not isinstance(token, str):
        raise TypeError(f"token must be a str, not {type(token).__name__}")
    if not token or not all("!" <= character <= "~" for character in token):
        raise ValueError("the token is empty or has blanks or letters that no token has")
    return (("authorization", f"Bearer {token}"),)
