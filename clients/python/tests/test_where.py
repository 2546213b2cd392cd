"""Predicates: scans, counts and searches read only the rows for which they are true."""

import pytest

from omen_client import OmenError

SCHEMA = (
    "name utf8, population int64, rate float64, capital bool, seen timestamp,"
    " position vector<float32>[2]"
)


@pytest.fixture
def rows(create):
    collection = create(SCHEMA)
    collection.put(
        {
            "key": key,
            "name": None if key % 5 == 0 else f"place {key % 7}",
            "population": 2**53 + key,
            "rate": key / 10,
            "capital": key % 2 == 0,
            "position": [float(key), 0.0],
        }
        for key in range(100)
    )
    return collection


def expected(condition):
    return [key for key in range(100) if condition(key)]


@pytest.mark.parametrize("flushed", [False, True])
@pytest.mark.parametrize(
    ("where", "condition"),
    [
        ("population = 9007199254740993", lambda key: key == 1),
        ("population > 9007199254740992.0 and key < 10", lambda key: 0 < key < 10),
        (
            "name = 'place 3' or capital = true",
            lambda key: (key % 5 and key % 7 == 3) or not key % 2,
        ),
        ("not name = 'place 3'", lambda key: key % 5 and key % 7 != 3),
        ("name is null and rate between 1 and 2.5", lambda key: key % 5 == 0 and 10 <= key <= 25),
        (
            "name in ('place 1', 'it''s') and not capital = true",
            lambda key: key % 5 and key % 7 == 1 and key % 2,
        ),
        ("name like 'place%' and seen is null", lambda key: key % 5),
        ("key >= 100", lambda key: False),
    ],
)
def test_where_is_that_of_python(rows, flushed, where, condition):
    if flushed:
        rows.flush()
    keys = expected(condition)
    assert rows.scan(where=where, columns=["name"]).to_table()["key"].to_pylist() == keys
    assert rows.count(where=where) == len(keys)
    assert rows.count(keys=(20, 60), where=where) == len([key for key in keys if 20 <= key < 60])
    hits = rows.search([-1.0, 0.0], k=7, where=where)
    assert [hit.key for hit in hits] == keys[:7]
    plan = rows.explain_search([-1.0, 0.0], k=7, where=where)
    assert plan["rows_found"] == len(keys[:7])


def test_explain_says_what_the_filter_did(rows):
    rows.flush()
    plan = rows.explain_search([0, 0], where="rate >= 9.5 and key >= 10")
    assert plan["where"] == "rate >= 9.5 and key >= 10"
    assert plan["keys"][0] == 10
    assert plan["segments"][0]["filter"] == {"rows_matched": 5, "blocks": 1, "blocks_skipped": 0}
    assert rows.explain_search([0, 0])["segments"][0]["filter"] is None


@pytest.mark.parametrize(
    ("where", "code", "text"),
    [
        ("", "INVALID_ARGUMENT", "position 1"),
        ("population >", "INVALID_ARGUMENT", "position 13"),
        ("population = 'x'", "INVALID_ARGUMENT", "'population' is int64"),
        ("position is null", "INVALID_ARGUMENT", "'position' is vector"),
        ("size = 1", "INVALID_ARGUMENT", "'size'"),
        ("(" * 100_000, "INVALID_ARGUMENT", "nested"),
    ],
)
def test_bad_predicate_is_refused(rows, where, code, text):
    for call in (
        lambda: rows.count(where=where),
        lambda: rows.scan(where=where),
        lambda: rows.search([0, 0], where=where),
    ):
        with pytest.raises(OmenError) as caught:
            call()
        assert caught.value.code == code
        assert caught.value.field == "where"
        assert text in str(caught.value)


@pytest.mark.parametrize("where", [5, b"a = 1", ["a = 1"]])
def test_predicate_must_be_text(rows, where):
    for call in (
        lambda: rows.count(where=where),
        lambda: rows.scan(where=where),
        lambda: rows.search([0, 0], where=where),
    ):
        with pytest.raises(TypeError, match="where must be a text"):
            call()
