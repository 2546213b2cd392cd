"""A first hour with OmenDB: 135,000 places of the world, from a file to answers.

    python clients/python/examples/cities.py            # starts a server of its own
    python clients/python/examples/cities.py ADDRESS    # uses one that runs

docs/python-tutorial.md goes through it piece by piece.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

import omen_client
from omen_client import Collection, Database, col

CHECKOUT = Path(__file__).resolve().parents[3]
FILE = CHECKOUT / "omen-server/src/main/resources/io/omendb/server/cli/demo/cities.csv.gz"
EARTH_RADIUS_KM = 6371.0
GENEVA = (46.2022, 6.1457)


def positions(latitude, longitude):
    """Points of the globe as unit vectors: near on the globe is near in space."""
    phi, theta = np.radians(latitude), np.radians(longitude)
    return np.stack(
        [np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=-1
    ).astype(np.float32)


def kilometres(chord):
    """The way along the surface between two points at a distance through the earth."""
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1))


def load(db: Database) -> Collection:
    """Reads the file into a collection, keyed by the numbers that GeoNames gives to places."""
    places = csv.read_csv(FILE)
    vectors = positions(places["latitude"].to_numpy(), places["longitude"].to_numpy())
    table = pa.table(
        {
            "key": places["geoname_id"],
            "name": places["name"],
            "country": places["country"],
            "population": places["population"],
            "position": pa.FixedSizeListArray.from_arrays(vectors.reshape(-1), 3),
        }
    ).sort_by("key")
    cities = db.create_collection(
        "cities",
        "name utf8 not null, country utf8, population int64, position vector<float32>[3] not null",
    )
    cities.put_many(table)  # Commits of 10,000 rows, each durable before the next is confirmed.
    cities.flush()
    print(f"{cities.count():,} places")
    return cities


def read(cities: Collection) -> None:
    """Rows by key, by range and by predicate."""
    geneva = cities.get(2660646)
    print(f"{geneva['name']}, {geneva['country']}: {geneva['population']:,} people")

    table = cities.get_many([2657896, 1, 2660646], columns=["name"])  # No place has the number 1.
    print(table["name"].to_pylist())

    large = (col("country") == "CH") & (col("population") > 100_000)
    frame = cities.scan(where=large, columns=["name", "population"]).to_pandas()
    print(frame.sort_values("population", ascending=False)["name"].tolist())


def search(cities: Collection) -> None:
    """The places nearest to Geneva, all and those that a predicate lets through."""
    here = positions(*GENEVA)
    for hit in cities.search(here, k=4, columns=["name"]):
        print(f"{kilometres(hit.distance):6.1f} km  {hit.row['name']}")

    abroad = cities.search(
        here, k=2, where="country != 'CH' and population > 1000000", columns=["name"]
    )
    print([hit.row["name"] for hit in abroad])

    # The answer of an exact search is the true one; numpy agrees.
    everything = cities.scan(columns=["position"]).to_table()
    chords = np.linalg.norm(omen_client.to_numpy(everything["position"]) - here, axis=1)
    nearest = everything["key"].to_numpy()[np.lexsort((everything["key"], chords))[:10]]
    hits = cities.search(here, k=10, mode="exact", columns=["name"])
    print("as by brute force:", [hit.key for hit in hits] == nearest.tolist())


def change(cities: Collection) -> None:
    """Many changes or none, and only where nobody else was faster."""
    with cities.view() as before:
        geneva, seq = cities.get_versioned(2660646)
        with cities.write_batch() as batch:
            batch.put([{**geneva, "population": geneva["population"] + 1}])
            batch.require_unchanged(geneva["key"], seq)
        print(cities.get(2660646)["population"] - before.get(2660646)["population"], "more")
        try:
            with cities.write_batch() as batch:
                batch.delete([2660646])
                batch.require_unchanged(2660646, seq)
        except omen_client.OmenError as error:
            print(f"refused: {error.code}")


async def ask_together(address: str) -> None:
    """The same by asyncio: gets of tasks that run together travel together."""
    async with omen_client.connect_async(address) as db:
        cities = await db.collection("cities")
        swiss = cities.scan(where="country = 'CH'", columns=["population"])
        keys = [key async for batch in swiss for key in batch["key"].to_pylist()]
        rows = await asyncio.gather(*(cities.get(key, columns=["name"]) for key in keys[:500]))
        print(f"{len(rows)} gets, the first of {rows[0]['name']}")


def run(db: Database, address: str) -> None:
    """All of it."""
    cities = load(db)
    read(cities)
    search(cities)
    change(cities)
    asyncio.run(ask_together(address))
    learned = cities.stats().learned
    print(f"{learned.hits:,} lookups found by a model, {learned.fallbacks:,} without")


def main() -> None:
    """Runs on the server that was named, or on one of its own."""
    with contextlib.ExitStack() as stack:
        if len(sys.argv) > 1:
            run(stack.enter_context(omen_client.connect(sys.argv[1])), sys.argv[1])
        else:
            directory = stack.enter_context(tempfile.TemporaryDirectory())
            db = stack.enter_context(
                omen_client.start_local(directory, omen=CHECKOUT / "bin" / "omen")
            )
            run(db, db.address)


if __name__ == "__main__":
    main()
