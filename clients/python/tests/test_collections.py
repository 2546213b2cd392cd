"""Creating, listing, describing and dropping collections."""

import pickle

import pyarrow as pa
import pytest

import omen_client
from conftest import ALL_TYPES, CITIES, GENEVA
from omen_client import OmenError


def test_create_list_get_drop(db):
    db.create_collection("beta", CITIES)
    db.create_collection("alpha", "value binary")
    assert [name for name in db.list_collections() if name in {"alpha", "beta"}] == [
        "alpha",
        "beta",
    ]
    assert db.collection("beta").name == "beta"
    assert db.collection("beta").schema_text == CITIES
    db.drop_collection("beta")
    db.drop_collection("alpha")
    assert not {"alpha", "beta"} & set(db.list_collections())


def test_schema_has_key_and_exact_types(create):
    collection = create(ALL_TYPES + ", required int64 not null")
    schema = collection.schema
    assert [(field.name, field.type) for field in schema] == [
        ("key", pa.int64()),
        ("b", pa.bool_()),
        ("i32", pa.int32()),
        ("i64", pa.int64()),
        ("f32", pa.float32()),
        ("f64", pa.float64()),
        ("t", pa.timestamp("us", tz="UTC")),
        ("s", pa.string()),
        ("bin", pa.binary()),
        ("v", schema.field("v").type),
        ("required", pa.int64()),
    ]
    assert pa.types.is_fixed_size_list(schema.field("v").type)
    assert schema.field("v").type.list_size == 2
    assert schema.field("v").type.value_type == pa.float32()
    assert not schema.field("key").nullable
    assert not schema.field("required").nullable
    assert schema.field("i64").nullable


def test_the_calls_that_scripts_are_written_against(server):
    """The Python example of the project's contract, call by call."""
    with omen_client.connect(server.address) as db:
        cities = db.create_collection("contract_cities", CITIES)
        seq = cities.put([GENEVA])
        assert isinstance(seq, int)
        assert cities.get(42)["name"] == "Geneva"
        assert isinstance(cities.get_many([42, 43]), pa.Table)
        names = cities.scan(from_key=0, to_key=100, columns=["name"])
        assert names.to_table().to_pylist() == [{"key": 42, "name": "Geneva"}]
        (hit,) = cities.search(
            [0.69, 0.07, 0.72], k=10, column="position", keys=(0, 10**18), mode="exact"
        )
        assert (hit.key, hit.score, hit.distance, hit.row["name"]) == (42, 0.0, 0.0, "Geneva")
        cities.delete([42])
        assert cities.count() == 0
        db.collection("contract_cities")
        assert "contract_cities" in db.list_collections()
        db.drop_collection("contract_cities")


def test_collection_of_keys_only(create):
    collection = create("")
    collection.put([{"key": 1}, {"key": -1}])
    assert collection.get(1) == {"key": 1}
    assert collection.scan().to_table()["key"].to_pylist() == [-1, 1]


def test_create_existing_is_already_exists(db, cities):
    with pytest.raises(OmenError) as caught:
        db.create_collection(cities.name, CITIES)
    assert caught.value.code == "ALREADY_EXISTS"
    assert caught.value.reason == "COLLECTION_EXISTS"


@pytest.mark.parametrize("call", ["collection", "drop_collection"])
def test_unknown_collection_is_not_found(db, call):
    with pytest.raises(OmenError) as caught:
        getattr(db, call)("no_such_collection")
    error = caught.value
    assert (error.code, error.reason) == ("NOT_FOUND", "COLLECTION_NOT_FOUND")
    assert "no_such_collection" in str(error)


def test_use_after_drop_is_not_found(db, cities):
    db.drop_collection(cities.name)
    for call in (
        lambda: cities.get(1),
        lambda: cities.put([GENEVA]),
        lambda: cities.scan(),
        lambda: cities.count(),
        lambda: cities.delete([1]),
        lambda: cities.search([1, 2, 3]),
        cities.flush,
        cities.merge,
        cities.stats,
    ):
        with pytest.raises(OmenError) as caught:
            call()
        assert caught.value.code == "NOT_FOUND"


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\0b", "Upper", "_x", "1a", "x" * 10_000])
def test_bad_name_is_invalid_argument(db, name):
    with pytest.raises(OmenError) as caught:
        db.create_collection(name, "v int64")
    assert caught.value.code == "INVALID_ARGUMENT"
    assert caught.value.field == "collection"
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize(
    "schema",
    [
        "a",
        "a int65",
        "a int64, a utf8",
        "key int64",
        "_x int64",
        "a vector<float32>[0]",
        "a vector<float32>[3, manhattan]",
        "a vector<float32>",
        "a int64,",
    ],
)
def test_bad_schema_is_invalid_argument(db, schema):
    with pytest.raises(OmenError) as caught:
        db.create_collection("never_made", schema)
    assert caught.value.code == "INVALID_ARGUMENT"
    assert "never_made" not in db.list_collections()


def test_info(db):
    info = db.info()
    assert info.version
    assert info.engines.storage
    assert info.max_batch_operations >= 1000
    assert info.max_message_bytes >= 4 << 20
    assert info.uptime.total_seconds() > 0
    assert "/" not in info.database


def test_stats(cities):
    cities.delete([43])
    stats = cities.stats()
    assert stats.collection == cities.name
    assert stats.seq == 2
    assert stats.memtable_rows + stats.segment_rows >= 2
    assert stats.engines.index
    assert stats.engines.compute


def test_error_survives_pickling():
    error = pickle.loads(pickle.dumps(OmenError("ABORTED", "text", "CONFLICT", "column")))
    assert (error.code, error.message, error.reason, error.field) == (
        "ABORTED",
        "text",
        "CONFLICT",
        "column",
    )
    assert str(error) == "ABORTED: text"
