"""A server of one's own: started, used, ended, and started again on the same directory."""

from pathlib import Path

import pytest

import omen_client
from server_process import ROOT

OMEN = ROOT / "bin" / "omen"


def test_rows_outlive_the_server(tmp_path: Path) -> None:
    directory = tmp_path / "data"
    with omen_client.start_local(directory, omen=OMEN) as db:
        numbers = db.create_collection("numbers", "square int64")
        numbers.put([{"key": n, "square": n * n} for n in range(100)])
        with omen_client.connect(db.address) as other:
            assert other.collection("numbers").count() == 100
        first = db.address
    with pytest.raises(omen_client.OmenError):
        omen_client.connect(first, connect_timeout=0.5)
    with omen_client.start_local(directory, omen=OMEN) as db:
        assert db.collection("numbers").get(9) == {"key": 9, "square": 81}
    db.close()


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("no directory")
    with pytest.raises(omen_client.OmenError) as error:
        omen_client.start_local(taken, omen=OMEN)
    assert error.value.code == "UNAVAILABLE"
    assert "ended with status" in str(error.value)


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no omen program at"):
        omen_client.start_local(tmp_path, omen=tmp_path / "omen")
