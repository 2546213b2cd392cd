"""One connection, many threads."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from omen_client import OmenError

THREADS = 8
ROUNDS = 25
ROWS = 8


def test_eight_threads_write_and_read_their_own_writes(create):
    collection = create("thread int32, round int32")

    def work(thread):
        for round_ in range(ROUNDS):
            keys = [thread * 10_000 + round_ * ROWS + i for i in range(ROWS)]
            collection.put([{"key": k, "thread": thread, "round": round_} for k in keys])
            table = collection.get_many(keys)
            assert table["key"].to_pylist() == keys
            assert set(table["round"].to_pylist()) == {round_}
            assert collection.get(keys[0])["thread"] == thread
            collection.delete(keys[:1])
            assert collection.get(keys[0]) is None

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))
    assert collection.count() == THREADS * ROUNDS * (ROWS - 1)


def test_readers_never_see_half_a_batch(create):
    collection = create("version int64")
    keys = list(range(100))
    collection.put([{"key": key, "version": 0} for key in keys])

    def write(first):
        for version in range(first, 40, 2):
            collection.put([{"key": key, "version": version} for key in keys])
            if version % 10 == 0:
                collection.flush()

    def read(_):
        for _ in range(40):
            for table in (collection.scan().to_table(), collection.get_many(keys)):
                assert table["key"].to_pylist() == keys
                assert len(set(table["version"].to_pylist())) == 1

    with ThreadPoolExecutor(THREADS) as pool:
        futures = [pool.submit(write, 1), pool.submit(write, 2)]
        futures += [pool.submit(read, n) for n in range(THREADS - 2)]
        for future in futures:
            future.result()


def test_two_threads_creating_one_collection(db):
    def create(_):
        try:
            db.create_collection("contested", "v int64")
        except OmenError as error:
            return error.code
        return "OK"

    with ThreadPoolExecutor(THREADS) as pool:
        results = sorted(pool.map(create, range(THREADS)))
    db.drop_collection("contested")
    assert results == ["ALREADY_EXISTS"] * (THREADS - 1) + ["OK"]


def test_concurrent_searches(create):
    collection = create("v vector<float32>[4]")
    matrix = np.random.default_rng(3).standard_normal((200, 4)).astype(np.float32)
    collection.put([{"key": key, "v": vector} for key, vector in enumerate(matrix)])

    def nearest(key):
        return collection.search(matrix[key], k=1)[0].key

    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(nearest, range(200))) == list(range(200))


def test_close_while_others_call(server):
    import omen_client

    db = omen_client.connect(server.address)

    def ask(_):
        with pytest.raises(OmenError) as caught:
            while True:
                db.list_collections()
        return caught.value.code

    with ThreadPoolExecutor(THREADS) as pool:
        futures = [pool.submit(ask, n) for n in range(THREADS)]
        db.close()
        assert {future.result() for future in futures} <= {"CANCELLED", "FAILED_PRECONDITION"}
