import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from omen_client._generated.omendb.v1 import collection_service_pb2 as _collection_service_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GetServerInfoRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetServerInfoResponse(_message.Message):
    __slots__ = ("version", "engines", "uptime", "database", "format_version", "max_message_bytes", "max_batch_operations")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    ENGINES_FIELD_NUMBER: _ClassVar[int]
    UPTIME_FIELD_NUMBER: _ClassVar[int]
    DATABASE_FIELD_NUMBER: _ClassVar[int]
    FORMAT_VERSION_FIELD_NUMBER: _ClassVar[int]
    MAX_MESSAGE_BYTES_FIELD_NUMBER: _ClassVar[int]
    MAX_BATCH_OPERATIONS_FIELD_NUMBER: _ClassVar[int]
    version: str
    engines: _collection_service_pb2.Engines
    uptime: _duration_pb2.Duration
    database: str
    format_version: int
    max_message_bytes: int
    max_batch_operations: int
    def __init__(self, version: _Optional[str] = ..., engines: _Optional[_Union[_collection_service_pb2.Engines, _Mapping]] = ..., uptime: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., database: _Optional[str] = ..., format_version: _Optional[int] = ..., max_message_bytes: _Optional[int] = ..., max_batch_operations: _Optional[int] = ...) -> None: ...
