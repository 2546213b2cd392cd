"""What long work of the server leaves, and how long to wait between asking for it."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_WAIT = 0.005
LONGEST_WAIT = 0.2
ENDED = frozenset({"SUCCEEDED", "FAILED", "CANCELLED"})


@dataclass(frozen=True)
class Backup:
    """A backup that was made.

    Attributes
    ----------
    collections : dict of str to int
        The last commit of each collection in the backup: all up to it are there, none after it.
    files : int
        Files of segments and their indexes.
    size_bytes : int
        Bytes of these files.
    """

    collections: dict[str, int]
    files: int
    size_bytes: int
