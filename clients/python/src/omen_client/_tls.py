"""What a connection over TLS trusts and shows."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import grpc

_Path = str | os.PathLike[str]


@dataclass(frozen=True, kw_only=True)
class Tls:
    """PEM files for a connection over TLS, for the `tls` argument of `connect`.

    Attributes
    ----------
    ca : path, optional
        The certificate authorities to trust; those of this machine where not given.
    cert : path, optional
        A certificate, and those that signed it, for a server that wants one of its clients
        (``bin/omen serve --tls-client-ca``).
    key : path, optional
        The private key of `cert`.

    Examples
    --------
    >>> omen_client.Tls(ca="ca.pem", cert="me.pem", key="me.key.pem").ca
    'ca.pem'
    """

    ca: _Path | None = None
    cert: _Path | None = None
    key: _Path | None = None

    def __post_init__(self) -> None:
        if (self.cert is None) != (self.key is None):
            raise ValueError("cert and key go together: give both or none")


TlsArgument = bool | str | os.PathLike[str] | Tls | grpc.ChannelCredentials


def channel_credentials(tls: TlsArgument | None) -> grpc.ChannelCredentials | None:
    """Returns what gRPC wants of it; `None` stands for a connection in plain text."""
    if tls is None or tls is False:
        return None
    if isinstance(tls, grpc.ChannelCredentials):
        return tls
    if tls is True:
        tls = Tls()
    elif not isinstance(tls, Tls):
        tls = Tls(ca=tls)
    return grpc.ssl_channel_credentials(_read(tls.ca), _read(tls.key), _read(tls.cert))


def _read(file: _Path | None) -> bytes | None:
    return None if file is None else Path(file).read_bytes()
