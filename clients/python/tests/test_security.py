"""Servers with certificates and tokens, and what they say to those who lack them."""

import os
import subprocess

import pytest
import trustme
from cryptography.hazmat.primitives import serialization

import omen_client
from omen_client import OmenError, Tls
from server_process import ROOT, ServerProcess


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    """A server with TLS, client certificates and tokens, and all that a client needs."""
    directory = tmp_path_factory.mktemp("secure")
    authority, clients, stranger = trustme.CA(), trustme.CA(), trustme.CA()
    server = authority.issue_cert("localhost", "127.0.0.1")
    client = clients.issue_cert("client@example.org")
    files = {
        "ca.pem": authority.cert_pem,
        "clients.pem": clients.cert_pem,
        "stranger.pem": stranger.cert_pem,
        "server.key": trustme.Blob(_pkcs8(server.private_key_pem.bytes())),
        "client.key": client.private_key_pem,
        "server.pem": server.cert_chain_pems[0],
        "client.pem": client.cert_chain_pems[0],
    }
    for name, blob in files.items():
        blob.write_to_path(directory / name)
    database = directory / "db"
    tokens = {role: _create_token(database, role) for role in ("admin", "read")}
    options = ["--tls-cert", directory / "server.pem", "--tls-key", directory / "server.key"]
    options += ["--tls-client-ca", directory / "clients.pem"]
    with ServerProcess(database, [str(option) for option in options]) as process:
        yield process.address, directory, tokens


def _pkcs8(pem):
    key = serialization.load_pem_private_key(pem, password=None)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _create_token(database, role):
    program = os.environ.get("OMEN_BIN", str(ROOT / "bin" / "omen"))
    command = [program, "--db", str(database), "token", "create", "--role", role]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def tls(secure):
    directory = secure[1]
    return Tls(
        ca=directory / "ca.pem", cert=directory / "client.pem", key=str(directory / "client.key")
    )


def test_certificate_and_token_open_the_server(secure, tls):
    address, _, tokens = secure
    with omen_client.connect(address, tokens["admin"], tls) as db:
        cities = db.create_collection("cities", "name utf8")
        cities.put([{"key": 1, "name": "Geneva"}])
        assert tokens["admin"] not in repr(db) + repr(vars(db)["_transport"]) + str(db.info())
    with omen_client.connect(address, tokens["read"], tls) as db:
        cities = db.collection("cities")
        assert cities.scan().to_table()["name"].to_pylist() == ["Geneva"]
        with pytest.raises(OmenError, match="omen token create --role write") as caught:
            cities.put([{"key": 2}])
    assert (caught.value.code, caught.value.reason) == ("PERMISSION_DENIED", "PERMISSION_DENIED")


def test_missing_or_unknown_token_is_unauthenticated(secure, tls, monkeypatch):
    address, _, tokens = secure
    for token in (None, "omen_000000000000_x", tokens["admin"] + "x"):
        with pytest.raises(OmenError) as caught:
            omen_client.connect(address, token, tls)
        assert caught.value.code == "UNAUTHENTICATED"
        assert "omen token create" in caught.value.message
        assert tokens["admin"] not in str(caught.value)
    monkeypatch.setenv("OMENDB_TOKEN", tokens["read"])
    with omen_client.connect(address, tls=tls) as db:
        assert db.info().version


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda d: d / "stranger.pem", "certificate is not trusted"),
        (lambda d: True, "certificate is not trusted"),
        (lambda d: Tls(ca=d / "ca.pem"), "client certificate"),
        (lambda d: None, "wants tls="),
    ],
)
def test_wrong_certificates_say_what_to_do(secure, make, said):
    address, directory, tokens = secure
    with pytest.raises(OmenError) as caught:
        omen_client.connect(address, tokens["admin"], make(directory), connect_timeout=1)
    assert caught.value.code == "UNAVAILABLE"
    assert said in caught.value.message, caught.value.message
    assert tokens["admin"] not in str(caught.value)


def test_bad_arguments_are_refused_before_anything_is_sent(tmp_path):
    with pytest.raises(ValueError, match="go together"):
        Tls(cert="me.pem")
    with pytest.raises(TypeError, match="token must be a str"):
        omen_client.connect("127.0.0.1:1", token=b"x")
    for token in ("", "a b", "a\n", "é"):
        with pytest.raises(ValueError, match="token"):
            omen_client.connect("127.0.0.1:1", token=token)
    with pytest.raises(FileNotFoundError):
        omen_client.connect("127.0.0.1:1", tls=tmp_path / "absent.pem")
