"""Gets of many callers that travel together: what they ask for, what is sent, who gets what."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence

import pyarrow as pa

from omen_client._generated.omendb.v1 import data_service_pb2

# Requests under way at once. With two, one is answered while the next gathers its gets.
_IN_FLIGHT = 2

MAX_KEYS = 1_024
"""Of one request; who asks for more does so by a call of its own, not to hold up the others."""


class Get:
    """What one caller asks for, and its answer.

    Attributes
    ----------
    keys : sequence of int
        At most `MAX_KEYS`.
    found : pyarrow.Table or None
        The rows, in the order of the keys, missing ones left out; `None` while there is no answer,
        and after `wake` where there will be none: the caller is to ask another way.
    """

    __slots__ = ("abandoned", "found", "keys", "wake")

    def __init__(self, keys: Sequence[int], wake: Callable[[], object]) -> None:
        self.keys = keys
        self.wake = wake
        self.found: pa.Table | None = None
        self.abandoned = False


class Gathering:
    """The gets of one call of StreamGet: those that wait, and those under way, in order.

    Who comes while few requests are under way is sent at once; who comes later waits for an answer
    and travels with all that wait by then. So requests fill up by themselves under load, and nobody
    waits for a timer. For one thread at a time.
    """

    def __init__(self, collection: str, columns: Sequence[str]) -> None:
        self._collection = collection
        self._columns = columns
        self._named = False
        self._waiting: deque[Get] = deque()
        self._under_way: deque[list[Get]] = deque()
        self._schema: pa.Schema | None = None

    def add(self, get: Get) -> None:
        """Lets a get wait for `requests` to take it."""
        self._waiting.append(get)

    def requests(self) -> Iterator[data_service_pb2.StreamGetRequest]:
        """Yields what may be sent now, and takes it to be sent."""
        while self._waiting and len(self._under_way) < _IN_FLIGHT:
            gets = self._take()
            if not gets:
                return
            self._under_way.append(gets)
            keys = [key for get in gets for key in get.keys]
            if self._named:
                yield data_service_pb2.StreamGetRequest(keys=keys)
            else:
                self._named = True
                yield data_service_pb2.StreamGetRequest(
                    collection=self._collection, columns=self._columns, keys=keys
                )

    def _take(self) -> list[Get]:
        gets: list[Get] = []
        size = 0
        while self._waiting and size + len(self._waiting[0].keys) <= MAX_KEYS:
            get = self._waiting.popleft()
            if not get.abandoned:
                gets.append(get)
                size += len(get.keys)
        return gets

    def answer(self, response: data_service_pb2.StreamGetResponse) -> list[Get]:
        """Gives the next answer to those whose it is, and returns them."""
        gets = self._under_way[0]
        table = self._table(response.arrow_ipc)
        if len(gets) == 1:
            gets[0].found = table
        else:
            _share(table, gets)
        self._under_way.popleft()
        return gets

    def fail(self) -> list[Get]:
        """Returns all gets that there will be no answer for."""
        unanswered = [get for gets in self._under_way for get in gets]
        unanswered.extend(self._waiting)
        self._under_way.clear()
        self._waiting.clear()
        return unanswered

    def _table(self, pieces: bytes) -> pa.Table:
        source = pa.BufferReader(pieces)
        if self._schema is None:
            self._schema = pa.ipc.read_schema(source)
        batches = []
        while source.tell() < len(pieces):
            batches.append(pa.ipc.read_record_batch(pa.ipc.read_message(source), self._schema))
        return pa.Table.from_batches(batches, self._schema)


def _share(table: pa.Table, gets: list[Get]) -> None:
    found = table.column(0).to_pylist()
    row = 0
    for get in gets:
        first = row
        for key in get.keys:
            if row < len(found) and found[row] == key:
                row += 1
        get.found = table.slice(first, row - first)
