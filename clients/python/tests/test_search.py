"""Search for the nearest vectors, against numpy."""

import numpy as np
import pytest

from omen_client import Hit, OmenError


def brute_force(metric, matrix, query):
    matrix, query = matrix.astype(np.float64), query.astype(np.float64)
    if metric == "l2":
        return np.sqrt(((matrix - query) ** 2).sum(axis=1))
    if metric == "dot":
        return -(matrix @ query)
    return 1 - matrix @ query / np.linalg.norm(matrix, axis=1) / np.linalg.norm(query)


@pytest.fixture
def points(create):
    random = np.random.default_rng(7)
    matrix = random.standard_normal((500, 8)).astype(np.float32)

    def fill(metric):
        collection = create(f"v vector<float32>[8, {metric}], even bool")
        collection.put([{"key": k, "v": v, "even": k % 2 == 0} for k, v in enumerate(matrix)])
        return collection, matrix, random.standard_normal(8).astype(np.float32)

    return fill


@pytest.mark.parametrize("flushed", [False, True])
@pytest.mark.parametrize("metric", ["l2", "cosine", "dot"])
def test_equals_brute_force(points, metric, flushed):
    collection, matrix, query = points(metric)
    if flushed:
        collection.flush()
    distances = brute_force(metric, matrix, query)
    expected = np.argsort(distances, kind="stable")[:10]
    hits = collection.search(query, k=10, mode="exact")
    assert [hit.key for hit in hits] == expected.tolist()
    np.testing.assert_allclose([hit.distance for hit in hits], distances[expected], atol=1e-4)
    scores = [1 - hit.distance if metric == "cosine" else -hit.distance for hit in hits]
    np.testing.assert_allclose([hit.score for hit in hits], scores, atol=1e-6)
    assert hits.certified
    assert hits.rows_scanned >= 10
    # Without a graph, and with so few rows, every mode reads all of them.
    assert [hit.key for hit in collection.search(query, k=10, mode="graph")] == expected.tolist()


def test_hits_have_rows(cities):
    hits = cities.search([0.69, 0.07, 0.72], k=5, column="position")
    assert isinstance(hits, list)
    assert all(isinstance(hit, Hit) for hit in hits)
    assert [hit.key for hit in hits] == [42, 43]
    assert hits[0].distance == 0
    assert hits[0].row["name"] == "Geneva"
    np.testing.assert_array_equal(hits[0].row["position"], np.float32([0.69, 0.07, 0.72]))
    assert list(hits[0].row) == ["key", "name", "population", "position"]
    assert cities.search([0, 0, 1], k=1, columns=["name"])[0].row == {"key": 43, "name": "Zurich"}


def test_keys_restrict_the_search(points):
    collection, matrix, query = points("l2")
    hits = collection.search(query, k=500, keys=(100, 120))
    assert sorted(hit.key for hit in hits) == list(range(100, 120))
    nearest = 100 + int(np.argmin(brute_force("l2", matrix[100:120], query)))
    assert hits[0].key == nearest
    assert [hit.key for hit in collection.search(query, keys=(499, None))] == [499]
    assert [hit.key for hit in collection.search(query, keys=(None, 1))] == [0]
    assert collection.search(query, keys=(5, 5)) == []


def test_equal_distances_by_key_and_rows_without_vector_never(cities):
    cities.put([{"key": key, "position": [0, 0, 0]} for key in (9, 3, 6)] + [{"key": 1}])
    assert [hit.key for hit in cities.search([0, 0, 0], k=10)][:3] == [3, 6, 9]
    assert 1 not in [hit.key for hit in cities.search([0, 0, 0], k=10)]


def test_deleted_and_replaced_rows_are_not_found(cities):
    cities.flush()
    cities.delete([42])
    cities.put([{"key": 43, "position": [-1, 0, 0]}])
    assert [(h.key, h.distance) for h in cities.search([-1, 0, 0])] == [(43, 0.0)]


@pytest.mark.parametrize(
    ("arguments", "error", "text"),
    [
        ({"k": 0}, ValueError, "k must be within 1..100000, not 0"),
        ({"k": -1}, ValueError, "k must be within"),
        ({"k": 100_001}, ValueError, "k must be within"),
        ({"k": 2**40}, ValueError, "k must be within"),
        ({"k": 1.0}, TypeError, "k must be an integer"),
        ({"vector": [1, float("nan"), 2]}, ValueError, "vector: element 1 is nan"),
        ({"vector": [1, 2, float("inf")]}, ValueError, "must be finite"),
        ({"vector": []}, ValueError, "must not be empty"),
        ({"vector": [[1, 2, 3]]}, ValueError, "one dimension"),
        ({"vector": "abc"}, ValueError, "one dimension"),
        ({"vector": [None, 1, 2]}, TypeError, "must hold numbers"),
        ({"mode": "quick"}, ValueError, "mode must be one of auto, exact, fast, graph"),
        ({"keys": (2, 1)}, ValueError, "must not exceed"),
        ({"where": 5}, TypeError, "where must be a text"),
    ],
)
def test_bad_arguments(cities, arguments, error, text):
    with pytest.raises(error) as caught:
        cities.search(**{"vector": [1, 2, 3], **arguments})
    assert text in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"vector": [1, 2]}, "vector"),
        ({"column": "nom"}, "column"),
        ({"column": "name"}, "column"),
    ],
)
def test_server_refuses_what_only_it_knows(cities, arguments, field):
    with pytest.raises(OmenError) as caught:
        cities.search(**{"vector": [1, 2, 3], **arguments})
    assert caught.value.code in {"INVALID_ARGUMENT", "NOT_FOUND"}
    assert caught.value.field is not None
    assert field in caught.value.field or caught.value.field in {"position", "name", "nom"}


def test_column_must_be_named_where_there_are_two(create):
    collection = create("a vector<float32>[2], b vector<float32>[2]")
    collection.put([{"key": 1, "a": [0, 0], "b": [3, 4]}])
    assert collection.search([0, 0], column="b")[0].distance == 5.0
    with pytest.raises(OmenError) as caught:
        collection.search([0, 0])
    assert caught.value.code == "INVALID_ARGUMENT"
    assert caught.value.field == "column"
