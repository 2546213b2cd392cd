"""Calls that are awaited: a channel to one server, used by many tasks of one event loop.

What `_io_sync` is to threads; the two have the same names and manners.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Sequence
from types import TracebackType
from typing import Any, Generic, Protocol, TypeVar

import grpc
import grpc.aio

from omen_client import _errors
from omen_client._channel import PROBE_TIMEOUT, Endpoint, Stubs
from omen_client._generated.omendb.v1 import data_service_pb2, server_service_pb2
from omen_client._gets import Found, Gathering, Get
from omen_client._streams import StreamCache
from omen_client._tls import TlsArgument

sleep = asyncio.sleep
offload = asyncio.to_thread


class _Closeable(Protocol):
    async def close(self) -> object: ...


_Opened = TypeVar("_Opened", bound=_Closeable)


class Opening(Generic[_Opened]):
    """Something that is being opened: await it, or enter it by ``async with``, which closes it."""

    def __init__(self, opening: Coroutine[Any, Any, _Opened]) -> None:
        self._opening = opening

    def __await__(self) -> Generator[Any, None, _Opened]:
        return self._opening.__await__()

    async def __aenter__(self) -> _Opened:
        self._opened = await self._opening
        return self._opened

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._opened.close()


class AsyncTransport(Endpoint, Stubs):
    """A channel with the stubs of all services, for the event loop it was made in.

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
            grpc.aio.insecure_channel(self.address, options=self.options)
            if self.credentials is None
            else grpc.aio.secure_channel(self.address, self.credentials, options=self.options)
        )
        Stubs.__init__(self, self._channel)
        self._gets: StreamCache[AsyncGetStream] = StreamCache(self._get_stream)
        self._reading: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(
        cls,
        address: str,
        token: str | None,
        tls: TlsArgument | None,
        connect_timeout: float,
        timeout: float | None,
    ) -> AsyncTransport:
        """Connects; raises `OmenError` where no server answers in time."""
        transport = cls(address, token, tls, timeout)
        try:
            transport.info = await transport._connect(connect_timeout)
        except BaseException:
            await transport.close()
            raise
        return transport

    async def call(
        self, method: Callable[..., Any], request: Any, deadline: float | None = None
    ) -> Any:
        """Calls a unary method and returns its response, or raises `OmenError`.

        A task that is cancelled cancels the call.
        """
        if self._closed:
            raise self.closed()
        try:
            return await method(request, timeout=self.left(deadline), metadata=self.metadata)
        except grpc.RpcError as error:
            raise self.error(error) from error
        except (asyncio.CancelledError, grpc.aio.UsageError) as error:
            self._check_cause(error)
            raise

    async def ask(
        self, collection: str, columns: Sequence[str], keys: Sequence[int], deadline: float | None
    ) -> Found | None:
        """Returns rows that were read together with those of other tasks.

        `None` where they could not be: a call of one's own says why, or goes well.
        """
        if self._closed:
            raise self.closed()
        stream = self._gets.get(collection, tuple(columns))
        return await stream.ask(keys, self.left(deadline))

    def stream(self, method: Callable[..., Any], request: Any) -> Any:
        """Starts a streaming method; hand its result to `receive`.

        Without deadline, for it is the caller who sets the pace.
        """
        if self._closed:
            raise self.closed()
        return method(request, metadata=self.metadata)

    async def receive(self, call: Any) -> Any:
        """Returns the next response of a stream, `None` at its end, or raises `OmenError`."""
        try:
            response = await call.read()
        except grpc.RpcError as error:
            raise self.error(error) from error
        except asyncio.CancelledError as error:
            self._check_cause(error)
            raise
        return None if response is grpc.aio.EOF else response

    async def close(self) -> None:
        """Closes the connection; calls under way are cancelled. Closing again does nothing."""
        self._closed = True
        self._gets.close()
        await self._channel.close()
        await asyncio.gather(*self._reading, return_exceptions=True)

    def read(self, reading: Coroutine[Any, Any, None]) -> None:
        """Lets the answers of a stream be read, at the latest until the connection is closed."""
        task = asyncio.create_task(reading)
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    def _check_cause(self, error: BaseException) -> None:
        """Tells a call that `close` has cancelled from a task that is cancelled."""
        task = asyncio.current_task()
        cancelling = sys.version_info >= (3, 11) and task is not None and task.cancelling() > 0
        if self._closed and not cancelling:
            raise self.closed() from error

    def _get_stream(self, collection: str, columns: tuple[str, ...]) -> AsyncGetStream:
        return AsyncGetStream(self, collection, columns)

    async def _connect(self, timeout: float) -> server_service_pb2.GetServerInfoResponse:
        try:
            return await self._server_info(timeout, wait=True)
        except grpc.RpcError as error:
            cause = error
        if _errors.code(cause) is grpc.StatusCode.DEADLINE_EXCEEDED:
            # It only says that time is up; a call that does not wait says what went wrong.
            try:
                return await self._server_info(PROBE_TIMEOUT, wait=False)
            except grpc.RpcError as error:
                cause = error
        raise self.no_server(cause, timeout) from cause

    async def _server_info(
        self, timeout: float, wait: bool
    ) -> server_service_pb2.GetServerInfoResponse:
        response: server_service_pb2.GetServerInfoResponse = await self.server.GetServerInfo(
            server_service_pb2.GetServerInfoRequest(),
            timeout=timeout,
            metadata=self.metadata,
            wait_for_ready=wait,
        )
        return response


class AsyncGetStream:
    """Gets of many tasks, gathered into the requests of one call; see `Gathering`.

    Where the call ends, its gets are not answered and the next get begins another.
    """

    def __init__(self, transport: AsyncTransport, collection: str, columns: Sequence[str]) -> None:
        self._transport = transport
        self._collection = collection
        self._columns = columns
        self._call: _AsyncGetCall | None = None
        self._closed = False

    async def ask(self, keys: Sequence[int], timeout: float | None) -> Found | None:
        """Returns the rows, or `None` where the call ended before the answer came.

        Raises
        ------
        OmenError
            ``DEADLINE_EXCEEDED`` after `timeout` seconds.
        """
        if self._closed:
            return None
        if self._call is None:
            self._call = _AsyncGetCall(self)
        answered = asyncio.get_running_loop().create_future()

        def wake() -> None:
            if not answered.done():
                answered.set_result(None)

        get = Get(keys, wake)
        self._call.gathering.add(get)
        self._call.send()
        try:
            await (answered if timeout is None else asyncio.wait_for(answered, timeout))
        except asyncio.TimeoutError:
            raise self._transport.expired() from None
        finally:
            get.abandoned = get.found is None
        return get.found

    def close(self) -> None:
        """Ends the call once what was sent is answered."""
        self._closed = True
        if self._call is not None:
            self._call.queue.put_nowait(None)


class _AsyncGetCall:
    """One call of an `AsyncGetStream`."""

    def __init__(self, stream: AsyncGetStream) -> None:
        self.gathering = Gathering(stream._collection, stream._columns)
        self.queue: asyncio.Queue[data_service_pb2.StreamGetRequest | None] = asyncio.Queue()
        self._stream = stream
        stream._transport.read(self._read())

    def send(self) -> None:
        for request in self.gathering.requests():
            self.queue.put_nowait(request)

    async def _requests(self) -> AsyncIterator[data_service_pb2.StreamGetRequest]:
        while (request := await self.queue.get()) is not None:
            yield request

    async def _read(self) -> None:
        transport = self._stream._transport
        call = transport.data.StreamGet(self._requests(), metadata=transport.metadata)
        try:
            # Whoever waits and gets no answer asks by a call of its own, which says what is wrong.
            with contextlib.suppress(Exception, asyncio.CancelledError):
                async for response in call:
                    gets = self.gathering.answer(response)
                    self.send()
                    for get in gets:
                        get.wake()
        finally:
            call.cancel()
            self.queue.put_nowait(None)
            if self._stream._call is self:
                self._stream._call = None
            for get in self.gathering.fail():
                get.wake()
