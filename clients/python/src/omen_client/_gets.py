"""Gets of many callers that travel together: what they ask for, what is sent, who gets what."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence

import pyarrow as pa

from omen_client import _rows
from omen_client._generated.omendb.v1 import data_service_pb2

# Requests under way at once. With two, one is answered while the next gathers its gets.
_IN_FLIGHT = 2

MAX_KEYS = 1_024
"""Of one request; who asks for more does so by a call of its own, not to hold up the others."""


class Found:
    """The rows of one get: some consecutive ones of an answer."""

    __slots__ = ("_batches", "_count", "_first", "_readers", "_schema")

    def __init__(
        self,
        batches: list[pa.RecordBatch],
        schema: pa.Schema,
        readers: list[_rows.ColumnReader],
        first: int,
        count: int,
    ) -> None:
        self._batches = batches
        self._schema = schema
        self._readers = readers
        self._first = first
        self._count = count

    def table(self) -> pa.Table:
        """Returns the rows in the order of the keys, missing ones left out."""
        return pa.Table.from_batches(self._batches, self._schema).slice(self._first, self._count)

    def row(self) -> _rows.Row | None:
        """Returns the first row, `None` where there is none."""
        if self._count == 0:
            return None
        index = self._first
        for batch in self._batches:
            if index < batch.num_rows:
                return _rows.from_batch(batch, index, self._readers)
            index -= batch.num_rows
        raise ValueError("the server sent fewer rows than it said")


class Get:
    """What one caller asks for, and its answer.

    Attributes
    ----------
    keys : sequence of int
        At most `MAX_KEYS`.
    found : Found or None
        The rows; `None` while there is no answer, and after `wake` where there will be none: the
        caller is to ask another way.
    """

    __slots__ = ("abandoned", "found", "keys", "wake")

    def __init__(self, keys: Sequence[int], wake: Callable[[], object]) -> None:
        self.keys = keys
        self.wake = wake
        self.found: Found | None = None
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
        self._readers: list[_rows.ColumnReader] = []

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
        batches = self._batches(response.arrow_ipc)
        first = 0
        for get, count in zip(gets, _counts(gets, batches, response.rows), strict=True):
            get.found = Found(batches, self._schema, self._readers, first, count)
            first += count
        self._under_way.popleft()
        return gets

    def fail(self) -> list[Get]:
        """Returns all gets that there will be no answer for."""
        unanswered = [get for gets in self._under_way for get in gets]
        unanswered.extend(self._waiting)
        self._under_way.clear()
        self._waiting.clear()
        return unanswered

    def _batches(self, pieces: bytes) -> list[pa.RecordBatch]:
        source = pa.BufferReader(pieces)
        if self._schema is None:
            self._schema = pa.ipc.read_schema(source)
            self._readers = _rows.column_readers(self._schema)
        batches = []
        while source.tell() < len(pieces):
            batches.append(pa.ipc.read_record_batch(source, self._schema))
        return batches


def _counts(gets: list[Get], batches: list[pa.RecordBatch], rows: int) -> list[int]:
    """Returns how many of the rows belong to each get: they come in the order of the keys."""
    if len(gets) == 1:
        return [rows]
    found = [key for batch in batches for key in batch.column(0).to_pylist()]
    counts = []
    row = 0
    for get in gets:
        first = row
        for key in get.keys:
            if row < len(found) and found[row] == key:
                row += 1
        counts.append(row - first)
    return counts
