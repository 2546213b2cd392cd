"""Writes with the id of a request are committed once, however often they are sent."""

from __future__ import annotations

import uuid

import pytest

import omen_client

BASEL = {"key": 45, "name": "Basel", "population": 173_863}


def test_put_sent_again_is_committed_once(cities):
    request_id = uuid.uuid4()
    seq = cities.put([BASEL], request_id=request_id)
    later = cities.put([{**BASEL, "population": 1}])
    assert later > seq
    assert cities.put([BASEL], request_id=request_id) == seq
    assert cities.get(45)["population"] == 1
    assert cities.stats().seq == later


def test_delete_sent_again_is_committed_once(cities):
    cities.put([BASEL])
    request_id = uuid.uuid4()
    seq = cities.delete([45], request_id=request_id)
    cities.put([BASEL])
    assert cities.delete([45], request_id=request_id) == seq
    assert cities.get(45) is not None


def test_batch_sent_again_is_committed_once(cities):
    request_id = uuid.uuid4()
    seqs = []
    for _ in range(2):
        with cities.write_batch(request_id=request_id) as batch:
            batch.require_absent([45])
            batch.put([BASEL])
        seqs.append(batch.seq)
    assert seqs[0] == seqs[1]


def test_another_write_with_the_id_is_refused(cities):
    request_id = uuid.uuid4()
    cities.put([BASEL], request_id=request_id)
    with pytest.raises(omen_client.OmenError) as error:
        cities.put([{**BASEL, "population": 1}], request_id=request_id)
    assert error.value.code == "INVALID_ARGUMENT"
    assert error.value.field == "requestId"


def test_request_id_is_a_uuid(cities):
    with pytest.raises(TypeError, match="request_id must be a UUID"):
        cities.put([BASEL], request_id="again")
