"""Long-running operations that go on by themselves: backups, imports, flushes and merges."""

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


@pytest.mark.parametrize("bulk", [False, True])
def test_export_and_import_on_the_disk_of_the_server(create, transfers, bulk):
    rows = [{"key": key, "n": key * key} for key in range(100)]
    numbers = create("n int64")
    numbers.put(rows)
    name = f"{numbers.name}.csv.gz"
    export = numbers.start_export(name).wait(30)
    assert (export.kind, export.subject, export.fraction) == ("EXPORT", numbers.name, 1)
    assert (export.done_rows, export.total_rows) == (100, 100)
    assert export.done_bytes == (transfers / name).stat().st_size
    copy = create("n int64")
    done = copy.start_import(name, bulk=bulk).wait(30)
    assert (done.kind, done.state, done.done_rows) == ("IMPORT", "SUCCEEDED", 100)
    assert done.done_bytes == done.total_bytes == export.done_bytes
    assert copy.scan().to_table() == numbers.scan().to_table()


def test_export_of_some_rows(create, transfers):
    numbers = create("n int64")
    numbers.put([{"key": key, "n": key} for key in range(100)])
    name = f"{numbers.name}.jsonl"
    where = omen_client.col("n") >= 15
    assert numbers.start_export(name, keys=(10, 20), where=where).wait(30).done_rows == 5
    assert (transfers / name).read_text().splitlines()[0] == '{"key":15,"n":15}'


def test_import_names_the_broken_line(create, transfers):
    (transfers / "broken.csv").write_text("id,n\n1,1\n2,many\n")
    numbers = create("n int64")
    with pytest.raises(omen_client.OmenError, match=r"broken\.csv, line 3") as error:
        numbers.start_import("broken.csv", key="id").wait(30)
    assert (error.value.code, error.value.reason) == ("INVALID_ARGUMENT", "INVALID_DATA")
    assert numbers.count() == 0


@pytest.mark.parametrize("file", ["../x.csv", "/x.csv", "", "x.exe"])
def test_files_elsewhere_are_refused(cities, file):
    with pytest.raises(omen_client.OmenError) as error:
        cities.start_export(file)
    assert (error.value.code, error.value.field) == ("INVALID_ARGUMENT", "file")


def test_unknown_operation(db):
    with pytest.raises(omen_client.OmenError) as error:
        db.operation("operations/none")
    assert (error.value.code, error.value.reason) == ("NOT_FOUND", "OPERATION_NOT_FOUND")
