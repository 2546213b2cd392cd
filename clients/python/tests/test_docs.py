"""Every example in the documentation runs and says what it says."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import omen_client
from conftest import CITIES, GENEVA, ZURICH
from server_process import ServerProcess

CLIENT = Path(__file__).resolve().parents[1]
READMES = {"client": CLIENT / "README.md", "project": CLIENT.parents[1] / "README.md"}
MODULES = [
    f"omen_client.{module.name}"
    for module in pkgutil.iter_modules(omen_client.__path__)
    if module.name != "_generated"
]
EXAMPLES = [
    example
    for name in ["omen_client", *MODULES]
    for example in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name))
    if example.examples
]


@pytest.fixture(scope="module")
def empty_server(tmp_path_factory):
    with ServerProcess(tmp_path_factory.mktemp("docs") / "db") as process:
        yield process


@pytest.fixture
def names(empty_server):
    """The names that examples use, on a database that holds nothing but `cities`."""
    with omen_client.connect(empty_server.address) as db:
        for name in db.list_collections():
            db.drop_collection(name)
        cities = db.create_collection("cities", CITIES)
        cities.put([GENEVA, ZURICH])
        yield {
            "omen_client": omen_client,
            "address": empty_server.address,
            "db": db,
            "cities": cities,
        }


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_docstring(example, names):
    output = []
    example.globs = dict(names)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    result = runner.run(example, out=output.append)
    assert result.attempted > 0
    assert result.failed == 0, "".join(output)


def test_every_part_of_the_interface_has_an_example():
    documented = {example.name.rpartition(".")[2] for example in EXAMPLES}
    for name in (
        "connect",
        "put",
        "put_many",
        "write_batch",
        "get",
        "get_versioned",
        "require_unchanged",
        "get_many",
        "scan",
        "search",
        "explain_get",
    ):
        assert name in documented


@pytest.mark.parametrize("readme", READMES.values(), ids=READMES.keys())
def test_readme(readme, empty_server):
    with omen_client.connect(empty_server.address) as db:
        for name in db.list_collections():
            db.drop_collection(name)
    blocks = re.findall(r"^```python\n(.*?)^```$", readme.read_text(), re.MULTILINE | re.DOTALL)
    assert blocks
    scope: dict[str, object] = {}
    for block in blocks:
        assert "127.0.0.1:7617" in blocks[0]
        exec(block.replace("127.0.0.1:7617", empty_server.address), scope)
