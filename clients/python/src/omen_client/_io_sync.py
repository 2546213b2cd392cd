"""Calls that block: a channel to one server, used by many threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from queue import SimpleQueue
from typing import Any, TypeVar

import grpc

from omen_client import _errors
from omen_client._channel import PROBE_TIMEOUT, Endpoint, Stubs
from omen_client._generated.omendb.v1 import data_service_pb2, server_service_pb2
from omen_client._gets import Found, Gathering, Get
from omen_client._streams import StreamCache
from omen_client._tls import TlsArgument

_Response = TypeVar("_Response")
_Result = TypeVar("_Result")

sleep = time.sleep


def offload(work: Callable[..., _Result], *arguments: Any) -> _Result:
    """Returns what some work of the processor comes to; here that holds up only the caller."""
    return work(*arguments)


class Transport(Endpoint, Stubs):
    """A channel with the stubs of all services. Safe for use by many threads.

    Attributes
    ----------
    info : GetServerInfoResponse
        What the server said when the connection was made.
    """

    info: server_service_pb2.GetServerInfoResponse

    def __init__(
        self, address: str, token: str | None, tls: TlsArgument | None, timeout: float | None
    ) -> None:
        Endpoint.__init__(self, address, token, tls, timeout)
        self._closed = False
        self._channel = (
            grpc.insecure_channel(self.address, options=self.options)
            if self.credentials is None
            else grpc.secure_channel(self.address, self.credentials, options=self.options)
        )
        Stubs.__init__(self, self._channel)
        self._lock = threading.Lock()
        self._gets: StreamCache[GetStream] = StreamCache(self._get_stream)

    @classmethod
    def open(
        cls,
        address: str,
        token: str | None,
        tls: TlsArgument | None,
        connect_timeout: float,
        timeout: float | None,
    ) -> Transport:
        """Connects; raises `OmenError` where no server answers in time."""
        transport = cls(address, token, tls, timeout)
        try:
            transport.info = transport._connect(connect_timeout)
        except BaseException:
            transport.close()
            raise
        return transport

    def call(
        self, method: Callable[..., _Response], request: Any, deadline: float | None = None
    ) -> _Response:
        """Calls a unary method and returns its response, or raises `OmenError`."""
        if self._closed:
            raise self.closed()
        try:
            return method(request, timeout=self.left(deadline), metadata=self.metadata)
        except grpc.RpcError as error:
            raise self.error(error) from error
        except ValueError as error:
            if self._closed:  # By another thread in between.
                raise self.closed() from error
            raise

    def ask(
        self, collection: str, columns: Sequence[str], keys: Sequence[int], deadline: float | None
    ) -> Found | None:
        """Returns rows that were read together with those of other threads.

        `None` where they could not be: a call of one's own says why, or goes well.
        """
        if self._closed:
            raise self.closed()
        with self._lock:
            stream = self._gets.get(collection, tuple(columns))
        return stream.ask(keys, self.left(deadline))

    def stream(self, method: Callable[..., grpc.Call], request: Any) -> grpc.Call:
        """Starts a streaming method; hand its result to `receive`.

        Without deadline, for it is the caller who sets the pace.
        """
        if self._closed:
            raise self.closed()
        return method(request, metadata=self.metadata)

    def receive(self, call: Iterator[_Response]) -> _Response | None:
        """Returns the next response of a stream, `None` at its end, or raises `OmenError`."""
        try:
            return next(call, None)
        except grpc.RpcError as error:
            raise self.error(error) from error

    def close(self) -> None:
        """Closes the connection; calls under way are cancelled. Closing again does nothing."""
        self._closed = True
        with self._lock:
            self._gets.close()
        self._channel.close()

    def _get_stream(self, collection: str, columns: tuple[str, ...]) -> GetStream:
        return GetStream(self, self._channel, collection, columns)

    def _connect(self, timeout: float) -> server_service_pb2.GetServerInfoResponse:
        try:
            return self._server_info(timeout, wait=True)
        except grpc.RpcError as error:
            cause = error
        if _errors.code(cause) is grpc.StatusCode.DEADLINE_EXCEEDED:
            # It only says that time is up; a call that does not wait says what went wrong.
            try:
                return self._server_info(PROBE_TIMEOUT, wait=False)
            except grpc.RpcError as error:
                cause = error
        raise self.no_server(cause, timeout) from cause

    def _server_info(self, timeout: float, wait: bool) -> server_service_pb2.GetServerInfoResponse:
        response: server_service_pb2.GetServerInfoResponse = self.server.GetServerInfo(
            server_service_pb2.GetServerInfoRequest(),
            timeout=timeout,
            metadata=self.metadata,
            wait_for_ready=wait,
        )
        return response


class GetStream:
    """Gets of many threads, gathered into the requests of one call; see `Gathering`.

    Where the call ends, its gets are not answered and the next get begins another. Safe for use by
    many threads.
    """

    # The answers are handed out by what gRPC takes for their parser. It runs on the thread that
    # read them, so that a caller is woken without another thread between. gRPC holds a lock of the
    # call meanwhile: nothing that takes that lock may be done under ours.

    def __init__(
        self, endpoint: Endpoint, channel: Any, collection: str, columns: Sequence[str]
    ) -> None:
        self._endpoint = endpoint
        self._channel = channel
        self._collection = collection
        self._columns = columns
        self._lock = threading.Lock()
        self._call: _GetCall | None = None
        self._closed = False

    def ask(self, keys: Sequence[int], timeout: float | None) -> Found | None:
        """Returns the rows, or `None` where the call ended before the answer came.

        Raises
        ------
        OmenError
            ``DEADLINE_EXCEEDED`` after `timeout` seconds.
        """
        answered = threading.Lock()
        answered.acquire()
        get = Get(keys, answered.release)
        with self._lock:
            if self._closed:
                return None
            if self._call is None:
                self._call = _GetCall(self)
                self._call.start()
            self._call.gathering.add(get)
            self._call.send()
        if not answered.acquire(timeout=-1 if timeout is None else timeout):
            get.abandoned = True
            raise self._endpoint.expired()
        return get.found

    def close(self) -> None:
        """Ends the call once what was sent is answered."""
        with self._lock:
            self._closed = True
            if self._call is not None:
                self._call.queue.put(None)

    def open(self, call: _GetCall) -> Iterator[object]:
        """Starts a call of StreamGet, whose responses are handed to `answered`."""
        method = self._channel.stream_stream(
            "/omendb.v1.DataService/StreamGet",
            request_serializer=data_service_pb2.StreamGetRequest.SerializeToString,
            response_deserializer=lambda message: self.answered(call, message),
        )
        responses: Iterator[object] = method(
            iter(call.queue.get, None), metadata=self._endpoint.metadata
        )
        return responses

    def answered(self, call: _GetCall, message: bytes) -> bool:
        """Wakes those whose answer this is, and sends what has gathered meanwhile."""
        response = data_service_pb2.StreamGetResponse.FromString(message)
        with self._lock:
            gets = call.gathering.answer(response)
            call.send()
        for get in gets:
            get.wake()
        return True

    def ended(self, call: _GetCall) -> None:
        """Wakes those who get no answer."""
        call.queue.put(None)
        with self._lock:
            if self._call is call:
                self._call = None
            unanswered = call.gathering.fail()
        for get in unanswered:
            get.wake()


class _GetCall:
    """One call of a `GetStream`, used under its lock."""

    def __init__(self, stream: GetStream) -> None:
        self.gathering = Gathering(stream._collection, stream._columns)
        self.queue: SimpleQueue[data_service_pb2.StreamGetRequest | None] = SimpleQueue()
        self._stream = stream

    def start(self) -> None:
        threading.Thread(target=self._read, name="omen-client-gets", daemon=True).start()

    def send(self) -> None:
        for request in self.gathering.requests():
            self.queue.put(request)

    def _read(self) -> None:
        try:
            for _ in self._stream.open(self):
                pass  # Its parser has handed it out.
        except (grpc.RpcError, ValueError):  # ValueError: the channel was closed.
            pass  # Whoever waits asks by a call of its own, which says what is wrong.
        finally:
            self._stream.ended(self)
