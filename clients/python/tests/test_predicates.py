"""Predicates built from Python values."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from omen_client import Predicate, col


@pytest.mark.parametrize(
    ("predicate", "expected"),
    [
        (col("population") > 100_000, [1, 3]),
        (col("name") == "O'Hara", [2]),
        ((col("population") >= 5) & ~(col("name") == "Bern"), [2, 3]),
        ((col("key") < 2) | col("name").is_null(), [1, 4]),
        (col("population").between(5, 100_000), [2]),
        (col("name").is_in(["Bern", "Ulm"]), [1, 3]),
        (col("name").is_not_null() & (col("population") != 5), [1, 3]),
        (col("capital") == True, [1]),  # noqa: E712
        (col("weight") <= 0.25, [2, 3]),
        (
            col("founded") < datetime(1300, 1, 1, 1, tzinfo=timezone(timedelta(hours=1))),
            [1],
        ),
    ],
)
def test_predicates_mean_what_they_say(create, predicate: Predicate, expected) -> None:
    rows = create("name utf8, population int64, capital bool, weight float64, founded timestamp")
    rows.put(
        [
            {
                "key": 1,
                "name": "Bern",
                "population": 134_000,
                "capital": True,
                "weight": 0.5,
                "founded": datetime(1191, 1, 1, tzinfo=timezone.utc),
            },
            {"key": 2, "name": "O'Hara", "population": 5, "capital": False, "weight": 0.25},
            {
                "key": 3,
                "name": "Ulm",
                "population": 126_000,
                "weight": -1.5,
                "founded": datetime(1300, 1, 1, tzinfo=timezone.utc),
            },
            {"key": 4},
        ]
    )
    assert rows.scan(where=predicate).to_table()["key"].to_pylist() == expected
    assert rows.count(where=predicate) == len(expected)


def test_wrong_predicates_are_refused() -> None:
    with pytest.raises(TypeError, match="parentheses"):
        col("a") > 1 and col("b") > 2
    with pytest.raises(TypeError, match="predicate"):
        (col("a") > 1) & True  # type: ignore[operator]
    with pytest.raises(TypeError, match="list"):
        col("a") == [1]  # noqa: B015
    with pytest.raises(ValueError, match="nan"):
        col("a") == float("nan")  # noqa: B015
    with pytest.raises(ValueError, match="time zone"):
        col("a") == datetime(2020, 1, 1)  # noqa: B015
    with pytest.raises(ValueError, match="at least one"):
        col("a").is_in([])
    with pytest.raises(ValueError, match="no name"):
        col("a; drop")


def test_many_searches_are_those_one_by_one(create) -> None:
    rows = create("v vector<float32>[2]")
    rows.put([{"key": key, "v": [key, key % 7]} for key in range(200)])
    queries = [[q, q / 2] for q in range(0, 60, 5)]
    together = rows.search_many(queries, k=3, where=col("key") > 10, radius=40)
    for query, hits in zip(queries, together, strict=True):
        single = rows.search(query, k=3, where="key > 10", radius=40)
        assert [hit.key for hit in hits] == [hit.key for hit in single]
        assert hits.mode == "exact"
        assert hits.certified
    assert rows.measure_recall(queries, k=3, mode="fast", recall=0.99) == 1.0
    with pytest.raises(ValueError, match="recall"):
        rows.search([0, 0], recall=2)
    with pytest.raises(ValueError, match="radius"):
        rows.search([0, 0], radius=float("nan"))
