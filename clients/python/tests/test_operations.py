"""Long-running operations: backups, flushes and merges that go on by themselves."""

import pytest

import omen_client


def test_backup_is_made_and_followed(db, cities, tmp_path):
    directory = tmp_path / "backup"
    seen = []
    operation = db.backup(directory)
    assert operation.wait(30, progress=lambda each: seen.append(each.state)) is operation
    assert (operation.kind, operation.state, operation.done) == ("BACKUP", "SUCCEEDED", True)
    assert operation.subject == str(directory)
    assert operation.fraction == 1
    assert operation.done_bytes == operation.total_bytes > 0
    assert operation.result.collections[cities.name] >= 1
    assert operation.result.files > 0
    assert operation.result.size_bytes >= operation.total_bytes
    assert (directory / "BACKUP").exists()
    assert all(state in ("WAITING", "RUNNING", "SUCCEEDED") for state in seen)
    found = db.operation(operation.name)
    assert found.state == "SUCCEEDED"
    assert found.started == operation.started
    assert operation.name in [each.name for each in db.list_operations()]
    assert operation.cancel().state == "SUCCEEDED"


def test_backup_into_a_directory_that_is_not_empty_fails(db, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(omen_client.OmenError) as error:
        db.backup(tmp_path).wait(30)
    assert error.value.code == "INVALID_ARGUMENT"
    assert error.value.reason == "INVALID_ARGUMENT"
    assert error.value.field == "directory"


def test_relative_directory_is_refused_at_once(db):
    with pytest.raises(omen_client.OmenError) as error:
        db.backup("backups")
    assert (error.value.code, error.value.field) == ("INVALID_ARGUMENT", "directory")


def test_flush_and_merge_are_started(cities):
    flush = cities.start_flush().wait(30)
    assert (flush.kind, flush.subject, flush.result) == ("FLUSH", cities.name, None)
    assert cities.start_merge().wait(30).state == "SUCCEEDED"
    assert cities.count() == 2


def test_unknown_operation(db):
    with pytest.raises(omen_client.OmenError) as error:
        db.operation("operations/none")
    assert (error.value.code, error.value.reason) == ("NOT_FOUND", "OPERATION_NOT_FOUND")
