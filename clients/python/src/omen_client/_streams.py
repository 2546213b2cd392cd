"""The streams of gets of one connection: one for each set of columns in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

_LIMIT = 8


class _Closeable(Protocol):
    def close(self) -> object: ...


_Stream = TypeVar("_Stream", bound=_Closeable)


class StreamCache(Generic[_Stream]):
    """Streams by collection and columns; the one not used for longest makes room for another.

    For one thread at a time.
    """

    def __init__(self, make: Callable[[str, tuple[str, ...]], _Stream]) -> None:
        self._make = make
        self._streams: dict[tuple[str, tuple[str, ...]], _Stream] = {}

    def get(self, collection: str, columns: tuple[str, ...]) -> _Stream:
        """Returns the stream of these columns, a new one where there is none."""
        name = (collection, columns)
        stream = self._streams.pop(name, None)
        if stream is None:
            if len(self._streams) == _LIMIT:
                self._streams.pop(next(iter(self._streams))).close()
            stream = self._make(collection, columns)
        self._streams[name] = stream
        return stream

    def close(self) -> None:
        """Closes all."""
        for stream in self._streams.values():
            stream.close()
        self._streams.clear()
