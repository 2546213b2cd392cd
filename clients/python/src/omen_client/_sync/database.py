# Generated from _async/database.py by make_sync.py: do not edit.
"""A connection to a server, and the collections behind it."""

from __future__ import annotations

import os
from types import TracebackType

from omen_client._generated.omendb.v1 import (
    collection_service_pb2,
    operation_service_pb2,
    server_service_pb2,
)
from omen_client._io_sync import Transport
from omen_client._stats import ServerInfo
from omen_client._sync.collection import Collection
from omen_client._sync.operations import Operation
from omen_client._tls import TlsArgument


def connect(
    address: str,
    token: str | None = None,
    tls: TlsArgument | None = None,
    *,
    connect_timeout: float = 10.0,
    timeout: float | None = None,
) -> Database:
    """Connects to an OmenDB server.

    Parameters
    ----------
    address : str
        ``HOST:PORT``, as ``bin/omen serve --listen`` was told.
    token : str, optional
        Sent with every call as ``authorization: Bearer TOKEN``; the environment variable
        ``OMENDB_TOKEN`` where not given. Without `tls` it crosses the network readably.
        ``bin/omen token create`` makes one.
    tls : bool, path, Tls or grpc.ChannelCredentials, optional
        `True` encrypts and trusts the certificate authorities of this machine; a path names a
        PEM file of those to trust instead, and a `Tls` says more. Plain text where not given.
    connect_timeout : float
        Seconds to wait for the server; it may still be starting.
    timeout : float, optional
        Seconds that each later call may take; no limit where not given. Scans and `put_many`, which
        take as long as their rows, have none.

    Returns
    -------
    Database
        Use it in a ``with`` block, or close it. Threads may share it.

    Raises
    ------
    OmenError
        ``UNAVAILABLE`` where no server answers in time, or its certificate is not trusted;
        ``UNAUTHENTICATED`` where it wants a token that it knows.
    OSError
        If a file of certificates cannot be read.
    TypeError, ValueError
        If the address is not ``HOST:PORT``.

    Examples
    --------
    >>> with omen_client.connect(address) as db:
    ...     db.list_collections()
    ['cities']
    """
    return Database.open(address, token, tls, connect_timeout, timeout)


class Database:
    """The collections of one server, safe for use by many threads.

    Made by `connect`. All calls share one connection, which comes back by itself after the
    server was restarted. Do not use it in a process forked after it was made; connect there anew.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @classmethod
    def open(
        cls,
        address: str,
        token: str | None,
        tls: TlsArgument | None,
        connect_timeout: float,
        timeout: float | None,
    ) -> Database:
        """Returns what `connect` returns."""
        return cls(Transport.open(address, token, tls, connect_timeout, timeout))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} at {self._transport.address}>"

    def create_collection(self, name: str, schema: str) -> Collection:
        """Creates an empty collection.

        Parameters
        ----------
        name : str
            Matches ``[a-z][a-z0-9_]{0,62}``.
        schema : str
            The columns besides the key: ``name type[ not null], ...`` with the types ``bool int32
            int64 float32 float64 timestamp utf8 binary``, ``vector<float32>[DIM]`` and
            ``vector<float32>[DIM, l2|cosine|dot]``.

        Raises
        ------
        OmenError
            ``ALREADY_EXISTS`` where the name is taken; ``INVALID_ARGUMENT`` for a bad name or
            schema.

        Examples
        --------
        >>> events = db.create_collection("events", "at timestamp not null, what utf8")
        >>> events.schema.names
        ['key', 'at', 'what']
        """
        request = collection_service_pb2.CreateCollectionRequest(collection=name, schema=schema)
        response: collection_service_pb2.CreateCollectionResponse = self._transport.call(
            self._transport.collections.CreateCollection, request
        )
        return Collection(self._transport, response.collection)

    def collection(self, name: str) -> Collection:
        """Returns an existing collection.

        Raises
        ------
        OmenError
            ``NOT_FOUND`` where there is none of that name.

        Examples
        --------
        >>> cities = db.collection("cities")
        >>> cities.schema_text
        'name utf8, population int64, position vector<float32>[3]'
        """
        request = collection_service_pb2.GetCollectionRequest(collection=name)
        response: collection_service_pb2.GetCollectionResponse = self._transport.call(
            self._transport.collections.GetCollection, request
        )
        return Collection(self._transport, response.collection)

    def list_collections(self) -> list[str]:
        """Returns the names of all collections, sorted.

        Examples
        --------
        >>> db.list_collections()
        ['cities']
        """
        request = collection_service_pb2.ListCollectionsRequest()
        response: collection_service_pb2.ListCollectionsResponse = self._transport.call(
            self._transport.collections.ListCollections, request
        )
        return [collection.name for collection in response.collections]

    def drop_collection(self, name: str) -> None:
        """Removes a collection and all its rows.

        Raises
        ------
        OmenError
            ``NOT_FOUND`` where there is none of that name.
        """
        request = collection_service_pb2.DropCollectionRequest(collection=name)
        self._transport.call(self._transport.collections.DropCollection, request)

    def backup(self, directory: str | os.PathLike[str]) -> Operation:
        """Starts to copy the database, while it is in use, into a directory of the server.

        Parameters
        ----------
        directory : str or path
            Absolute, on the server's machine; not there yet, or empty.

        Returns
        -------
        Operation
            Call `Operation.wait` to follow it to its end.

        Raises
        ------
        OmenError
            ``INVALID_ARGUMENT`` for a relative path; ``RESOURCE_EXHAUSTED`` where too many
            operations are under way. What goes wrong later is raised by `Operation.wait`.

        Examples
        --------
        >>> import tempfile
        >>> backup = db.backup(tempfile.mkdtemp())
        >>> backup = backup.wait()
        >>> backup.state
        'SUCCEEDED'
        """
        request = operation_service_pb2.StartBackupRequest(directory=os.fspath(directory))
        response: operation_service_pb2.StartBackupResponse = self._transport.call(
            self._transport.operations.StartBackup, request
        )
        return Operation(self._transport, response.operation)

    def operation(self, name: str) -> Operation:
        """Returns a long-running operation by its name.

        Raises
        ------
        OmenError
            ``NOT_FOUND`` where the server knows none of that name.
        """
        request = operation_service_pb2.GetOperationRequest(name=name)
        response: operation_service_pb2.GetOperationResponse = self._transport.call(
            self._transport.operations.GetOperation, request
        )
        return Operation(self._transport, response.operation)

    def list_operations(self) -> list[Operation]:
        """Returns the long-running operations that the server knows, newest first."""
        request = operation_service_pb2.ListOperationsRequest()
        response: operation_service_pb2.ListOperationsResponse = self._transport.call(
            self._transport.operations.ListOperations, request
        )
        return [Operation(self._transport, each) for each in response.operations]

    def info(self) -> ServerInfo:
        """Returns what runs at the other end, and what it accepts."""
        request = server_service_pb2.GetServerInfoRequest()
        response: server_service_pb2.GetServerInfoResponse = self._transport.call(
            self._transport.server.GetServerInfo, request
        )
        return ServerInfo._of(response)

    def close(self) -> None:
        """Closes the connection; calls under way are cancelled. Closing again does nothing."""
        self._transport.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
