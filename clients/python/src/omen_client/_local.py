"""A server of one's own on this machine, for a first try, a notebook or a test."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from omen_client._errors import OmenError
from omen_client._io_sync import Transport
from omen_client._sync.database import Database

_CONNECT_SECONDS = 10.0
_STOP_SECONDS = 30.0
_POLL_SECONDS = 0.02
_LOG_LINES = 5


def start_local(
    directory: str | os.PathLike[str],
    *,
    omen: str | os.PathLike[str] | None = None,
    options: Sequence[str] = (),
    start_timeout: float = 600.0,
) -> LocalDatabase:
    """Starts a server on a data directory, on a free port, and connects to it.

    Parameters
    ----------
    directory : path
        The data directory; made where it is not there. It stays when the server ends.
    omen : path, optional
        The ``omen`` program; where not given that of the environment variable ``OMEN_BIN``, then
        ``omen`` on the path, then ``bin/omen`` of a checkout around the working directory.
    options : sequence of str, optional
        More of ``omen serve``, such as ``["--http", "127.0.0.1:7618"]``. Without any there is no
        HTTP.
    start_timeout : float
        Seconds to wait for it; ``bin/omen`` of a checkout builds the project first.

    Returns
    -------
    LocalDatabase
        Closing it ends the server. Use it in a ``with`` block.

    Raises
    ------
    FileNotFoundError
        If there is no ``omen`` program.
    OmenError
        ``UNAVAILABLE`` where the server does not start, with the end of what it wrote.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     with omen_client.start_local(place) as db:
    ...         numbers = db.create_collection("numbers", "square int64")
    ...         _ = numbers.put([{"key": n, "square": n * n} for n in range(10)])
    ...         numbers.get(7)
    {'key': 7, 'square': 49}
    """
    program = _program(omen)
    scratch = Path(tempfile.mkdtemp(prefix="omen-client-"))
    ports = scratch / "ports.json"
    log = scratch / "log"
    command = [program, "--db", os.fspath(directory), "serve", "--listen", "127.0.0.1:0"]
    command += ["--port-file", str(ports), *(options or ["--http", "off"])]
    with log.open("wb") as output:
        # A session of its own: an interrupt at the terminal is for us, and we end it.
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        address = f"127.0.0.1:{_grpc_port(process, ports, log, start_timeout)}"
        transport = Transport.open(address, None, None, _CONNECT_SECONDS, None)
    except BaseException:
        _end(process, scratch)
        raise
    return LocalDatabase(transport, process, scratch)


class LocalDatabase(Database):
    """A `Database` whose server was started by `start_local`, and ends with it."""

    def __init__(
        self, transport: Transport, process: subprocess.Popen[bytes], scratch: Path
    ) -> None:
        super().__init__(transport)
        self._process = process
        self._scratch = scratch

    @property
    def address(self) -> str:
        """``127.0.0.1:PORT`` of the server, for other clients."""
        return self._transport.address

    def close(self) -> None:
        """Closes the connection and ends the server; acknowledged rows stay in the directory."""
        super().close()
        _end(self._process, self._scratch)


def _program(omen: str | os.PathLike[str] | None) -> str:
    named = os.fspath(omen) if omen is not None else os.environ.get("OMEN_BIN")
    if named is not None:
        if not Path(named).is_file():
            raise FileNotFoundError(f"no omen program at {named}")
        return named
    found = shutil.which("omen")
    if found is not None:
        return found
    here = Path.cwd()
    for place in (here, *here.parents):
        checkout = place / "bin" / "omen"
        if checkout.is_file():
            return str(checkout)
    raise FileNotFoundError(
        "no omen program on the path or in a checkout around the working directory"
        " (name one with omen= or in OMEN_BIN)"
    )


def _grpc_port(
    process: subprocess.Popen[bytes], ports: Path, log: Path, start_timeout: float
) -> int:
    deadline = time.monotonic() + start_timeout
    while not ports.exists():
        ended = process.poll()
        if ended is not None or time.monotonic() > deadline:
            what = "did not start in time" if ended is None else f"ended with status {ended}"
            said = log.read_text(errors="replace").strip().splitlines()[-_LOG_LINES:]
            raise OmenError(
                "UNAVAILABLE",
                f"the server {what}: {' / '.join(said) or 'it said nothing'}",
                "UNAVAILABLE",
            )
        time.sleep(_POLL_SECONDS)
    port: int = json.loads(ports.read_text())["grpc"]
    return port


def _end(process: subprocess.Popen[bytes], scratch: Path) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            # Its group is its own session: nobody else is in it.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    shutil.rmtree(scratch, ignore_errors=True)
