"""Starts and ends OmenDB servers for tests: `bin/omen serve` on a free port.

Only processes that were started here are ever signalled, by their own id.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# `bin/omen` builds the project on first use.
_START_SECONDS = 600.0
_STOP_SECONDS = 30.0


class ServerProcess:
    """One `bin/omen serve` on one data directory; may be started again after its end.

    The environment variable ``OMEN_BIN`` names another program than this checkout's `bin/omen`.

    Attributes
    ----------
    directory : pathlib.Path
        The data directory.
    address : str
        ``127.0.0.1:PORT`` of the running server; another one after each start.
    """

    def __init__(self, directory: Path, options: Sequence[str] = ()) -> None:
        self.directory = directory
        self._options = list(options)
        self.address = ""
        self._log = directory.with_name(directory.name + ".log")
        self._port_file = directory.with_name(directory.name + ".port")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts the server and waits until it listens.

        Raises
        ------
        RuntimeError
            If it ends or does not listen in time, with the end of what it wrote.
        """
        program = os.environ.get("OMEN_BIN", str(ROOT / "bin" / "omen"))
        self._port_file.unlink(missing_ok=True)
        command = [program, "--db", str(self.directory), "serve"]
        command += ["--listen", "127.0.0.1:0", "--port-file", str(self._port_file)]
        command += self._options
        with self._log.open("ab") as log:
            try:
                # A session of its own: an interrupt at the terminal is for us, and we end it.
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            except OSError as error:
                raise RuntimeError(f"cannot start the server: {error}") from error
        deadline = time.monotonic() + _START_SECONDS
        while not self._port_file.exists():
            if self._process.poll() is not None:
                raise RuntimeError(self._failure(f"ended with {self._process.returncode}"))
            if time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(self._failure(f"did not listen within {_START_SECONDS:g} s"))
            time.sleep(0.02)
        self.address = f"127.0.0.1:{json.loads(self._port_file.read_text())['grpc']}"

    def kill(self) -> None:
        """Ends the server as a power cut would, with SIGKILL."""
        if self._process is not None:
            # Its group is its own session: nobody else is in it.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> int | None:
        """Asks the server to end, with SIGTERM, and returns its exit status.

        `None` where it was not running; one that takes too long is killed.
        """
        if self._process is None:
            return None
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_STOP_SECONDS)
        status = self._process.poll()
        self.kill()
        return status

    def _failure(self, what: str) -> str:
        text = self._log.read_text(errors="replace")[-4000:] if self._log.exists() else ""
        return f"the server {what}: {' '.join(map(str, self._process.args))}\n{text}"  # type: ignore[union-attr]

    def __enter__(self) -> ServerProcess:
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()
