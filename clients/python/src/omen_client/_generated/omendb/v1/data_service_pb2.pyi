from omen_client._generated.omendb.v1 import row_pb2 as _row_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SearchMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SEARCH_MODE_UNSPECIFIED: _ClassVar[SearchMode]
    SEARCH_MODE_AUTO: _ClassVar[SearchMode]
    SEARCH_MODE_EXACT: _ClassVar[SearchMode]
    SEARCH_MODE_FAST: _ClassVar[SearchMode]
    SEARCH_MODE_GRAPH: _ClassVar[SearchMode]
SEARCH_MODE_UNSPECIFIED: SearchMode
SEARCH_MODE_AUTO: SearchMode
SEARCH_MODE_EXACT: SearchMode
SEARCH_MODE_FAST: SearchMode
SEARCH_MODE_GRAPH: SearchMode

class PutRequest(_message.Message):
    __slots__ = ("collection", "rows", "arrow_ipc_stream", "durability", "conditions", "request_id")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    ARROW_IPC_STREAM_FIELD_NUMBER: _ClassVar[int]
    DURABILITY_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    collection: str
    rows: _containers.RepeatedCompositeFieldContainer[_row_pb2.Row]
    arrow_ipc_stream: bytes
    durability: _row_pb2.Durability
    conditions: _containers.RepeatedCompositeFieldContainer[WriteCondition]
    request_id: str
    def __init__(self, collection: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[_row_pb2.Row, _Mapping]]] = ..., arrow_ipc_stream: _Optional[bytes] = ..., durability: _Optional[_Union[_row_pb2.Durability, str]] = ..., conditions: _Optional[_Iterable[_Union[WriteCondition, _Mapping]]] = ..., request_id: _Optional[str] = ...) -> None: ...

class PutResponse(_message.Message):
    __slots__ = ("seq", "rows")
    SEQ_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    seq: int
    rows: int
    def __init__(self, seq: _Optional[int] = ..., rows: _Optional[int] = ...) -> None: ...

class StreamPutRequest(_message.Message):
    __slots__ = ("collection", "rows", "arrow_ipc_stream", "durability", "request_id")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    ARROW_IPC_STREAM_FIELD_NUMBER: _ClassVar[int]
    DURABILITY_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    collection: str
    rows: _containers.RepeatedCompositeFieldContainer[_row_pb2.Row]
    arrow_ipc_stream: bytes
    durability: _row_pb2.Durability
    request_id: str
    def __init__(self, collection: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[_row_pb2.Row, _Mapping]]] = ..., arrow_ipc_stream: _Optional[bytes] = ..., durability: _Optional[_Union[_row_pb2.Durability, str]] = ..., request_id: _Optional[str] = ...) -> None: ...

class StreamPutResponse(_message.Message):
    __slots__ = ("seq", "rows")
    SEQ_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    seq: int
    rows: int
    def __init__(self, seq: _Optional[int] = ..., rows: _Optional[int] = ...) -> None: ...

class GetRequest(_message.Message):
    __slots__ = ("collection", "key", "columns", "view")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    VIEW_FIELD_NUMBER: _ClassVar[int]
    collection: str
    key: int
    columns: _containers.RepeatedScalarFieldContainer[str]
    view: str
    def __init__(self, collection: _Optional[str] = ..., key: _Optional[int] = ..., columns: _Optional[_Iterable[str]] = ..., view: _Optional[str] = ...) -> None: ...

class GetResponse(_message.Message):
    __slots__ = ("row", "seq")
    ROW_FIELD_NUMBER: _ClassVar[int]
    SEQ_FIELD_NUMBER: _ClassVar[int]
    row: _row_pb2.Row
    seq: int
    def __init__(self, row: _Optional[_Union[_row_pb2.Row, _Mapping]] = ..., seq: _Optional[int] = ...) -> None: ...

class BatchGetRequest(_message.Message):
    __slots__ = ("collection", "keys", "columns", "view")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    VIEW_FIELD_NUMBER: _ClassVar[int]
    collection: str
    keys: _containers.RepeatedScalarFieldContainer[int]
    columns: _containers.RepeatedScalarFieldContainer[str]
    view: str
    def __init__(self, collection: _Optional[str] = ..., keys: _Optional[_Iterable[int]] = ..., columns: _Optional[_Iterable[str]] = ..., view: _Optional[str] = ...) -> None: ...

class BatchGetResponse(_message.Message):
    __slots__ = ("arrow_ipc_stream", "rows")
    ARROW_IPC_STREAM_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    arrow_ipc_stream: bytes
    rows: int
    def __init__(self, arrow_ipc_stream: _Optional[bytes] = ..., rows: _Optional[int] = ...) -> None: ...

class StreamGetRequest(_message.Message):
    __slots__ = ("collection", "keys", "columns")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    collection: str
    keys: _containers.RepeatedScalarFieldContainer[int]
    columns: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, collection: _Optional[str] = ..., keys: _Optional[_Iterable[int]] = ..., columns: _Optional[_Iterable[str]] = ...) -> None: ...

class StreamGetResponse(_message.Message):
    __slots__ = ("arrow_ipc", "rows")
    ARROW_IPC_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    arrow_ipc: bytes
    rows: int
    def __init__(self, arrow_ipc: _Optional[bytes] = ..., rows: _Optional[int] = ...) -> None: ...

class DeleteRequest(_message.Message):
    __slots__ = ("collection", "keys", "durability", "conditions", "request_id")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    DURABILITY_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    collection: str
    keys: _containers.RepeatedScalarFieldContainer[int]
    durability: _row_pb2.Durability
    conditions: _containers.RepeatedCompositeFieldContainer[WriteCondition]
    request_id: str
    def __init__(self, collection: _Optional[str] = ..., keys: _Optional[_Iterable[int]] = ..., durability: _Optional[_Union[_row_pb2.Durability, str]] = ..., conditions: _Optional[_Iterable[_Union[WriteCondition, _Mapping]]] = ..., request_id: _Optional[str] = ...) -> None: ...

class DeleteResponse(_message.Message):
    __slots__ = ("seq",)
    SEQ_FIELD_NUMBER: _ClassVar[int]
    seq: int
    def __init__(self, seq: _Optional[int] = ...) -> None: ...

class WriteCondition(_message.Message):
    __slots__ = ("key", "absent", "unchanged_since")
    KEY_FIELD_NUMBER: _ClassVar[int]
    ABSENT_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_SINCE_FIELD_NUMBER: _ClassVar[int]
    key: int
    absent: bool
    unchanged_since: int
    def __init__(self, key: _Optional[int] = ..., absent: bool = ..., unchanged_since: _Optional[int] = ...) -> None: ...

class WriteBatchRequest(_message.Message):
    __slots__ = ("collection", "operations", "durability", "conditions", "request_id")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    OPERATIONS_FIELD_NUMBER: _ClassVar[int]
    DURABILITY_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    collection: str
    operations: _containers.RepeatedCompositeFieldContainer[WriteOperation]
    durability: _row_pb2.Durability
    conditions: _containers.RepeatedCompositeFieldContainer[WriteCondition]
    request_id: str
    def __init__(self, collection: _Optional[str] = ..., operations: _Optional[_Iterable[_Union[WriteOperation, _Mapping]]] = ..., durability: _Optional[_Union[_row_pb2.Durability, str]] = ..., conditions: _Optional[_Iterable[_Union[WriteCondition, _Mapping]]] = ..., request_id: _Optional[str] = ...) -> None: ...

class WriteOperation(_message.Message):
    __slots__ = ("put", "delete_key")
    PUT_FIELD_NUMBER: _ClassVar[int]
    DELETE_KEY_FIELD_NUMBER: _ClassVar[int]
    put: _row_pb2.Row
    delete_key: int
    def __init__(self, put: _Optional[_Union[_row_pb2.Row, _Mapping]] = ..., delete_key: _Optional[int] = ...) -> None: ...

class WriteBatchResponse(_message.Message):
    __slots__ = ("seq",)
    SEQ_FIELD_NUMBER: _ClassVar[int]
    seq: int
    def __init__(self, seq: _Optional[int] = ...) -> None: ...

class StreamWriteRequest(_message.Message):
    __slots__ = ("collection", "writes")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    WRITES_FIELD_NUMBER: _ClassVar[int]
    collection: str
    writes: _containers.RepeatedCompositeFieldContainer[StreamedWrite]
    def __init__(self, collection: _Optional[str] = ..., writes: _Optional[_Iterable[_Union[StreamedWrite, _Mapping]]] = ...) -> None: ...

class StreamedWrite(_message.Message):
    __slots__ = ("operations", "durability", "conditions", "request_id")
    OPERATIONS_FIELD_NUMBER: _ClassVar[int]
    DURABILITY_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    operations: _containers.RepeatedCompositeFieldContainer[WriteOperation]
    durability: _row_pb2.Durability
    conditions: _containers.RepeatedCompositeFieldContainer[WriteCondition]
    request_id: str
    def __init__(self, operations: _Optional[_Iterable[_Union[WriteOperation, _Mapping]]] = ..., durability: _Optional[_Union[_row_pb2.Durability, str]] = ..., conditions: _Optional[_Iterable[_Union[WriteCondition, _Mapping]]] = ..., request_id: _Optional[str] = ...) -> None: ...

class StreamWriteResponse(_message.Message):
    __slots__ = ("results",)
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[StreamedWriteResult]
    def __init__(self, results: _Optional[_Iterable[_Union[StreamedWriteResult, _Mapping]]] = ...) -> None: ...

class StreamedWriteResult(_message.Message):
    __slots__ = ("seq", "failure")
    SEQ_FIELD_NUMBER: _ClassVar[int]
    FAILURE_FIELD_NUMBER: _ClassVar[int]
    seq: int
    failure: WriteFailure
    def __init__(self, seq: _Optional[int] = ..., failure: _Optional[_Union[WriteFailure, _Mapping]] = ...) -> None: ...

class WriteFailure(_message.Message):
    __slots__ = ("reason", "message", "field")
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    reason: str
    message: str
    field: str
    def __init__(self, reason: _Optional[str] = ..., message: _Optional[str] = ..., field: _Optional[str] = ...) -> None: ...

class ScanRequest(_message.Message):
    __slots__ = ("collection", "keys", "limit", "descending", "columns", "where", "view", "keys_only")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    DESCENDING_FIELD_NUMBER: _ClassVar[int]
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    WHERE_FIELD_NUMBER: _ClassVar[int]
    VIEW_FIELD_NUMBER: _ClassVar[int]
    KEYS_ONLY_FIELD_NUMBER: _ClassVar[int]
    collection: str
    keys: _row_pb2.KeyRange
    limit: int
    descending: bool
    columns: _containers.RepeatedScalarFieldContainer[str]
    where: str
    view: str
    keys_only: bool
    def __init__(self, collection: _Optional[str] = ..., keys: _Optional[_Union[_row_pb2.KeyRange, _Mapping]] = ..., limit: _Optional[int] = ..., descending: bool = ..., columns: _Optional[_Iterable[str]] = ..., where: _Optional[str] = ..., view: _Optional[str] = ..., keys_only: bool = ...) -> None: ...

class ScanResponse(_message.Message):
    __slots__ = ("arrow_ipc", "rows")
    ARROW_IPC_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    arrow_ipc: bytes
    rows: int
    def __init__(self, arrow_ipc: _Optional[bytes] = ..., rows: _Optional[int] = ...) -> None: ...

class CountRequest(_message.Message):
    __slots__ = ("collection", "keys", "where", "view")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    WHERE_FIELD_NUMBER: _ClassVar[int]
    VIEW_FIELD_NUMBER: _ClassVar[int]
    collection: str
    keys: _row_pb2.KeyRange
    where: str
    view: str
    def __init__(self, collection: _Optional[str] = ..., keys: _Optional[_Union[_row_pb2.KeyRange, _Mapping]] = ..., where: _Optional[str] = ..., view: _Optional[str] = ...) -> None: ...

class CountResponse(_message.Message):
    __slots__ = ("count",)
    COUNT_FIELD_NUMBER: _ClassVar[int]
    count: int
    def __init__(self, count: _Optional[int] = ...) -> None: ...

class SearchRequest(_message.Message):
    __slots__ = ("collection", "column", "vector", "k", "keys", "mode", "columns", "where", "radius", "recall", "view")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    COLUMN_FIELD_NUMBER: _ClassVar[int]
    VECTOR_FIELD_NUMBER: _ClassVar[int]
    K_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    WHERE_FIELD_NUMBER: _ClassVar[int]
    RADIUS_FIELD_NUMBER: _ClassVar[int]
    RECALL_FIELD_NUMBER: _ClassVar[int]
    VIEW_FIELD_NUMBER: _ClassVar[int]
    collection: str
    column: str
    vector: _containers.RepeatedScalarFieldContainer[float]
    k: int
    keys: _row_pb2.KeyRange
    mode: SearchMode
    columns: _containers.RepeatedScalarFieldContainer[str]
    where: str
    radius: float
    recall: float
    view: str
    def __init__(self, collection: _Optional[str] = ..., column: _Optional[str] = ..., vector: _Optional[_Iterable[float]] = ..., k: _Optional[int] = ..., keys: _Optional[_Union[_row_pb2.KeyRange, _Mapping]] = ..., mode: _Optional[_Union[SearchMode, str]] = ..., columns: _Optional[_Iterable[str]] = ..., where: _Optional[str] = ..., radius: _Optional[float] = ..., recall: _Optional[float] = ..., view: _Optional[str] = ...) -> None: ...

class SearchResponse(_message.Message):
    __slots__ = ("hits", "certified", "rows_scanned", "mode", "rows_reranked")
    HITS_FIELD_NUMBER: _ClassVar[int]
    CERTIFIED_FIELD_NUMBER: _ClassVar[int]
    ROWS_SCANNED_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    ROWS_RERANKED_FIELD_NUMBER: _ClassVar[int]
    hits: _containers.RepeatedCompositeFieldContainer[Hit]
    certified: bool
    rows_scanned: int
    mode: SearchMode
    rows_reranked: int
    def __init__(self, hits: _Optional[_Iterable[_Union[Hit, _Mapping]]] = ..., certified: bool = ..., rows_scanned: _Optional[int] = ..., mode: _Optional[_Union[SearchMode, str]] = ..., rows_reranked: _Optional[int] = ...) -> None: ...

class Hit(_message.Message):
    __slots__ = ("key", "distance", "score", "row")
    KEY_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    ROW_FIELD_NUMBER: _ClassVar[int]
    key: int
    distance: float
    score: float
    row: _row_pb2.Row
    def __init__(self, key: _Optional[int] = ..., distance: _Optional[float] = ..., score: _Optional[float] = ..., row: _Optional[_Union[_row_pb2.Row, _Mapping]] = ...) -> None: ...

class BatchSearchRequest(_message.Message):
    __slots__ = ("collection", "searches", "view")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    SEARCHES_FIELD_NUMBER: _ClassVar[int]
    VIEW_FIELD_NUMBER: _ClassVar[int]
    collection: str
    searches: _containers.RepeatedCompositeFieldContainer[SearchRequest]
    view: str
    def __init__(self, collection: _Optional[str] = ..., searches: _Optional[_Iterable[_Union[SearchRequest, _Mapping]]] = ..., view: _Optional[str] = ...) -> None: ...

class BatchSearchResponse(_message.Message):
    __slots__ = ("results",)
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[SearchResponse]
    def __init__(self, results: _Optional[_Iterable[_Union[SearchResponse, _Mapping]]] = ...) -> None: ...

class MeasureRecallRequest(_message.Message):
    __slots__ = ("collection", "searches", "view")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    SEARCHES_FIELD_NUMBER: _ClassVar[int]
    VIEW_FIELD_NUMBER: _ClassVar[int]
    collection: str
    searches: _containers.RepeatedCompositeFieldContainer[SearchRequest]
    view: str
    def __init__(self, collection: _Optional[str] = ..., searches: _Optional[_Iterable[_Union[SearchRequest, _Mapping]]] = ..., view: _Optional[str] = ...) -> None: ...

class MeasureRecallResponse(_message.Message):
    __slots__ = ("recall",)
    RECALL_FIELD_NUMBER: _ClassVar[int]
    recall: float
    def __init__(self, recall: _Optional[float] = ...) -> None: ...
