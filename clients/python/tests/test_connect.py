"""Connecting, losing the server, and what a broken one answers."""

import socket
import threading
import time

import grpc
import pyarrow as pa
import pytest
import trustme
from google.rpc import error_details_pb2, status_pb2

import omen_client
from conftest import GENEVA
from omen_client import OmenError
from omen_client._generated.omendb.v1 import collection_service_pb2, data_service_pb2
from scripted_server import ScriptedServer
from server_process import ServerProcess


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_context_manager_closes(server):
    with omen_client.connect(server.address) as db:
        cities = db.create_collection("closing", "v int64")
        db.drop_collection("closing")
    for call in (db.list_collections, lambda: cities.get(1), lambda: cities.scan()):
        with pytest.raises(OmenError) as caught:
            call()
        assert (caught.value.code, caught.value.reason) == ("FAILED_PRECONDITION", "CLOSED")
    db.close()


@pytest.mark.parametrize(
    "address", ["", "localhost", "localhost:", ":7617", "http://h:1", "h:0", "h:65536", "h:x"]
)
def test_bad_address_is_a_value_error(address):
    with pytest.raises(ValueError):
        omen_client.connect(address)


def test_address_must_be_a_str():
    with pytest.raises(TypeError):
        omen_client.connect(7617)


def test_nobody_there_is_unavailable_and_says_what_to_do():
    address = f"127.0.0.1:{free_port()}"
    started = time.monotonic()
    with pytest.raises(OmenError) as caught:
        omen_client.connect(address, connect_timeout=0.3)
    assert time.monotonic() - started < 10
    assert caught.value.code == "UNAVAILABLE"
    assert caught.value.reason == "UNAVAILABLE"
    assert f"bin/omen serve --listen {address}" in str(caught.value)
    assert "refused" in str(caught.value).lower()


def test_connect_waits_for_a_server_that_starts(tmp_path):
    port = free_port()
    with socket.socket() as placeholder:
        placeholder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        placeholder.bind(("127.0.0.1", port))
        relay = threading.Timer(0.5, placeholder.listen)
        # Listening without an answer: only the deadline ends it.
        relay.start()
        with pytest.raises(OmenError) as caught:
            omen_client.connect(f"127.0.0.1:{port}", connect_timeout=1)
        relay.join()
    assert caught.value.code == "UNAVAILABLE"


def test_connects_again_after_restart_and_finds_every_row(tmp_path):
    process = ServerProcess(tmp_path / "db")
    with process:
        with omen_client.connect(process.address) as db:
            cities = db.create_collection("cities", "name utf8")
            cities.put([{"key": 42, "name": "Geneva"}])
            assert process.stop() in (0, 143)
            with pytest.raises(OmenError) as caught:
                cities.get(42)
            assert caught.value.code == "UNAVAILABLE"
            assert "is the server running?" in str(caught.value)
        process.start()
        with omen_client.connect(process.address) as db:
            assert db.collection("cities").get(42) == {"key": 42, "name": "Geneva"}


def test_token_goes_with_every_call():
    seen = []

    def list_collections(request, context):
        seen.append(dict(context.invocation_metadata()).get("authorization"))
        return collection_service_pb2.ListCollectionsResponse()

    with ScriptedServer({"ListCollections": list_collections}) as server:
        with omen_client.connect(server.address, token="secret") as db:
            db.list_collections()
        with omen_client.connect(server.address) as db:
            db.list_collections()
    assert seen == ["Bearer secret", None]


def test_tls(tmp_path):
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost")
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    credentials = grpc.ssl_server_credentials(
        [(certificate.private_key_pem.bytes(), certificate.cert_chain_pems[0].bytes())]
    )
    methods = {
        "ListCollections": lambda request, context: collection_service_pb2.ListCollectionsResponse()
    }
    with ScriptedServer(methods, credentials) as server:
        channel_credentials = grpc.ssl_channel_credentials(ca_file.read_bytes())
        for tls in (ca_file, str(ca_file), channel_credentials):
            with omen_client.connect(server.address, tls=tls) as db:
                assert db.list_collections() == []
        for tls in (None, True):
            with pytest.raises(OmenError) as caught:
                omen_client.connect(server.address, tls=tls, connect_timeout=0.3)
            assert caught.value.code == "UNAVAILABLE"
            assert "check address and tls" in str(caught.value)


def test_timeout_of_calls():
    release = threading.Event()

    def count(request, context):
        release.wait(10)
        return data_service_pb2.CountResponse()

    with (
        ScriptedServer({"GetCollection": _collection, "Count": count}) as server,
        omen_client.connect(server.address, timeout=0.2) as db,
    ):
        with pytest.raises(OmenError) as caught:
            db.collection("c").count()
        release.set()
    assert caught.value.code == "DEADLINE_EXCEEDED"


def test_another_grpc_server_is_told_apart():
    def server_info(request, context):
        context.abort(grpc.StatusCode.UNIMPLEMENTED, "Method not found!")

    with (
        ScriptedServer({"GetServerInfo": server_info}) as server,
        pytest.raises(OmenError, match="no OmenDB server") as caught,
    ):
        omen_client.connect(server.address)
    assert caught.value.code == "UNIMPLEMENTED"


def test_error_details_are_read():
    def flush(request, context):
        status = status_pb2.Status(code=9, message="the disk is full")
        info = error_details_pb2.ErrorInfo(reason="DISK_FULL", domain="omendb")
        status.details.add().Pack(info)
        violation = error_details_pb2.BadRequest.FieldViolation(field="somewhere")
        status.details.add().Pack(error_details_pb2.BadRequest(field_violations=[violation]))
        context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
        context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "the disk is full")

    error = _flush_error(flush)
    assert (error.code, error.reason, error.field) == (
        "RESOURCE_EXHAUSTED",
        "DISK_FULL",
        "somewhere",
    )
    assert error.message == "the disk is full"


def test_broken_error_details_leave_code_and_text():
    def flush(request, context):
        context.set_trailing_metadata((("grpc-status-details-bin", b"\xff\xff\xff"),))
        context.abort(grpc.StatusCode.DATA_LOSS, "checksum")

    error = _flush_error(flush)
    assert (error.code, error.message, error.reason, error.field) == (
        "DATA_LOSS",
        "checksum",
        None,
        None,
    )


@pytest.mark.parametrize("pieces", [0, 1, 2])
def test_scan_that_is_cut_short_is_an_error(pieces):
    batch = pa.record_batch({"key": [1, 2]})

    def scan(request, context):
        sent = [batch.schema.serialize().to_pybytes(), batch.serialize().to_pybytes()]
        for piece in sent[:pieces]:
            yield data_service_pb2.ScanResponse(arrow_ipc=piece)

    with (
        ScriptedServer({"GetCollection": _collection, "Scan": scan}) as server,
        omen_client.connect(server.address) as db,
        pytest.raises(OmenError, match="end marker"),
    ):
        db.collection("c").scan().to_table()


def test_scan_that_fails_half_way_raises_after_the_rows_before():
    batch = pa.record_batch({"key": [1, 2]})

    def scan(request, context):
        yield data_service_pb2.ScanResponse(arrow_ipc=batch.schema.serialize().to_pybytes())
        yield data_service_pb2.ScanResponse(arrow_ipc=batch.serialize().to_pybytes())
        context.abort(grpc.StatusCode.DATA_LOSS, "segment 7 is damaged")

    with (
        ScriptedServer({"GetCollection": _collection, "Scan": scan}) as server,
        omen_client.connect(server.address) as db,
    ):
        opened = db.collection("c").scan()
        assert next(opened)["key"].to_pylist() == [1, 2]
        with pytest.raises(OmenError) as caught:
            next(opened)
    assert caught.value.code == "DATA_LOSS"


def test_closing_a_scan_cancels_the_call():
    cancelled = threading.Event()
    schema = pa.schema([("key", pa.int64())])

    def scan(request, context):
        context.add_callback(cancelled.set)
        yield data_service_pb2.ScanResponse(arrow_ipc=schema.serialize().to_pybytes())
        cancelled.wait(10)

    with (
        ScriptedServer({"GetCollection": _collection, "Scan": scan}) as server,
        omen_client.connect(server.address) as db,
    ):
        with db.collection("c").scan():
            assert not cancelled.is_set()
        assert cancelled.wait(5)
        cancelled.clear()
        db.collection("c").scan()  # Dropped unread: the same.
        assert cancelled.wait(5)


def test_timestamp_beyond_datetime_is_a_clear_error(typed):
    table = pa.table({"key": [1], "t": pa.array([2**62], pa.timestamp("us", "UTC"))})
    typed.put(table)
    with pytest.raises(ValueError, match="beyond Python's datetime"):
        typed.get(1)
    assert typed.get_many([1], columns=["t"])["t"].cast(pa.int64()).to_pylist() == [2**62]


def test_geneva_over_a_second_connection(server, cities):
    with omen_client.connect(server.address) as db:
        assert db.collection(cities.name).get(42)["name"] == GENEVA["name"]


def _collection(request, context):
    return collection_service_pb2.GetCollectionResponse(
        collection=collection_service_pb2.Collection(name=request.collection)
    )


def _flush_error(flush):
    with (
        ScriptedServer({"GetCollection": _collection, "Flush": flush}) as server,
        omen_client.connect(server.address) as db,
        pytest.raises(OmenError) as caught,
    ):
        db.collection("c").flush()
    return caught.value
