from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateBackupRequest(_message.Message):
    __slots__ = ("directory",)
    DIRECTORY_FIELD_NUMBER: _ClassVar[int]
    directory: str
    def __init__(self, directory: _Optional[str] = ...) -> None: ...

class CreateBackupResponse(_message.Message):
    __slots__ = ("collections", "files", "size_bytes")
    COLLECTIONS_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    SIZE_BYTES_FIELD_NUMBER: _ClassVar[int]
    collections: _containers.RepeatedCompositeFieldContainer[BackupCollection]
    files: int
    size_bytes: int
    def __init__(self, collections: _Optional[_Iterable[_Union[BackupCollection, _Mapping]]] = ..., files: _Optional[int] = ..., size_bytes: _Optional[int] = ...) -> None: ...

class BackupCollection(_message.Message):
    __slots__ = ("collection", "seq")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    SEQ_FIELD_NUMBER: _ClassVar[int]
    collection: str
    seq: int
    def __init__(self, collection: _Optional[str] = ..., seq: _Optional[int] = ...) -> None: ...
