#!/usr/bin/env python3
"""Plants bugs one by one and looks whether the tests catch them.

    scripts/planted_bugs.py                 # all of them: about a minute and a half each
    scripts/planted_bugs.py tombstone       # those whose names contain a word
    scripts/planted_bugs.py --list

Works on a clone of HEAD in a temporary directory. A bug is caught where the tests that it is likely
to break fail; a bug that does not compile, or whose place in the source is gone, is an error of
this script. Exit code 0 where at least 19 of 20 (or all chosen ones) are caught.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORE = "omen-core/src/main/java/io/omendb/core/"
CORE_TESTS = (
    "CrashTest,RandomCrashTest,FaultTest,GroupCommitTest,AsyncCommitTest,CommitDurabilityTest,"
    "FileDamageTest,DatabaseModelTest,PowerLossTest,IoErrorTest,EngineSwapTest,LinearizabilityTest,"
    "RecoveryTest,ConcurrencyTest"
)
TIMEOUT_SECONDS = 420


@dataclass(frozen=True)
class Bug:
    """A place in the source, what is right there, and what is wrong."""

    name: str
    file: str
    right: str
    wrong: str
    module: str = "omen-core"
    tests: str = CORE_TESTS


BUGS = (
    Bug(
        "no fsync of synchronous writes",
        "omen-storage/src/main/java/io/omendb/storage/rocksdb/RocksDbSettings.java",
        "new WriteOptions().setSync(true)",
        "new WriteOptions().setSync(false)",
        "omen-storage",
        "*RocksDb*",
    ),
    Bug(
        "no fsync of a blob's content",
        "omen-storage/src/main/java/io/omendb/storage/directory/BlobDirectory.java",
        "      channel.force(true);\n",
        "",
        tests="PowerCutTest",  # Skips itself where it may not mount: run this as root.
    ),
    Bug(
        "commits visible before they are durable",
        CORE + "commit/CommitPipeline.java",
        "      lost += waited;\n      writeFenced(commits);\n      lost -= waited;\n"
        "      commits.sub",
        "      lost += waited;\n      visibleSeq = commits.getLast().seq();\n"
        "      commits.subList(waited, commits.size()).forEach(this::apply);\n"
        "      writeFenced(commits);\n      lost -= waited;\n      commits.sub",
    ),
    Bug(
        "segment checksum computed but not compared",
        CORE + "segment/SegmentChecksum.java",
        "if (found != info.crc32c()) {",
        "if (found == ~info.crc32c()) {",
    ),
    Bug(
        "record checksum not compared",
        CORE + "record/Envelope.java",
        "if (stored != actual) {",
        "if (stored == ~actual) {",
    ),
    Bug(
        "a flush drops every deletion (tombstone)",
        CORE + "Levels.java",
        "if (!version.deleted() || isInSegments(version.key()) || loading) {",
        "if (!version.deleted() || (isInSegments(version.key()) && loading)) {",
    ),
    Bug(
        "a merge drops deletions that hide older rows (tombstone)",
        CORE + "merge/MergePolicy.java",
        "new MergeGroup(inAgeOrder(byAge, chosen), isOldest)",
        "new MergeGroup(inAgeOrder(byAge, chosen), isOldest || chosen.size() > 1)",
    ),
    Bug(
        "the log is trimmed by one commit too many",
        CORE + "manifest/ManifestStore.java",
        "StorageKeys.log(collection, next.flushedSeq() + 1)",
        "StorageKeys.log(collection, next.flushedSeq() + 2)",
    ),
    Bug(
        "a gap in the log is not noticed",
        CORE + "commit/CommitLog.java",
        "if (seq != expected) {",
        "if (seq < expected) {",
    ),
    Bug(
        "asynchronous commits are lost when a synchronous one follows",
        CORE + "commit/CommitPipeline.java",
        "    List<LoggedCommit> commits = log.take();\n    int waited = commits.size();\n",
        "    log.take();\n    List<LoggedCommit> commits = new ArrayList<>();\n"
        "    int waited = commits.size();\n",
    ),
    Bug(
        "log records span two memtables",
        CORE + "commit/CommitLog.java",
        "commit.memTable() != commits.get(i - 1).memTable()",
        "commit.memTable().count() < 0",
    ),
    Bug(
        "the memtable ignores the reader's seq",
        CORE + "memtable/MemTable.java",
        "Entry entry = versions.get(key, seq);",
        "Entry entry = versions.get(key, Math.max(seq, Long.MAX_VALUE));",
    ),
    Bug(
        "merged segments are put below newer ones that they overlap",
        CORE + "Levels.java",
        "if (element.equals(removed.getFirst())) {",
        "if (element.equals(all.getLast())) {",
    ),
    Bug(
        "a failed write does not fence",
        CORE + "commit/WriteFence.java",
        "    if (cause == null) {\n      cause = failure;",
        "    if (cause == null && failure instanceof AssertionError) {\n      cause = failure;",
    ),
    Bug(
        "conditions do not see the batches before them in a group",
        CORE + "commit/CommitGroup.java",
        "        if (conditional) {\n",
        "        if (conditional && seq < 0) {\n",
    ),
    Bug(
        "a bulk load is put above later commits",
        CORE + "Levels.java",
        "segments.get(newer).minSeq() > seq",
        "segments.get(newer).minSeq() > Math.max(seq, Long.MAX_VALUE)",
    ),
    Bug(
        "counting takes overlapping segments for disjoint ones",
        CORE + "query/StateReader.java",
        "(!first && segment.info().minKey() <= reached)",
        "(!first && segment.info().minKey() < reached)",
    ),
    Bug(
        "off by one in the window of an index",
        "omen-index/src/main/java/io/omendb/index/search/KeyWindow.java",
        "at < KeyCompare.THREE_LINES ? start + at : searchSlowPath(key, start, at);",
        "at < KeyCompare.THREE_LINES ? start + at - 1 : searchSlowPath(key, start, at);",
        "omen-index",
        "*Contract*",
    ),
    Bug(
        "the error bound of a line is one too small",
        "omen-index/src/main/java/io/omendb/index/model/LineFitter.java",
        "greatest = Math.max(greatest, error);",
        "greatest = Math.max(greatest, error - 1);",
        "omen-index",
        "*Contract*",
    ),
    Bug(
        "files of a view are unmapped when a merge replaces them",
        CORE + "query/ReadState.java",
        "    segments.newestFirst().forEach(Segment::retain);\n",
        "",
    ),
)


def run(bug: Bug, clone: Path) -> str:
    """Returns `caught by TEST`, `missed`, or what is wrong with the bug itself."""
    file = clone / bug.file
    source = file.read_text()
    if source.count(bug.right) != 1:
        return f"error: {source.count(bug.right)} places in {bug.file}"
    file.write_text(source.replace(bug.right, bug.wrong))
    command = [
        "bin/mvn",
        "-B",
        "-ntp",
        "test",
        "-pl",
        bug.module,
        "-am",
        f"-Dtest={bug.tests}",
        "-Dsurefire.failIfNoSpecifiedTests=false",
        "-Dspotless.check.skip",
        "-Dsurefire.skipAfterFailureCount=1",
    ]
    try:
        done = subprocess.run(
            command, cwd=clone, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return "caught: the tests hang"
    finally:
        file.write_text(source)
    output = done.stdout + done.stderr
    if "COMPILATION ERROR" in output:
        return "error: does not compile"
    if done.returncode == 0:
        return "missed"
    failed = [line for line in output.splitlines() if "<<< " in line and " in " in line]
    return "caught by " + failed[0].rsplit(" in ", 1)[1].rsplit(".", 1)[-1] if failed else "caught"


def main() -> int:
    """Plants the chosen bugs and returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("word", nargs="?", default="", help="only bugs whose names contain it")
    parser.add_argument("--list", action="store_true", help="list the bugs and end")
    options = parser.parse_args()
    bugs = [bug for bug in BUGS if options.word in bug.name]
    if options.list or not bugs:
        print(*(bug.name for bug in BUGS), sep="\n")
        return 0 if options.list else 2
    scratch = Path(tempfile.mkdtemp(prefix="planted-bugs-"))
    clone = scratch / "clone"
    caught = 0
    try:
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        for number, bug in enumerate(bugs, 1):
            started = time.monotonic()
            result = run(bug, clone)
            caught += result.startswith("caught")
            seconds = time.monotonic() - started
            print(f"{number}/{len(bugs)} {bug.name}: {result} ({seconds:.0f} s)", flush=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"{caught} of {len(bugs)} caught")
    return 0 if caught >= min(len(bugs), len(bugs) * 19 // 20) else 1


if __name__ == "__main__":
    sys.exit(main())
