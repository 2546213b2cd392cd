"""Kills an OmenDB server again and again while it is written to, and looks for what it lost.

    pip install ./clients/python
    python scripts/crash_test.py --rounds 20

Each round eight threads commit batches of puts and deletes over keys of their own, in one database
that lives through all rounds, while a ninth flushes and merges now and then; at a random moment the
server is killed with SIGKILL and started again. Since a thread waits for each acknowledgement, what
it must find afterwards is known exactly: the state of its last acknowledged commit, or that state
with the whole of the one commit that was under way. Everything else is a violation: an
acknowledged row lost or changed, or a batch half there. Rounds in which no commit was under way at
the kill do not count and are repeated.

Exit code 0 where nothing was violated, 1 otherwise; then the data directory is kept.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import omen_client
from server_process import ServerProcess

THREADS = 8
KEYS_PER_THREAD = 400
MAX_BATCH_KEYS = 12
SCHEMA = "batch int64 not null, thread int32 not null, payload binary"

Change = dict[int, int | None]
"""Key to the id of the batch that wrote it, or None where the batch deleted it."""


class Violation(Exception):
    """The server broke a promise."""


@dataclass
class Writer:
    """One thread's keys and what it was promised about them."""

    number: int
    keys: list[int]
    acknowledged: dict[int, int] = field(default_factory=dict)
    under_way: Change | None = None
    batches: int = 0
    commits: int = 0
    last_seq: int = 0
    problem: BaseException | None = None

    def run(self, collection: omen_client.Collection, dice: random.Random) -> None:
        """Commits batches until the server is gone."""
        try:
            while True:
                self.commit_one(collection, dice)
        except omen_client.OmenError as error:
            if error.code != "UNAVAILABLE":
                self.problem = error
        except BaseException as error:
            self.problem = error

    def commit_one(self, collection: omen_client.Collection, dice: random.Random) -> None:
        """Commits one batch over random keys and notes what was promised."""
        self.batches += 1
        keys = dice.sample(self.keys, dice.randint(2, MAX_BATCH_KEYS))
        kind = dice.choices(["put", "delete", "mixed"], weights=[5, 1, 4])[0]
        puts = {"put": len(keys), "delete": 0, "mixed": dice.randint(1, len(keys) - 1)}[kind]
        change: Change = {key: self.batches if i < puts else None for i, key in enumerate(keys)}
        rows = [row_of(self.number, key, batch) for key, batch in change.items() if batch]
        deletes = [key for key, batch in change.items() if batch is None]
        self.under_way = change
        if kind == "put":
            seq = collection.put(rows)
        elif kind == "delete":
            seq = collection.delete(deletes)
        else:
            with collection.write_batch() as batch:
                batch.put(rows)
                batch.delete(deletes)
            seq = batch.seq or 0
        self.under_way = None
        self.settle(change)
        self.commits += 1
        if seq <= self.last_seq:
            raise Violation(f"thread {self.number}: seq {seq} after {self.last_seq}")
        self.last_seq = seq

    def settle(self, change: Change) -> None:
        """Makes a change part of what must be found."""
        for key, batch in change.items():
            if batch is None:
                self.acknowledged.pop(key, None)
            else:
                self.acknowledged[key] = batch

    def check(self, found: dict[int, int]) -> None:
        """Compares what the server has under this thread's keys with what it promised."""
        expected = self.acknowledged
        if found == expected:
            self.under_way = None
            return
        if self.under_way is not None:
            before = dict(expected)
            self.settle(self.under_way)
            if found == self.acknowledged:
                self.under_way = None
                return
            self.acknowledged = before
        raise Violation(self.describe(found))

    def describe(self, found: dict[int, int]) -> str:
        """Says in which keys the server departs from what it acknowledged, and how."""
        expected = self.acknowledged
        under_way = self.under_way or {}
        lines = []
        for key in self.keys:
            promised, there = expected.get(key), found.get(key)
            if promised == there:
                continue
            change = f", under way {under_way[key]}" if key in under_way else ""
            lines.append(f"  key {key}: acknowledged {promised}{change}, found {there}")
        touched = [key for key in under_way if expected.get(key) != under_way[key]]
        applied = sum(found.get(key) == under_way[key] for key in touched)
        half = f"; {applied} of {len(touched)} changes of the batch under way are there"
        shown = "\n".join(lines[:20])
        return f"thread {self.number}: {len(lines)} keys differ{half if touched else ''}\n{shown}"


def row_of(thread: int, key: int, batch: int) -> dict[str, object]:
    """Returns a row whose content follows from its key and batch, so that it can be checked."""
    payload = random.Random(f"{thread} {key} {batch}").randbytes(20 + batch % 300)
    return {"key": key, "batch": batch, "thread": thread, "payload": payload}


def keys_of(thread: int) -> list[int]:
    """Returns a thread's keys: interleaved with those of the others, and the ends of int64."""
    keys = [(i * THREADS + thread) * 1_000_003 - 2**30 for i in range(KEYS_PER_THREAD)]
    return [*keys, *{0: [-(2**63)], 1: [2**63 - 1]}.get(thread, [])]


def check_everything(collection: omen_client.Collection, writers: list[Writer]) -> int:
    """Checks all rows against all promises and returns how many there were."""
    rows = collection.scan().to_table().to_pylist()
    if len(rows) != collection.count():
        raise Violation(f"a scan gives {len(rows)} rows, count() {collection.count()}")
    for row in rows:
        if row != row_of(row["thread"], row["key"], row["batch"]):
            raise Violation(f"key {row['key']}: content of batch {row['batch']} is damaged")
    for writer in writers:
        found = {row["key"]: row["batch"] for row in rows if row["thread"] == writer.number}
        writer.check(found)
        got = collection.get_many(writer.keys, columns=["batch"]).to_pylist()
        if {row["key"]: row["batch"] for row in got} != found:
            raise Violation(f"thread {writer.number}: get_many and scan differ")
    last_seq, seq = max(writer.last_seq for writer in writers), collection.stats().seq
    if seq < last_seq:
        raise Violation(f"seq {seq} after recovery, {last_seq} was acknowledged")
    return len(rows)


def tend(collection: omen_client.Collection, dice: random.Random) -> None:
    """Flushes and merges now and then until the server is gone, so that kills meet those too."""
    with contextlib.suppress(omen_client.OmenError):
        while True:
            time.sleep(dice.uniform(0, 0.4))
            (collection.merge if dice.random() < 0.3 else collection.flush)()


def write_and_kill(
    server: ServerProcess, collection: omen_client.Collection, writers: list[Writer], seed: str
) -> int:
    """Kills the server below its writers and returns how many commits were under way."""
    dice = random.Random(seed)
    commits = sum(writer.commits for writer in writers)
    threads = [
        threading.Thread(target=w.run, args=(collection, random.Random(f"{seed} {w.number}")))
        for w in writers
    ]
    threads.append(threading.Thread(target=tend, args=(collection, random.Random(f"{seed} tend"))))
    for thread in threads:
        thread.start()
    try:
        while sum(writer.commits for writer in writers) == commits:
            if any(writer.problem for writer in writers):
                break
            time.sleep(0.001)
        time.sleep(dice.uniform(0, 1.5))
        under_way = [(writer, writer.under_way) for writer in writers]
    finally:
        server.kill()
        for thread in threads:
            thread.join()
    for writer in writers:
        if writer.problem is not None:
            raise Violation(f"thread {writer.number}: {writer.problem!r}") from writer.problem
    # The same commit before the kill and after it: it was under way then.
    return sum(change is not None and change is writer.under_way for writer, change in under_way)


def run(rounds: int, seed: int, directory: Path) -> str:
    """Runs the rounds and returns the summary."""
    started = time.monotonic()
    writers = [Writer(number, keys_of(number)) for number in range(THREADS)]
    server = ServerProcess(directory / "db")
    counted: list[int] = []
    rows = tries = 0
    with contextlib.ExitStack() as stack:
        stack.callback(server.kill)
        server.start()
        with omen_client.connect(server.address) as db:
            db.create_collection("crash", SCHEMA)
        while True:
            with omen_client.connect(server.address) as db:
                collection = db.collection("crash")
                rows += check_everything(collection, writers)
                if len(counted) == rounds:
                    break
                if tries == 3 * rounds:
                    raise Violation(f"no commit was under way at {tries - len(counted)} kills")
                tries += 1
                under_way = write_and_kill(server, collection, writers, f"{seed} {tries}")
            if under_way:
                counted.append(under_way)
            server.start()
        status = server.stop()
        if status not in (0, 143):
            raise Violation(f"exit status {status} after SIGTERM")
    commits = sum(writer.commits for writer in writers)
    return (
        f"{rounds} rounds, {sum(counted) / rounds:.1f} commits under way at a kill"
        f" (at least {min(counted)}), {commits} commits acknowledged, {rows} rows checked,"
        f" {time.monotonic() - started:.1f} s"
    )


def main() -> int:
    """Runs the crash test as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20, help="kills to survive (20)")
    parser.add_argument("--seed", type=int, help="repeats what a run did, timing aside")
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error("--rounds must be at least 1")
    seed = random.SystemRandom().randrange(2**32) if arguments.seed is None else arguments.seed
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # So that the server is ended too.
    directory = Path(tempfile.mkdtemp(prefix="omendb-crash-"))
    try:
        summary = run(arguments.rounds, seed, directory)
    except (Violation, omen_client.OmenError, RuntimeError) as error:
        print(f"crash test: VIOLATED, seed {seed}, data kept in {directory}\n{error}")
        return 1
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    shutil.rmtree(directory)
    print(f"crash test: passed, {summary}, seed {seed}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
