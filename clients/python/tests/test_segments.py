"""What the server leaves on disk is Arrow: any reader opens it."""

import pyarrow as pa
import pytest

FIRST_COLUMNS = [("key", pa.int64()), ("_seq", pa.int64()), ("_deleted", pa.bool_())]


def segments_with(server, column):
    """Returns the segment files that have this column, as tables."""
    tables = []
    for file in server.directory.rglob("*.arrow"):
        with pa.memory_map(str(file)) as source, pa.ipc.open_file(source) as reader:
            table = reader.read_all()
        if column in table.column_names:
            tables.append(table)
    return tables


@pytest.fixture
def flushed(create):
    collection = create("unusual_name utf8, v vector<float32>[2], t timestamp")
    collection.put([{"key": k, "unusual_name": str(k), "v": [k, -k]} for k in (3, 1, 2)])
    collection.delete([2])
    collection.flush()
    return collection


def test_segment_opens_as_arrow_file(server, flushed):
    (table,) = segments_with(server, "unusual_name")
    assert [(f.name, f.type) for f in table.schema][:3] == FIRST_COLUMNS
    assert table.column_names[3:] == ["unusual_name", "v", "t"]
    live = table.filter(pa.compute.invert(table["_deleted"]))
    rows = {row["key"]: row["unusual_name"] for row in live.to_pylist() if row["key"] != 2}
    assert rows == {1: "1", 3: "3"}
    assert table["key"].to_pylist() == sorted(table["key"].to_pylist())


def test_merge_leaves_one_segment_without_dead_rows(server, flushed):
    flushed.put([{"key": 1, "unusual_name": "one"}])
    flushed.delete([3])
    flushed.merge()
    assert flushed.scan().to_table()["unusual_name"].to_pylist() == ["one"]
    stats = flushed.stats()
    assert (stats.memtable_rows, stats.segment_rows, len(stats.segments)) == (0, 1, 1)


def test_get_of_flushed_row_is_answered_by_the_learned_index(create):
    collection = create("v int64")
    collection.put_many({"key": key * 3, "v": key} for key in range(20_000))
    collection.flush()
    stats = collection.stats()
    assert stats.memtable_rows == 0
    assert stats.segment_rows == 20_000
    (segment,) = stats.segments
    assert (segment.rows, segment.min_key, segment.max_key) == (20_000, 0, 59_997)
    assert segment.index_engine == stats.engines.index
    assert (segment.index_chosen == segment.index_engine) == (segment.index_reason == "")
    assert segment.codes_bytes == 0  # No vectors.
    assert sum(stats.learned.error_histogram) == 20_000
    before = stats.learned
    for key in range(100):
        assert collection.get(key * 300)["v"] == key * 100
    after = collection.stats().learned
    assert after.hits - before.hits == 100
    assert after.fallbacks == before.fallbacks


def test_activity_counts_what_is_done(create):
    collection = create("v vector<float32>[2]")
    collection.put([{"key": 1, "v": [1.0, 2.0]}])
    collection.flush()
    collection.search([1.0, 1.0], k=1)
    activity = collection.stats().activity
    assert (activity.commits_logged, activity.log_writes, activity.flushes) == (1, 1, 1)
    assert (activity.memtables_frozen, activity.merges) == (0, 0)
    assert (activity.exact_searches, activity.fast_searches, activity.graph_searches) == (1, 0, 0)
    assert activity.mapped_bytes in (0, collection.stats().segment_bytes)
