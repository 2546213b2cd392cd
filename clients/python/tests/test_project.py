"""The package itself: generated code, types, style."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import omen_client

HERE = Path(__file__).resolve().parents[1]


def run(*arguments):
    result = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_generated_code_is_that_of_the_proto_files():
    run("generate.py", "--check")


def test_blocking_client_is_made_of_that_for_asyncio():
    run("make_sync.py", "--check")


def test_types_are_strict():
    run("-m", "mypy", "--strict", "src")


def test_style():
    scripts = HERE.parents[1] / "scripts"
    run("-m", "ruff", "check", "--quiet", ".", scripts)
    run("-m", "ruff", "format", "--quiet", "--check", ".", scripts)


def test_version_is_said_once():
    assert version("omen_client") == omen_client.__version__
    assert (Path(omen_client.__file__).parent / "py.typed").exists()


def test_all_is_what_is_public():
    public = {
        name
        for name, value in vars(omen_client).items()
        if not name.startswith("_") and not isinstance(value, type(sys))
    }
    assert public == set(omen_client.__all__) - {"__version__"}
