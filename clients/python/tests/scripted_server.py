"""A gRPC server in this process for what a healthy OmenDB never does.

Everything that a real server can show is tested against a real one.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent import futures
from typing import Any

import grpc

from omen_client._generated.omendb.v1 import (
    collection_service_pb2_grpc,
    data_service_pb2_grpc,
    server_service_pb2,
    server_service_pb2_grpc,
)


class ScriptedServer:
    """Answers each method by a function ``(request, context) -> response``.

    Methods without one are UNIMPLEMENTED, save GetServerInfo.

    Attributes
    ----------
    address : str
        ``localhost:PORT``.
    """

    def __init__(
        self,
        methods: dict[str, Callable[[Any, grpc.ServicerContext], Any]],
        credentials: grpc.ServerCredentials | None = None,
    ) -> None:
        self._server = grpc.server(futures.ThreadPoolExecutor(4))
        methods = {"GetServerInfo": _server_info, **methods}
        for add, servicer in (
            (
                data_service_pb2_grpc.add_DataServiceServicer_to_server,
                data_service_pb2_grpc.DataServiceServicer(),
            ),
            (
                collection_service_pb2_grpc.add_CollectionServiceServicer_to_server,
                collection_service_pb2_grpc.CollectionServiceServicer(),
            ),
            (
                server_service_pb2_grpc.add_ServerServiceServicer_to_server,
                server_service_pb2_grpc.ServerServiceServicer(),
            ),
        ):
            for name, method in methods.items():
                if hasattr(servicer, name):
                    setattr(servicer, name, method)
            add(servicer, self._server)
        self.address = "localhost:" + str(
            self._server.add_insecure_port("localhost:0")
            if credentials is None
            else self._server.add_secure_port("localhost:0", credentials)
        )

    def __enter__(self) -> ScriptedServer:
        self._server.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.stop(None).wait()


def _server_info(
    request: server_service_pb2.GetServerInfoRequest, context: grpc.ServicerContext
) -> server_service_pb2.GetServerInfoResponse:
    return server_service_pb2.GetServerInfoResponse(
        version="scripted", max_message_bytes=64 << 20, max_batch_operations=100_000
    )
