"""Every example in the documentation runs and says what it says."""

import ast
import asyncio
import builtins
import contextlib
import doctest
import importlib
import inspect
import io
import pkgutil
import re
import types
from pathlib import Path

import pytest

import omen_client
from conftest import CITIES, GENEVA, ZURICH
from server_process import ServerProcess

CLIENT = Path(__file__).resolve().parents[1]
READMES = {"client": CLIENT / "README.md", "project": CLIENT.parents[1] / "README.md"}
MODULES = [
    module.name
    for module in pkgutil.walk_packages(omen_client.__path__, "omen_client.")
    if "_generated" not in module.name
]
ALL_EXAMPLES = [
    example
    for name in ["omen_client", *MODULES]
    for example in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name))
    if example.examples
]
ASYNC_EXAMPLES = [example for example in ALL_EXAMPLES if "._async." in example.name]
EXAMPLES = [example for example in ALL_EXAMPLES if "._async." not in example.name]


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


@pytest.fixture
def async_names(names):
    """The same, for asyncio: `await` works in the examples, as in ``python -m asyncio``."""
    with contextlib.closing(asyncio.new_event_loop()) as loop:
        db = loop.run_until_complete(opened(omen_client.connect_async(names["address"])))
        cities = loop.run_until_complete(db.collection("cities"))
        yield loop, {**names, "__builtins__": builtins, "db": db, "cities": cities}
        loop.run_until_complete(db.close())


async def opened(opening):
    return await opening


@pytest.mark.parametrize("example", ASYNC_EXAMPLES, ids=lambda example: example.name)
def test_async_docstring(example, async_names):
    loop, scope = async_names
    for step in example.examples:
        code = compile(step.source, example.name, "single", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            result = types.FunctionType(code, scope)()
            if inspect.isawaitable(result):
                loop.run_until_complete(result)
        same = doctest.OutputChecker().check_output(
            step.want, output.getvalue(), doctest.NORMALIZE_WHITESPACE
        )
        assert same, f"{step.source}{output.getvalue()}"


def test_every_part_of_the_interface_has_an_example():
    documented = {example.name.rpartition(".")[2] for example in EXAMPLES}
    assert {example.name.rpartition(".")[2] for example in ASYNC_EXAMPLES} >= documented - {
        "connect",
        "start_local",
        "Tls",
        "to_numpy",
        "col",
        "Scan",
        "WriteBatch",
    }
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
