"""The crash test in its small form; `scripts/crash_test.py` has the long one."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "crash_test.py"


def test_acknowledged_rows_survive_kill(server):
    # `server` only so that `bin/omen` is built before rounds are timed.
    result = subprocess.run(
        [sys.executable, str(SCRIPT), "--rounds", "3"], capture_output=True, text=True, check=False
    )
    print(result.stdout)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "3 rounds" in result.stdout
