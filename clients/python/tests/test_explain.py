"""What explain_get and explain_search tell, against the reads themselves."""

import numpy as np
import pytest

from omen_client import OmenError


@pytest.fixture
def layered(create):
    """Keys 0, 3, 6, ... 2,997 in a segment; above it 3 replaced and 6 deleted in the memtable."""
    collection = create("v vector<float32>[4], n int64")
    random = np.random.default_rng(11)
    matrix = random.standard_normal((1_000, 4)).astype(np.float32)
    collection.put([{"key": 3 * i, "v": v, "n": i} for i, v in enumerate(matrix)])
    collection.flush()
    collection.put([{"key": 3, "n": -1}])
    collection.delete([6])
    return collection


def segment_of(plan):
    (level,) = plan["levels"]
    (segment,) = level["segments"]
    return segment


def test_sources_are_those_of_get(layered):
    sources = {0: "segment", 3: "memtable", 6: "deleted", 7: "nowhere", -1: "nowhere"}
    for key, source in sources.items():
        plan = layered.explain_get(key)
        assert (plan["key"], plan["source"]) == (key, source)
        assert plan["found"] == (layered.get(key) is not None)
        assert plan["seq"] == layered.stats().seq
        assert plan["total_nanos"] > 0
        assert plan["repetitions"] > 1


def test_prediction_bounds_the_position(layered):
    (stats,) = layered.stats().segments
    for row in (0, 3, 500, 999):
        segment = segment_of(layered.explain_get(3 * row))
        assert (segment["name"], segment["rows"]) == (stats.name, 1_000)
        assert (segment["min_key"], segment["max_key"]) == (0, 2_997)
        assert segment["index_engine"] == stats.index_engine
        assert segment["index_chosen"] == stats.index_chosen
        assert segment["answer"] == "found"
        probe = segment["probe"]
        assert probe["position"] == row
        assert probe["low"] <= row <= probe["high"]
        assert probe["inside_bounds"]
        assert probe["error"] == abs(probe["predicted"] - row) <= stats.max_error


def test_absent_and_unasked(layered):
    absent = segment_of(layered.explain_get(7))
    assert (absent["answer"], absent["admits"]) == ("absent", True)
    assert absent["probe"]["position"] is None
    assert absent["probe"]["error"] is None
    assert not absent["probe"]["inside_bounds"]
    beyond = segment_of(layered.explain_get(2**63 - 1))
    assert (beyond["answer"], beyond["admits"], beyond["probe"]) == ("not_asked", False, None)
    plan = layered.explain_get(6)
    assert plan["memtables"][0]["answer"] == "deleted"
    assert segment_of(plan)["answer"] == "not_asked"


def test_empty_collection(create):
    plan = create("v vector<float32>[2]").explain_get(1)
    assert (plan["source"], plan["levels"]) == ("nowhere", [])


def test_search_adds_up(layered):
    query = [0.5, 0, 0, 0]
    hits = layered.search(query, k=5, keys=(30, 60))
    plan = layered.explain_search(query, k=5, keys=(30, 60))
    assert (plan["column"], plan["metric"], plan["k"]) == ("v", "l2", 5)
    assert plan["keys"] == (30, 60)
    assert (plan["mode"], plan["certified"]) == ("exact", True)
    assert plan["compute_engine"] == layered.stats().engines.compute
    assert plan["rows_found"] == len(hits) == 5
    assert plan["rows_scanned"] == hits.rows_scanned == 10
    (segment,) = plan["segments"]
    assert (segment["first_row"], segment["end_row"], segment["rows_scanned"]) == (10, 20, 10)
    assert 5 <= segment["rows_reranked"] == plan["rows_reranked"] <= 10
    assert sum(m["rows_scanned"] for m in plan["memtables"]) == 0
    assert plan["total_nanos"] >= segment["nanos"] > 0
    assert layered.explain_search(query)["keys"] == (-(2**63), None)


def test_refusals(layered, db):
    with pytest.raises(TypeError, match="key must be an integer"):
        layered.explain_get("1")
    with pytest.raises(ValueError, match="mode must be one of"):
        layered.explain_search([0, 0, 0, 0], mode="psychic")
    with pytest.raises(OmenError) as caught:
        layered.explain_search([0, 0])
    assert caught.value.code == "INVALID_ARGUMENT"
    db.drop_collection(layered.name)
    with pytest.raises(OmenError) as caught:
        layered.explain_get(1)
    assert (caught.value.code, caught.value.reason) == ("NOT_FOUND", "COLLECTION_NOT_FOUND")
