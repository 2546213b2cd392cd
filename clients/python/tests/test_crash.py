"""The crash test in its small form, and that it sees what it must; scripts/ has the long form."""

import subprocess
import sys
from pathlib import Path

import pytest

from crash_test import Violation, Writer

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "crash_test.py"


def test_acknowledged_rows_survive_kill(server):
    # `server` only so that `bin/omen` is built before rounds are timed.
    result = subprocess.run(
        [sys.executable, str(SCRIPT), "--rounds", "3"], capture_output=True, text=True, check=False
    )
    print(result.stdout)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "3 rounds" in result.stdout


def writer():
    """One that was promised batches 1 and 2 and did not hear of batch 3."""
    return Writer(
        number=0,
        keys=[1, 2, 3, 4],
        acknowledged={1: 1, 2: 2, 3: 2},
        under_way={2: 3, 3: None, 4: 3},
    )


@pytest.mark.parametrize("found", [{1: 1, 2: 2, 3: 2}, {1: 1, 2: 3, 4: 3}])
def test_whole_batch_under_way_may_be_there_or_not(found):
    checked = writer()
    checked.check(found)
    assert checked.acknowledged == found
    assert checked.under_way is None


@pytest.mark.parametrize(
    ("found", "what"),
    [
        ({}, "3 keys differ; 1 of 3 changes"),
        ({2: 2, 3: 2}, "key 1: acknowledged 1, found None"),
        ({1: 1, 2: 1, 3: 2}, "key 2: acknowledged 2, under way 3, found 1"),
        ({1: 1, 2: 3, 3: 2}, "1 of 3 changes of the batch under way"),
        ({1: 1, 2: 3, 3: 2, 4: 3}, "2 of 3 changes of the batch under way"),
        ({1: 1, 2: 2, 3: 2, 4: 2}, "key 4: acknowledged None, under way 3, found 2"),
    ],
)
def test_anything_else_is_a_violation(found, what):
    with pytest.raises(Violation) as caught:
        writer().check(found)
    assert what in str(caught.value)


def test_deleted_row_that_comes_back_is_a_violation():
    with pytest.raises(Violation, match="key 2: acknowledged None, found 7"):
        Writer(number=0, keys=[1, 2], acknowledged={1: 1}).check({1: 1, 2: 7})
