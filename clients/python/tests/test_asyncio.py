"""What only asyncio has: many tasks, and tasks that are cancelled."""

import asyncio
import threading

import pyarrow as pa
import pytest

import omen_client
from omen_client import OmenError
from omen_client._generated.omendb.v1 import data_service_pb2
from test_gets import answers, scripted

TASKS = 300


def test_many_tasks_write_and_read_their_own_writes(server):
    async def work(rows, key):
        await rows.put([{"key": key, "square": key * key}])
        assert await rows.get(key) == {"key": key, "square": key * key}
        assert (await rows.get_many([key]))["square"].to_pylist() == [key * key]

    async def main():
        async with omen_client.connect_async(server.address) as db:
            rows = await db.create_collection("many_tasks", "square int64")
            try:
                await asyncio.gather(*(work(rows, key) for key in range(TASKS)))
                assert await rows.count() == TASKS
                keys = [key async for batch in rows.scan() for key in batch["key"].to_pylist()]
                assert keys == list(range(TASKS))
            finally:
                await db.drop_collection("many_tasks")

    asyncio.run(main())


def test_a_database_may_be_awaited_and_closed(server):
    async def main():
        db = await omen_client.connect_async(server.address)
        assert repr(db) == f"<AsyncDatabase at {server.address}>"
        assert isinstance(await db.list_collections(), list)
        await db.close()
        await db.close()
        with pytest.raises(OmenError) as caught:
            await db.list_collections()
        assert (caught.value.code, caught.value.reason) == ("FAILED_PRECONDITION", "CLOSED")

    asyncio.run(main())


def test_closing_ends_the_calls_of_other_tasks():
    release = threading.Event()

    def count(request, context):
        release.wait(10)

    async def main(address):
        async with omen_client.connect_async(address) as db:
            numbers = await db.collection("numbers")
            waiting = asyncio.create_task(numbers.count())
            await asyncio.sleep(0.1)
        with pytest.raises(OmenError) as caught:
            await waiting
        assert caught.value.code in {"CANCELLED", "FAILED_PRECONDITION"}

    with scripted(Count=count) as server:
        asyncio.run(main(server.address))
        release.set()


def test_cancelling_a_task_cancels_its_call():
    begun, cancelled = threading.Event(), threading.Event()

    def count(request, context):
        context.add_callback(cancelled.set)
        begun.set()
        cancelled.wait(10)

    async def main(address):
        async with omen_client.connect_async(address) as db:
            numbers = await db.collection("numbers")
            task = asyncio.create_task(numbers.count())
            assert await asyncio.to_thread(begun.wait, 10)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert await asyncio.to_thread(cancelled.wait, 10)

    with scripted(Count=count) as server:
        asyncio.run(main(server.address))


def test_a_get_that_is_cancelled_leaves_those_beside_it():
    begun, release = threading.Event(), threading.Event()

    def stream_get(requests, context):
        def before(number):
            begun.set()
            release.wait(10)

        yield from answers(requests, before)

    async def main(address):
        async with omen_client.connect_async(address) as db:
            numbers = await db.collection("numbers")
            tasks = [asyncio.create_task(numbers.get(key)) for key in range(20)]
            assert await asyncio.to_thread(begun.wait, 10)
            for task in tasks[::4]:
                task.cancel()
            release.set()
            found = await asyncio.gather(*tasks, return_exceptions=True)
            for key, result in enumerate(found):
                if key % 4 == 0:
                    assert isinstance(result, asyncio.CancelledError)
                else:
                    assert result == (None if key % 2 else {"key": key, "square": key * key})

    with scripted(StreamGet=stream_get) as server:
        asyncio.run(main(server.address))


def test_cancelling_a_scan_and_a_put_many_ends_them_on_the_server():
    cancelled = threading.Semaphore(0)
    schema = pa.schema([pa.field("key", pa.int64(), nullable=False)])

    def scan(request, context):
        context.add_callback(cancelled.release)
        yield data_service_pb2.ScanResponse(arrow_ipc=schema.serialize().to_pybytes())
        threading.Event().wait(2)

    def stream_put(requests, context):
        context.add_callback(cancelled.release)
        for number, _ in enumerate(requests):
            yield data_service_pb2.StreamPutResponse(seq=number, rows=1)

    async def endless():
        async with omen_client.connect_async(address) as db:
            numbers = await db.collection("numbers")
            await numbers.scan().to_table()

    async def endless_put():
        async with omen_client.connect_async(address) as db:
            numbers = await db.collection("numbers")
            await numbers.put_many(({"key": n} for n in iter(int, 1)), batch_rows=100)

    async def main():
        for work in (endless, endless_put):
            task = asyncio.create_task(work())
            await asyncio.sleep(0.5)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert await asyncio.to_thread(cancelled.acquire, timeout=10)

    with scripted(Scan=scan, StreamPut=stream_put) as server:
        address = server.address
        asyncio.run(main())


def test_the_schema_of_a_scan_is_known_once_it_is_entered(server):
    async def main():
        async with omen_client.connect_async(server.address) as db:
            rows = await db.create_collection("entered", "n int64")
            try:
                await rows.put([{"key": 1, "n": 2}])
                async with rows.scan() as scan:
                    assert scan.schema.names == ["key", "n"]
                    assert (await scan.to_pandas())["n"].tolist() == [2]
                closed = rows.scan()
                await closed.close()
                with pytest.raises(ValueError, match="closed"):
                    await closed.to_table()
            finally:
                await db.drop_collection("entered")

    asyncio.run(main())
