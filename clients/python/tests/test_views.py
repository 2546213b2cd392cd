"""Views: one state of a collection, whatever is written meanwhile."""

import random
from collections.abc import Callable

import numpy as np
import pytest

from omen_client import Collection, OmenError

SEED = 42


def test_a_view_reads_the_state_of_its_making(
    create: Callable[[str], Collection],
) -> None:
    rows = create("n int64, position vector<float32>[2]")
    random_numbers = random.Random(SEED)
    expected: dict[int, int] = {}
    views = []
    for step in range(6):
        for key in random_numbers.sample(range(50), 10):
            expected[key] = step
        rows.put(
            [
                {"key": key, "n": n, "position": [float(key), float(n)]}
                for key, n in expected.items()
            ]
        )
        views.append((rows.view(), dict(expected)))
        if step % 2:
            rows.flush()
        gone = next(iter(expected))
        rows.delete([gone])
        del expected[gone]
        rows.merge()
    for view, state in views:
        keys = sorted(state)
        table = view.scan().to_table()
        assert table["key"].to_pylist() == keys
        assert table["n"].to_pylist() == [state[key] for key in keys]
        assert view.count() == len(keys)
        assert view.get_many(keys)["key"].to_pylist() == keys
        assert view.get(keys[0])["n"] == state[keys[0]]  # type: ignore[index]
        near = view.search([float(keys[0]), float(state[keys[0]])], k=1000, mode="exact")
        assert sorted(hit.key for hit in near) == keys
        assert len(view.search_many(np.zeros((2, 2)), k=1000)[1]) == len(keys)
        assert view.explain_get(keys[-1])["source"] != "nowhere"
        view.close()


def test_a_closed_view_says_so(cities: Collection) -> None:
    with cities.view() as view:
        assert view.seq == cities.put([{"key": 44, "name": "Bern"}]) - 1
        assert view.get(44) is None
    view.close()
    with pytest.raises(OmenError) as error:
        view.count()
    assert error.value.reason == "VIEW_NOT_FOUND"
    assert error.value.field == "view"


def test_a_view_is_of_its_collection(
    cities: Collection, create: Callable[[str], Collection]
) -> None:
    view = cities.view()
    other = create("n int64")
    stolen = other.view()
    stolen._view = view._view
    with pytest.raises(OmenError) as error:
        stolen.count()
    assert error.value.reason == "VIEW_NOT_FOUND"
    view.close()
