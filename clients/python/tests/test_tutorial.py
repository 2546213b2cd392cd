"""The tutorial runs, prints what its page says, and is what its page shows."""

import re
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
SCRIPT = CHECKOUT / "clients" / "python" / "examples" / "cities.py"
PAGE = (CHECKOUT / "docs" / "python-tutorial.md").read_text()


def test_script_prints_what_the_page_says(server):
    # `server` only so that `bin/omen` is built.
    result = subprocess.run(
        [sys.executable, "-W", "error:::omen_client", str(SCRIPT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    expected = PAGE.partition("## What it prints\n```\n")[2].partition("```")[0]
    *lines, learned = result.stdout.splitlines()
    assert lines == expected.splitlines()
    assert re.fullmatch(r"[\d,]+ lookups found by a model, [\d,]+ without", learned)


def test_page_shows_the_script():
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 5
    script = SCRIPT.read_text()
    for block in blocks:
        for piece in block.strip().split("\n\n\n"):
            assert piece in script
