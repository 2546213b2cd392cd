from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Collection(_message.Message):
    __slots__ = ("name", "schema")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    name: str
    schema: str
    def __init__(self, name: _Optional[str] = ..., schema: _Optional[str] = ...) -> None: ...

class CreateCollectionRequest(_message.Message):
    __slots__ = ("collection", "schema")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    collection: str
    schema: str
    def __init__(self, collection: _Optional[str] = ..., schema: _Optional[str] = ...) -> None: ...

class CreateCollectionResponse(_message.Message):
    __slots__ = ("collection",)
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    collection: Collection
    def __init__(self, collection: _Optional[_Union[Collection, _Mapping]] = ...) -> None: ...

class GetCollectionRequest(_message.Message):
    __slots__ = ("collection",)
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    collection: str
    def __init__(self, collection: _Optional[str] = ...) -> None: ...

class GetCollectionResponse(_message.Message):
    __slots__ = ("collection",)
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    collection: Collection
    def __init__(self, collection: _Optional[_Union[Collection, _Mapping]] = ...) -> None: ...

class ListCollectionsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListCollectionsResponse(_message.Message):
    __slots__ = ("collections",)
    COLLECTIONS_FIELD_NUMBER: _ClassVar[int]
    collections: _containers.RepeatedCompositeFieldContainer[Collection]
    def __init__(self, collections: _Optional[_Iterable[_Union[Collection, _Mapping]]] = ...) -> None: ...

class DropCollectionRequest(_message.Message):
    __slots__ = ("collection",)
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    collection: str
    def __init__(self, collection: _Optional[str] = ...) -> None: ...

class DropCollectionResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class FlushRequest(_message.Message):
    __slots__ = ("collection",)
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    collection: str
    def __init__(self, collection: _Optional[str] = ...) -> None: ...

class FlushResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class MergeRequest(_message.Message):
    __slots__ = ("collection",)
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    collection: str
    def __init__(self, collection: _Optional[str] = ...) -> None: ...

class MergeResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetCollectionStatsRequest(_message.Message):
    __slots__ = ("collection",)
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    collection: str
    def __init__(self, collection: _Optional[str] = ...) -> None: ...

class GetCollectionStatsResponse(_message.Message):
    __slots__ = ("stats",)
    STATS_FIELD_NUMBER: _ClassVar[int]
    stats: CollectionStats
    def __init__(self, stats: _Optional[_Union[CollectionStats, _Mapping]] = ...) -> None: ...

class CollectionStats(_message.Message):
    __slots__ = ("collection", "seq", "memtable_rows", "memtable_bytes", "segment_rows", "segment_bytes", "index_bytes", "segments", "learned", "engines", "activity")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    SEQ_FIELD_NUMBER: _ClassVar[int]
    MEMTABLE_ROWS_FIELD_NUMBER: _ClassVar[int]
    MEMTABLE_BYTES_FIELD_NUMBER: _ClassVar[int]
    SEGMENT_ROWS_FIELD_NUMBER: _ClassVar[int]
    SEGMENT_BYTES_FIELD_NUMBER: _ClassVar[int]
    INDEX_BYTES_FIELD_NUMBER: _ClassVar[int]
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    LEARNED_FIELD_NUMBER: _ClassVar[int]
    ENGINES_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_FIELD_NUMBER: _ClassVar[int]
    collection: str
    seq: int
    memtable_rows: int
    memtable_bytes: int
    segment_rows: int
    segment_bytes: int
    index_bytes: int
    segments: _containers.RepeatedCompositeFieldContainer[SegmentStats]
    learned: LearnedStats
    engines: Engines
    activity: ActivityStats
    def __init__(self, collection: _Optional[str] = ..., seq: _Optional[int] = ..., memtable_rows: _Optional[int] = ..., memtable_bytes: _Optional[int] = ..., segment_rows: _Optional[int] = ..., segment_bytes: _Optional[int] = ..., index_bytes: _Optional[int] = ..., segments: _Optional[_Iterable[_Union[SegmentStats, _Mapping]]] = ..., learned: _Optional[_Union[LearnedStats, _Mapping]] = ..., engines: _Optional[_Union[Engines, _Mapping]] = ..., activity: _Optional[_Union[ActivityStats, _Mapping]] = ...) -> None: ...

class ActivityStats(_message.Message):
    __slots__ = ("memtables_frozen", "mapped_bytes", "commits_logged", "log_writes", "flushes", "merges", "exact_searches", "fast_searches", "graph_searches")
    MEMTABLES_FROZEN_FIELD_NUMBER: _ClassVar[int]
    MAPPED_BYTES_FIELD_NUMBER: _ClassVar[int]
    COMMITS_LOGGED_FIELD_NUMBER: _ClassVar[int]
    LOG_WRITES_FIELD_NUMBER: _ClassVar[int]
    FLUSHES_FIELD_NUMBER: _ClassVar[int]
    MERGES_FIELD_NUMBER: _ClassVar[int]
    EXACT_SEARCHES_FIELD_NUMBER: _ClassVar[int]
    FAST_SEARCHES_FIELD_NUMBER: _ClassVar[int]
    GRAPH_SEARCHES_FIELD_NUMBER: _ClassVar[int]
    memtables_frozen: int
    mapped_bytes: int
    commits_logged: int
    log_writes: int
    flushes: int
    merges: int
    exact_searches: int
    fast_searches: int
    graph_searches: int
    def __init__(self, memtables_frozen: _Optional[int] = ..., mapped_bytes: _Optional[int] = ..., commits_logged: _Optional[int] = ..., log_writes: _Optional[int] = ..., flushes: _Optional[int] = ..., merges: _Optional[int] = ..., exact_searches: _Optional[int] = ..., fast_searches: _Optional[int] = ..., graph_searches: _Optional[int] = ...) -> None: ...

class SegmentStats(_message.Message):
    __slots__ = ("name", "rows", "bytes", "min_key", "max_key", "index_engine", "index_bytes", "max_error", "mean_error", "index_chosen", "index_reason", "codes_bytes")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    BYTES_FIELD_NUMBER: _ClassVar[int]
    MIN_KEY_FIELD_NUMBER: _ClassVar[int]
    MAX_KEY_FIELD_NUMBER: _ClassVar[int]
    INDEX_ENGINE_FIELD_NUMBER: _ClassVar[int]
    INDEX_BYTES_FIELD_NUMBER: _ClassVar[int]
    MAX_ERROR_FIELD_NUMBER: _ClassVar[int]
    MEAN_ERROR_FIELD_NUMBER: _ClassVar[int]
    INDEX_CHOSEN_FIELD_NUMBER: _ClassVar[int]
    INDEX_REASON_FIELD_NUMBER: _ClassVar[int]
    CODES_BYTES_FIELD_NUMBER: _ClassVar[int]
    name: str
    rows: int
    bytes: int
    min_key: int
    max_key: int
    index_engine: str
    index_bytes: int
    max_error: int
    mean_error: float
    index_chosen: str
    index_reason: str
    codes_bytes: int
    def __init__(self, name: _Optional[str] = ..., rows: _Optional[int] = ..., bytes: _Optional[int] = ..., min_key: _Optional[int] = ..., max_key: _Optional[int] = ..., index_engine: _Optional[str] = ..., index_bytes: _Optional[int] = ..., max_error: _Optional[int] = ..., mean_error: _Optional[float] = ..., index_chosen: _Optional[str] = ..., index_reason: _Optional[str] = ..., codes_bytes: _Optional[int] = ...) -> None: ...

class LearnedStats(_message.Message):
    __slots__ = ("hits", "fallbacks", "error_histogram")
    HITS_FIELD_NUMBER: _ClassVar[int]
    FALLBACKS_FIELD_NUMBER: _ClassVar[int]
    ERROR_HISTOGRAM_FIELD_NUMBER: _ClassVar[int]
    hits: int
    fallbacks: int
    error_histogram: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, hits: _Optional[int] = ..., fallbacks: _Optional[int] = ..., error_histogram: _Optional[_Iterable[int]] = ...) -> None: ...

class Engines(_message.Message):
    __slots__ = ("index", "storage", "compute")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    STORAGE_FIELD_NUMBER: _ClassVar[int]
    COMPUTE_FIELD_NUMBER: _ClassVar[int]
    index: str
    storage: str
    compute: str
    def __init__(self, index: _Optional[str] = ..., storage: _Optional[str] = ..., compute: _Optional[str] = ...) -> None: ...
