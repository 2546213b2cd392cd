from omen_client._generated.omendb.v1 import data_service_pb2 as _data_service_pb2
from omen_client._generated.omendb.v1 import row_pb2 as _row_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RowSource(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROW_SOURCE_UNSPECIFIED: _ClassVar[RowSource]
    ROW_SOURCE_MEMTABLE: _ClassVar[RowSource]
    ROW_SOURCE_SEGMENT: _ClassVar[RowSource]
    ROW_SOURCE_DELETED: _ClassVar[RowSource]
    ROW_SOURCE_NOWHERE: _ClassVar[RowSource]

class LookupAnswer(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LOOKUP_ANSWER_UNSPECIFIED: _ClassVar[LookupAnswer]
    LOOKUP_ANSWER_NOT_ASKED: _ClassVar[LookupAnswer]
    LOOKUP_ANSWER_ABSENT: _ClassVar[LookupAnswer]
    LOOKUP_ANSWER_FOUND: _ClassVar[LookupAnswer]
    LOOKUP_ANSWER_DELETED: _ClassVar[LookupAnswer]
    LOOKUP_ANSWER_FILTERED: _ClassVar[LookupAnswer]
ROW_SOURCE_UNSPECIFIED: RowSource
ROW_SOURCE_MEMTABLE: RowSource
ROW_SOURCE_SEGMENT: RowSource
ROW_SOURCE_DELETED: RowSource
ROW_SOURCE_NOWHERE: RowSource
LOOKUP_ANSWER_UNSPECIFIED: LookupAnswer
LOOKUP_ANSWER_NOT_ASKED: LookupAnswer
LOOKUP_ANSWER_ABSENT: LookupAnswer
LOOKUP_ANSWER_FOUND: LookupAnswer
LOOKUP_ANSWER_DELETED: LookupAnswer
LOOKUP_ANSWER_FILTERED: LookupAnswer

class ExplainGetRequest(_message.Message):
    __slots__ = ("collection", "key", "view")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    VIEW_FIELD_NUMBER: _ClassVar[int]
    collection: str
    key: int
    view: str
    def __init__(self, collection: _Optional[str] = ..., key: _Optional[int] = ..., view: _Optional[str] = ...) -> None: ...

class ExplainGetResponse(_message.Message):
    __slots__ = ("plan",)
    PLAN_FIELD_NUMBER: _ClassVar[int]
    plan: GetPlan
    def __init__(self, plan: _Optional[_Union[GetPlan, _Mapping]] = ...) -> None: ...

class GetPlan(_message.Message):
    __slots__ = ("key", "seq", "memtables", "levels", "source", "repetitions", "total_nanos")
    KEY_FIELD_NUMBER: _ClassVar[int]
    SEQ_FIELD_NUMBER: _ClassVar[int]
    MEMTABLES_FIELD_NUMBER: _ClassVar[int]
    LEVELS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    REPETITIONS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_NANOS_FIELD_NUMBER: _ClassVar[int]
    key: int
    seq: int
    memtables: _containers.RepeatedCompositeFieldContainer[MemTableLookup]
    levels: _containers.RepeatedCompositeFieldContainer[LevelLookup]
    source: RowSource
    repetitions: int
    total_nanos: int
    def __init__(self, key: _Optional[int] = ..., seq: _Optional[int] = ..., memtables: _Optional[_Iterable[_Union[MemTableLookup, _Mapping]]] = ..., levels: _Optional[_Iterable[_Union[LevelLookup, _Mapping]]] = ..., source: _Optional[_Union[RowSource, str]] = ..., repetitions: _Optional[int] = ..., total_nanos: _Optional[int] = ...) -> None: ...

class MemTableLookup(_message.Message):
    __slots__ = ("versions", "answer", "nanos")
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    NANOS_FIELD_NUMBER: _ClassVar[int]
    versions: int
    answer: LookupAnswer
    nanos: int
    def __init__(self, versions: _Optional[int] = ..., answer: _Optional[_Union[LookupAnswer, str]] = ..., nanos: _Optional[int] = ...) -> None: ...

class LevelLookup(_message.Message):
    __slots__ = ("index", "segments")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    index: str
    segments: _containers.RepeatedCompositeFieldContainer[SegmentLookup]
    def __init__(self, index: _Optional[str] = ..., segments: _Optional[_Iterable[_Union[SegmentLookup, _Mapping]]] = ...) -> None: ...

class SegmentLookup(_message.Message):
    __slots__ = ("name", "rows", "min_key", "max_key", "admits", "index_engine", "index_chosen", "index_reason", "learned", "answer", "probe")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    MIN_KEY_FIELD_NUMBER: _ClassVar[int]
    MAX_KEY_FIELD_NUMBER: _ClassVar[int]
    ADMITS_FIELD_NUMBER: _ClassVar[int]
    INDEX_ENGINE_FIELD_NUMBER: _ClassVar[int]
    INDEX_CHOSEN_FIELD_NUMBER: _ClassVar[int]
    INDEX_REASON_FIELD_NUMBER: _ClassVar[int]
    LEARNED_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    PROBE_FIELD_NUMBER: _ClassVar[int]
    name: str
    rows: int
    min_key: int
    max_key: int
    admits: bool
    index_engine: str
    index_chosen: str
    index_reason: str
    learned: bool
    answer: LookupAnswer
    probe: IndexProbe
    def __init__(self, name: _Optional[str] = ..., rows: _Optional[int] = ..., min_key: _Optional[int] = ..., max_key: _Optional[int] = ..., admits: bool = ..., index_engine: _Optional[str] = ..., index_chosen: _Optional[str] = ..., index_reason: _Optional[str] = ..., learned: bool = ..., answer: _Optional[_Union[LookupAnswer, str]] = ..., probe: _Optional[_Union[IndexProbe, _Mapping]] = ...) -> None: ...

class IndexProbe(_message.Message):
    __slots__ = ("predicted", "low", "high", "position", "nanos")
    PREDICTED_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    NANOS_FIELD_NUMBER: _ClassVar[int]
    predicted: int
    low: int
    high: int
    position: int
    nanos: int
    def __init__(self, predicted: _Optional[int] = ..., low: _Optional[int] = ..., high: _Optional[int] = ..., position: _Optional[int] = ..., nanos: _Optional[int] = ...) -> None: ...

class ExplainSearchRequest(_message.Message):
    __slots__ = ("search",)
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    search: _data_service_pb2.SearchRequest
    def __init__(self, search: _Optional[_Union[_data_service_pb2.SearchRequest, _Mapping]] = ...) -> None: ...

class ExplainSearchResponse(_message.Message):
    __slots__ = ("plan",)
    PLAN_FIELD_NUMBER: _ClassVar[int]
    plan: SearchPlan
    def __init__(self, plan: _Optional[_Union[SearchPlan, _Mapping]] = ...) -> None: ...

class SearchPlan(_message.Message):
    __slots__ = ("column", "metric", "k", "keys", "mode", "compute_engine", "memtables", "segments", "result", "total_nanos", "where")
    COLUMN_FIELD_NUMBER: _ClassVar[int]
    METRIC_FIELD_NUMBER: _ClassVar[int]
    K_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    COMPUTE_ENGINE_FIELD_NUMBER: _ClassVar[int]
    MEMTABLES_FIELD_NUMBER: _ClassVar[int]
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_NANOS_FIELD_NUMBER: _ClassVar[int]
    WHERE_FIELD_NUMBER: _ClassVar[int]
    column: str
    metric: str
    k: int
    keys: _row_pb2.KeyRange
    mode: _data_service_pb2.SearchMode
    compute_engine: str
    memtables: _containers.RepeatedCompositeFieldContainer[MemTableScan]
    segments: _containers.RepeatedCompositeFieldContainer[SegmentScan]
    result: _data_service_pb2.SearchResponse
    total_nanos: int
    where: str
    def __init__(self, column: _Optional[str] = ..., metric: _Optional[str] = ..., k: _Optional[int] = ..., keys: _Optional[_Union[_row_pb2.KeyRange, _Mapping]] = ..., mode: _Optional[_Union[_data_service_pb2.SearchMode, str]] = ..., compute_engine: _Optional[str] = ..., memtables: _Optional[_Iterable[_Union[MemTableScan, _Mapping]]] = ..., segments: _Optional[_Iterable[_Union[SegmentScan, _Mapping]]] = ..., result: _Optional[_Union[_data_service_pb2.SearchResponse, _Mapping]] = ..., total_nanos: _Optional[int] = ..., where: _Optional[str] = ...) -> None: ...

class MemTableScan(_message.Message):
    __slots__ = ("versions", "rows_scanned", "nanos")
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    ROWS_SCANNED_FIELD_NUMBER: _ClassVar[int]
    NANOS_FIELD_NUMBER: _ClassVar[int]
    versions: int
    rows_scanned: int
    nanos: int
    def __init__(self, versions: _Optional[int] = ..., rows_scanned: _Optional[int] = ..., nanos: _Optional[int] = ...) -> None: ...

class SegmentScan(_message.Message):
    __slots__ = ("name", "rows", "min_key", "max_key", "admits", "first_row", "end_row", "rows_scanned", "rows_reranked", "nanos", "method", "bytes_read", "filter")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    MIN_KEY_FIELD_NUMBER: _ClassVar[int]
    MAX_KEY_FIELD_NUMBER: _ClassVar[int]
    ADMITS_FIELD_NUMBER: _ClassVar[int]
    FIRST_ROW_FIELD_NUMBER: _ClassVar[int]
    END_ROW_FIELD_NUMBER: _ClassVar[int]
    ROWS_SCANNED_FIELD_NUMBER: _ClassVar[int]
    ROWS_RERANKED_FIELD_NUMBER: _ClassVar[int]
    NANOS_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    BYTES_READ_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    name: str
    rows: int
    min_key: int
    max_key: int
    admits: bool
    first_row: int
    end_row: int
    rows_scanned: int
    rows_reranked: int
    nanos: int
    method: str
    bytes_read: int
    filter: FilterScan
    def __init__(self, name: _Optional[str] = ..., rows: _Optional[int] = ..., min_key: _Optional[int] = ..., max_key: _Optional[int] = ..., admits: bool = ..., first_row: _Optional[int] = ..., end_row: _Optional[int] = ..., rows_scanned: _Optional[int] = ..., rows_reranked: _Optional[int] = ..., nanos: _Optional[int] = ..., method: _Optional[str] = ..., bytes_read: _Optional[int] = ..., filter: _Optional[_Union[FilterScan, _Mapping]] = ...) -> None: ...

class FilterScan(_message.Message):
    __slots__ = ("rows_matched", "blocks", "blocks_skipped")
    ROWS_MATCHED_FIELD_NUMBER: _ClassVar[int]
    BLOCKS_FIELD_NUMBER: _ClassVar[int]
    BLOCKS_SKIPPED_FIELD_NUMBER: _ClassVar[int]
    rows_matched: int
    blocks: int
    blocks_skipped: int
    def __init__(self, rows_matched: _Optional[int] = ..., blocks: _Optional[int] = ..., blocks_skipped: _Optional[int] = ...) -> None: ...
