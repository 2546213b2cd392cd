"""The client for asyncio, used as if it blocked: what is awaited runs in a loop on a thread."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import threading
from collections.abc import Callable, Iterator
from typing import Any

import omen_client

_END = object()
_WRAPPED = (
    omen_client.AsyncDatabase,
    omen_client.AsyncCollection,
    omen_client.AsyncOperation,
    omen_client.AsyncScan,
    omen_client.AsyncView,
    omen_client.AsyncWriteBatch,
)


@contextlib.contextmanager
def connect_blocking(address: str, **options: Any) -> Iterator[Any]:
    """Connects as `omen_client.connect` does, by `omen_client.connect_async`."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        with Blocking(loop, None)._run(omen_client.connect_async, address, **options) as db:
            yield db
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class Blocking:
    """An object of the client for asyncio with the manners of its blocking twin."""

    def __init__(self, loop: asyncio.AbstractEventLoop, target: Any) -> None:
        vars(self).update(_loop=loop, _target=target)

    def _run(self, method: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        async def call() -> Any:
            try:
                result = method(*arguments, **options)
                if isinstance(result, omen_client.AsyncScan):
                    await result.__aenter__()  # A blocking scan has begun when it is returned.
                return await result if inspect.isawaitable(result) else result
            except StopAsyncIteration:
                return _END

        return self._wrap(asyncio.run_coroutine_threadsafe(call(), self._loop).result())

    def _wrap(self, value: Any) -> Any:
        if value is self._target:
            return self
        if isinstance(value, list) and value and isinstance(value[0], _WRAPPED):
            return [Blocking(self._loop, each) for each in value]
        return Blocking(self._loop, value) if isinstance(value, _WRAPPED) else value

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        if not callable(value):
            return value
        return lambda *arguments, **options: self._run(value, *arguments, **options)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._target, name, value)

    def __repr__(self) -> str:
        return repr(self._target).replace("<Async", "<")

    def __len__(self) -> int:
        return len(self._target)

    def __enter__(self) -> Any:
        self._run(self._target.__aenter__)
        return self

    def __exit__(self, *exception: Any) -> None:
        self._run(self._target.__aexit__, *exception)

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> Any:
        item = self._run(self._target.__anext__)
        if item is _END:
            raise StopIteration
        return item
