"""Commits: mixed batches, limits, parts."""

import numpy as np
import pyarrow as pa
import pytest

from omen_client import OmenError


def test_batch_of_puts_and_deletes(cities):
    before = cities.stats().seq
    with cities.write_batch() as batch:
        batch.put([{"key": 1, "name": "one"}, {"key": 2}])
        batch.delete([42, 1])
        batch.put([{"key": 1, "name": "again"}])
        assert len(batch) == 5
        assert cities.get(42) is not None
    assert batch.seq == before + 1
    assert cities.get(1)["name"] == "again"
    assert cities.get(42) is None
    assert cities.count() == 3


def test_exception_commits_nothing(cities):
    with pytest.raises(KeyError), cities.write_batch() as batch:
        batch.delete([42, 43])
        raise KeyError
    assert batch.seq is None
    assert cities.count() == 2


def test_committed_batch_takes_no_more(cities):
    with cities.write_batch() as batch:
        batch.delete([1])
    with pytest.raises(ValueError, match="committed"):
        batch.delete([2])


def test_empty_batch(cities):
    seq = cities.stats().seq
    with cities.write_batch() as batch:
        pass
    assert batch.seq == seq


def test_single_row_is_not_taken_for_a_list(cities):
    with pytest.raises(TypeError, match="put\\(\\[row\\]\\)"), cities.write_batch() as batch:
        batch.put({"key": 1})


def test_largest_put_is_one_commit(db, create):
    collection = create("v int64")
    rows = db.info().max_batch_operations
    before = collection.stats().seq
    seq = collection.put(pa.table({"key": np.arange(rows), "v": np.arange(rows)}))
    assert seq == before + 1
    assert collection.count() == rows


def test_huge_put_is_refused_whole(db, create):
    collection = create("v int64")
    rows = db.info().max_batch_operations + 1
    with pytest.raises(ValueError, match=f"at most {rows - 1} rows, not {rows}.*put_many"):
        collection.put(pa.table({"key": np.arange(rows)}))
    with pytest.raises(ValueError, match="at most"):
        collection.put({"key": key} for key in range(rows))
    with pytest.raises(ValueError, match="at most"):
        collection.delete(range(rows))
    with pytest.raises(ValueError, match="at most"):
        collection.get_many(range(rows))
    with pytest.raises(ValueError, match="at most"), collection.write_batch() as batch:
        batch.delete(range(rows))
    assert collection.count() == 0


def test_huge_message_is_refused_whole(db, create):
    collection = create("v binary")
    value = bytes(8 << 20)
    rows = db.info().max_message_bytes // len(value) + 1
    with pytest.raises(ValueError, match=r"bytes of rows.*put_many"):
        collection.put([{"key": key, "v": value} for key in range(rows)])
    assert collection.count() == 0
    collection.put_many(({"key": key, "v": value} for key in range(rows)), batch_rows=2)
    assert collection.count() == rows


@pytest.mark.parametrize("form", ["dicts", "table", "reader"])
def test_put_many_commits_in_parts(create, form):
    collection = create("v int64")
    table = pa.table({"key": np.arange(2_500), "v": np.arange(2_500)})
    rows = {
        "dicts": ({"key": key, "v": key} for key in range(2_500)),
        "table": table,
        "reader": table.to_reader(max_chunksize=900),
    }[form]
    before = collection.stats().seq
    seq = collection.put_many(rows, batch_rows=1_000)
    assert seq - before == 3
    assert collection.scan().to_table()["v"].to_pylist() == list(range(2_500))


def test_put_many_keeps_the_parts_before_a_bad_row(create):
    collection = create("v int64")
    rows = [{"key": key} for key in range(25)]
    rows[17]["v"] = "x"
    with pytest.raises(TypeError, match="row 17: column 'v'"):
        collection.put_many(rows, batch_rows=10)
    assert collection.count() == 10


def test_put_many_of_nothing(cities):
    assert cities.put_many([]) == cities.stats().seq
    with pytest.raises(ValueError, match="batch_rows"):
        cities.put_many([], batch_rows=0)


def test_conditions_refuse_the_whole_batch(create):
    rows = create("value int64")
    rows.put([{"key": 1, "value": 1}])
    row, seq = rows.get_versioned(1)
    assert row == {"key": 1, "value": 1}
    assert rows.get_versioned(2) is None
    with rows.write_batch() as batch:
        batch.put([{"key": 1, "value": 2}])
        batch.require_unchanged(1, seq)
        batch.require_absent([2])
    with pytest.raises(OmenError) as conflict, rows.write_batch() as batch:
        batch.put([{"key": 1, "value": 3}, {"key": 5, "value": 3}])
        batch.require_unchanged(1, seq)
    assert conflict.value.code == "ABORTED"
    assert conflict.value.field == "requireUnchanged"
    with pytest.raises(OmenError) as conflict, rows.write_batch() as batch:
        batch.put([{"key": 2, "value": 3}])
        batch.require_absent([2, 1])
    assert conflict.value.code == "ABORTED"
    assert rows.get(1)["value"] == 2
    assert rows.count() == 1


def test_bad_conditions_are_refused_at_once(cities):
    with cities.write_batch() as batch:
        with pytest.raises(TypeError, match="key"):
            batch.require_absent(["1"])
        with pytest.raises(ValueError, match="seq"):
            batch.require_unchanged(1, -1)
        batch.delete([])
    with pytest.raises(ValueError, match="committed"):
        batch.require_absent([1])
