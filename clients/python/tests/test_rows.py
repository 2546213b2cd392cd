"""Rows as dicts: every type there and back, and what is refused."""

from datetime import datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest

from conftest import GENEVA, ZURICH
from omen_client import OmenError

INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1
UTC = timezone.utc


def test_get_returns_what_was_put(cities):
    row = cities.get(42)
    assert list(row) == ["key", "name", "population", "position"]
    assert (row["key"], row["name"], row["population"]) == (42, "Geneva", 183_981)
    assert row["position"].dtype == np.float32
    np.testing.assert_array_equal(row["position"], np.float32([0.69, 0.07, 0.72]))


def test_get_missing_is_none(cities):
    assert cities.get(7) is None


def test_get_columns(cities):
    assert cities.get(42, columns=["population", "name"]) == {
        "key": 42,
        "population": 183_981,
        "name": "Geneva",
    }


@pytest.mark.parametrize(
    "value",
    [
        {"b": True, "i32": 2**31 - 1, "i64": INT64_MAX, "f32": 1.5, "f64": 0.1},
        {"b": False, "i32": -(2**31), "i64": INT64_MIN, "f32": -0.0, "f64": 1e308},
        {"i64": 2**53 + 1, "s": "", "bin": b""},
        {"i64": -(2**53) - 1, "s": "é ü 漢字 🜁 \0 \n", "bin": bytes(range(256))},
        {"f32": float("inf"), "f64": float("-inf")},
        {"t": datetime(1970, 1, 1, tzinfo=UTC)},
        {"t": datetime(2262, 4, 11, 23, 47, 16, 854_775, tzinfo=UTC)},
        {"t": datetime(1, 1, 1, tzinfo=UTC)},
        {"t": datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)},
        {},
    ],
)
def test_values_come_back_exactly(typed, value):
    typed.put([{"key": 1, **value}])
    expected = {"key": 1, **dict.fromkeys(typed.schema.names[1:]), **value}
    # The message path, the Arrow path, and again from a batch of operations.
    assert typed.get(1) == expected
    assert typed.get_many([1]).to_pylist() == [expected]
    with typed.write_batch() as batch:
        batch.put([{"key": 2, **value}])
    assert typed.get(2) == {**expected, "key": 2}
    assert typed.scan(from_key=2).to_table().to_pylist() == [{**expected, "key": 2}]


def test_nan_is_a_value_of_a_float_column(typed):
    typed.put([{"key": 1, "f32": float("nan"), "f64": float("nan")}])
    row = typed.get(1)
    assert np.isnan(row["f32"])
    assert np.isnan(row["f64"])


def test_float32_rounds_to_nearest(typed):
    typed.put([{"key": 1, "f32": 0.1}])
    assert typed.get(1)["f32"] == float(np.float32(0.1))


def test_numpy_and_pandas_scalars(typed):
    typed.put(
        [
            {
                "key": np.int64(5),
                "b": np.bool_(True),
                "i32": np.int8(-3),
                "i64": np.uint64(2**63 - 1),
                "f64": np.float32(0.5),
                "t": pd.Timestamp("2026-01-02T03:04:05.000006Z"),
                "bin": bytearray(b"ab"),
                "v": np.array([1, 2], dtype=np.int16),
            }
        ]
    )
    row = typed.get(np.int64(5))
    assert row["b"] is True
    assert (row["i32"], row["i64"], row["f64"], row["bin"]) == (-3, INT64_MAX, 0.5, b"ab")
    assert row["t"] == datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert row["v"].tolist() == [1.0, 2.0]


def test_timestamp_of_another_zone_comes_back_in_utc(typed):
    zone = timezone(timedelta(hours=5, minutes=30))
    typed.put([{"key": 1, "t": datetime(2026, 1, 1, 5, 30, tzinfo=zone)}])
    value = typed.get(1)["t"]
    assert value == datetime(2026, 1, 1, tzinfo=UTC)
    assert value.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "key", [INT64_MIN, INT64_MIN + 1, -1, 0, 2**53 + 1, INT64_MAX - 1, INT64_MAX]
)
def test_key_extremes(typed, key):
    typed.put([{"key": key, "i64": key}])
    assert typed.get(key)["i64"] == key
    assert typed.get_many([key])["key"].to_pylist() == [key]
    assert typed.scan(from_key=key).to_table()["key"].to_pylist() == [key]
    assert typed.count(keys=(key, None)) == 1
    assert typed.count(keys=(None, key)) == 0
    typed.delete([key])
    assert typed.get(key) is None


def test_put_replaces_the_whole_row_and_the_later_wins(cities):
    cities.put([{"key": 42, "name": "first"}, {"key": 42, "name": "second"}])
    assert cities.get(42) == {"key": 42, "name": "second", "population": None, "position": None}


def test_put_returns_rising_seq_and_nothing_commits_nothing(cities):
    first = cities.put([{"key": 1}])
    second = cities.put([{"key": 2}])
    assert second > first
    assert cities.put([]) == second
    assert cities.delete([]) == second
    assert cities.delete([1]) > second


def test_put_takes_an_iterator(cities):
    cities.put({"key": key} for key in range(100, 103))
    assert cities.count(keys=(100, 200)) == 3


def test_delete_and_write_again(cities):
    cities.delete([42, 9999])
    assert cities.get(42) is None
    assert cities.count() == 1
    cities.put([GENEVA])
    assert cities.get(42)["name"] == "Geneva"


def test_get_many_keeps_the_order_asked(cities):
    table = cities.get_many([43, 7, 42, 43], columns=["name"])
    assert table.column_names == ["key", "name"]
    assert table["name"].to_pylist() == ["Zurich", "Geneva", "Zurich"]
    assert cities.get_many(np.array([43]))["key"].to_pylist() == [43]
    empty = cities.get_many([])
    assert empty.num_rows == 0
    assert empty.schema == cities.schema


@pytest.mark.parametrize(
    ("row", "error", "text"),
    [
        ({"s": "x"}, ValueError, "row 0: key is required"),
        ({"key": None}, ValueError, "key is required"),
        ({"key": 1.0}, TypeError, "key must be an integer, not float 1.0"),
        ({"key": True}, TypeError, "key must be an integer, not bool"),
        ({"key": "1"}, TypeError, "key must be an integer, not str"),
        ({"key": 2**63}, ValueError, "must be within"),
        ({"key": -(2**63) - 1}, ValueError, "must be within"),
        ({"key": 1, "nom": "x"}, ValueError, "no column 'nom'; there are key, b, i32"),
        ({"key": 1, "b": 1}, TypeError, "column 'b' must be a bool"),
        ({"key": 1, "i32": 2**31}, ValueError, "column 'i32' must be within"),
        ({"key": 1, "i64": 2**63}, ValueError, "column 'i64' must be within"),
        ({"key": 1, "i64": 1.0}, TypeError, "column 'i64' must be an integer, not float 1.0"),
        ({"key": 1, "i64": True}, TypeError, "not bool"),
        ({"key": 1, "f64": "1"}, TypeError, "column 'f64' must be a number"),
        ({"key": 1, "f64": 2**53 + 1}, ValueError, "cannot hold"),
        ({"key": 1, "f32": 1e39}, ValueError, "column 'f32' is float32 and cannot hold"),
        ({"key": 1, "t": datetime(2026, 1, 1)}, ValueError, "no time zone"),
        ({"key": 1, "t": 5}, TypeError, "column 't' must be a datetime"),
        ({"key": 1, "t": pd.Timestamp(1, tz="UTC")}, ValueError, "microsecond resolution"),
        ({"key": 1, "s": b"x"}, TypeError, "column 's' must be a str"),
        ({"key": 1, "s": "\ud800"}, ValueError, "no valid Unicode"),
        ({"key": 1, "bin": "x"}, TypeError, "column 'bin' must be bytes"),
        ({"key": 1, "v": [1.0]}, ValueError, "column 'v' must have 2 elements, not 1"),
        ({"key": 1, "v": [1.0, float("nan")]}, ValueError, "column 'v': element 1 is nan"),
        ({"key": 1, "v": [float("inf"), 0]}, ValueError, "element 0 is inf, must be finite"),
        ({"key": 1, "v": [1e39, 0]}, ValueError, "must be finite in float32"),
        ({"key": 1, "v": [[1.0, 2.0]]}, ValueError, "one dimension"),
        ({"key": 1, "v": ["1", "2"]}, TypeError, "must hold numbers"),
        ({"key": 1, "v": 1.0}, ValueError, "one dimension"),
        ("key", TypeError, "a row is a dict, not str"),
    ],
)
def test_bad_row_is_refused_and_nothing_written(typed, row, error, text):
    with pytest.raises(error) as caught:
        typed.put([row])
    assert text in str(caught.value)
    with pytest.raises(error), typed.write_batch() as batch:
        batch.put([{"key": 77}])
        batch.put([row])
    assert typed.count() == 0


def test_bad_row_names_its_number_and_refuses_the_good_ones_too(typed):
    with pytest.raises(TypeError, match="row 1: column 'i64'"):
        typed.put([{"key": 1}, {"key": 2, "i64": "x"}])
    assert typed.count() == 0


@pytest.mark.parametrize("rows", [GENEVA, "text", b"bytes", 42, None])
def test_put_of_no_list_is_a_type_error(cities, rows):
    with pytest.raises(TypeError, match="rows must be a list of dicts"):
        cities.put(rows)


def test_not_null_column(create):
    collection = create("required int64 not null, other utf8")
    for row in ({"key": 1}, {"key": 1, "required": None}):
        with pytest.raises(ValueError, match="column 'required' is required"):
            collection.put([row])
    collection.put([{"key": 1, "required": 0}])
    assert collection.get(1) == {"key": 1, "required": 0, "other": None}


@pytest.mark.parametrize("key", [1.5, "1", None, True, 2**63])
def test_bad_key_is_refused(cities, key):
    for call in (cities.get, lambda k: cities.get_many([k]), lambda k: cities.delete([k])):
        with pytest.raises((TypeError, ValueError), match="key must be"):
            call(key)
    assert cities.count() == 2


def test_keys_must_be_a_list(cities):
    for keys in (42, "42"):
        with pytest.raises(TypeError, match="keys must be a list of integers"):
            cities.delete(keys)


def test_float_array_of_keys_is_refused(cities):
    with pytest.raises(TypeError, match="key must be an integer"):
        cities.get_many(np.array([42.0]))


def test_unknown_column_is_an_error_of_the_server(cities):
    for call in (
        lambda: cities.get(42, columns=["nom"]),
        lambda: cities.get_many([42], columns=["nom"]),
        lambda: cities.scan(columns=["nom"]),
        lambda: cities.search([1, 2, 3], columns=["nom"]),
    ):
        with pytest.raises(OmenError) as caught:
            call()
        assert caught.value.reason == "COLUMN_NOT_FOUND"
        assert caught.value.code in {"INVALID_ARGUMENT", "NOT_FOUND"}
        assert "nom" in str(caught.value)


def test_columns_must_be_a_list(cities):
    with pytest.raises(TypeError, match=r"\['name'\]"):
        cities.get(42, columns="name")


def test_value_over_the_limit_is_refused_and_nothing_lost(typed):
    with pytest.raises(OmenError) as caught:
        typed.put([{"key": 1, "bin": bytes((16 << 20) + 1)}])
    assert (caught.value.code, caught.value.field) == ("INVALID_ARGUMENT", "bin")
    assert f"the limit is {16 << 20}" in str(caught.value)
    assert typed.count() == 0
    typed.put([{"key": 1, "bin": bytes(16 << 20)}])
    assert typed.get(1)["bin"] == bytes(16 << 20)


def test_zurich_was_never_touched(cities):
    assert cities.get(ZURICH["key"])["population"] == ZURICH["population"]
