"""What the server tells about itself and about a collection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from omen_client._generated.omendb.v1 import collection_service_pb2, server_service_pb2


@dataclass(frozen=True)
class Engines:
    """The engines a database runs on, by name: ``index``, ``storage``, ``compute``."""

    index: str
    storage: str
    compute: str

    @classmethod
    def _of(cls, message: collection_service_pb2.Engines) -> Engines:
        return cls(message.index, message.storage, message.compute)


@dataclass(frozen=True)
class ServerInfo:
    """What runs at the other end, and what it accepts.

    Attributes
    ----------
    version : str
        Of OmenDB.
    engines : Engines
        In use.
    uptime : datetime.timedelta
        Since the server began to listen.
    database : str
        Name of the data location, without the folders it lies in.
    format_version : int
        Of the files the server writes.
    max_message_bytes : int
        The most bytes of one request, all its rows together.
    max_batch_operations : int
        The most rows or keys of one request.
    """

    version: str
    engines: Engines
    uptime: timedelta
    database: str
    format_version: int
    max_message_bytes: int
    max_batch_operations: int

    @classmethod
    def _of(cls, message: server_service_pb2.GetServerInfoResponse) -> ServerInfo:
        return cls(
            message.version,
            Engines._of(message.engines),
            message.uptime.ToTimedelta(),
            message.database,
            message.format_version,
            message.max_message_bytes,
            message.max_batch_operations,
        )


@dataclass(frozen=True)
class SegmentStats:
    """One segment: an immutable file of sorted rows with its trained index.

    Attributes
    ----------
    name : str
        The segment file.
    rows, bytes : int
        Of the file, superseded and deleted rows included.
    min_key, max_key : int
        Least and greatest key.
    index_engine : str
        What trained its index.
    index_chosen : str
        What answers lookups: where `index_engine` chooses among others the one it chose, otherwise
        the same engine.
    index_reason : str
        Why it was chosen, for people; empty where there was no choice.
    index_bytes : int
        Size of the index.
    max_error, mean_error : int, float
        Distance between predicted and true position, in rows, over all its keys.
    codes_bytes : int
        Size of the codes of its vectors, by which searches pass over rows.
    """

    name: str
    rows: int
    bytes: int
    min_key: int
    max_key: int
    index_engine: str
    index_chosen: str
    index_reason: str
    index_bytes: int
    max_error: int
    mean_error: float
    codes_bytes: int

    @classmethod
    def _of(cls, message: collection_service_pb2.SegmentStats) -> SegmentStats:
        return cls(
            message.name,
            message.rows,
            message.bytes,
            message.min_key,
            message.max_key,
            message.index_engine,
            message.index_chosen or message.index_engine,
            message.index_reason,
            message.index_bytes,
            message.max_error,
            message.mean_error,
            message.codes_bytes,
        )


@dataclass(frozen=True)
class LearnedStats:
    """How point lookups in segments were answered since the database was opened.

    Attributes
    ----------
    hits : int
        Inside the bounds that a trained model predicted.
    fallbacks : int
        By a search outside those bounds, or by an index without a model.
    error_histogram : tuple of int
        Keys by the distance between predicted and true position: element 0 counts distance 0,
        element i distances in ``[2**(i-1), 2**i)``.
    """

    hits: int
    fallbacks: int
    error_histogram: tuple[int, ...]

    @classmethod
    def _of(cls, message: collection_service_pb2.LearnedStats) -> LearnedStats:
        return cls(message.hits, message.fallbacks, tuple(message.error_histogram))


@dataclass(frozen=True)
class ActivityStats:
    """What was done since the database was opened, and what waits.

    Attributes
    ----------
    memtables_frozen : int
        Memtables that wait for their flush.
    mapped_bytes : int
        Size of the segment files that are mapped into memory.
    commits_logged, log_writes : int
        Commits that reached the log, and its durable writes: commits that come together share one.
    flushes, merges : int
        Memtables that became segments, and groups of segments that were rewritten.
    exact_searches, fast_searches, graph_searches : int
        Searches by the mode in which they answered.
    """

    memtables_frozen: int
    mapped_bytes: int
    commits_logged: int
    log_writes: int
    flushes: int
    merges: int
    exact_searches: int
    fast_searches: int
    graph_searches: int

    @classmethod
    def _of(cls, message: collection_service_pb2.ActivityStats) -> ActivityStats:
        return cls(
            message.memtables_frozen,
            message.mapped_bytes,
            message.commits_logged,
            message.log_writes,
            message.flushes,
            message.merges,
            message.exact_searches,
            message.fast_searches,
            message.graph_searches,
        )


@dataclass(frozen=True)
class CollectionStats:
    """What a collection holds and which engines answered.

    Attributes
    ----------
    collection : str
        Its name.
    seq : int
        Sequence number of the last commit.
    memtable_rows, memtable_bytes : int
        Row versions not yet in segments, and an estimate of their memory.
    segment_rows, segment_bytes : int
        Rows in segments, superseded and deleted ones included, and the size of their files.
    index_bytes : int
        Size of the trained indexes.
    segments : tuple of SegmentStats
        Newest first.
    learned : LearnedStats
        How point lookups in segments were answered.
    engines : Engines
        In use.
    activity : ActivityStats
        What was done since the database was opened, and what waits.
    """

    collection: str
    seq: int
    memtable_rows: int
    memtable_bytes: int
    segment_rows: int
    segment_bytes: int
    index_bytes: int
    segments: tuple[SegmentStats, ...]
    learned: LearnedStats
    engines: Engines
    activity: ActivityStats

    @classmethod
    def _of(cls, message: collection_service_pb2.CollectionStats) -> CollectionStats:
        return cls(
            message.collection,
            message.seq,
            message.memtable_rows,
            message.memtable_bytes,
            message.segment_rows,
            message.segment_bytes,
            message.index_bytes,
            tuple(SegmentStats._of(segment) for segment in message.segments),
            LearnedStats._of(message.learned),
            Engines._of(message.engines),
            ActivityStats._of(message.activity),
        )
