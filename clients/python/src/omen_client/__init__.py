"""The Python client of OmenDB: rows ordered by a 64-bit key, and vectors beside them.

`connect` is the way in; it returns a `Database`, whose `Collection` objects hold the rows. What
the server refuses is an `OmenError`; what the client can see to be wrong is a `TypeError` or a
`ValueError`. Rows travel as Arrow data and come back as `pyarrow` tables, dicts or pandas frames.
"""

from omen_client._collection import Collection
from omen_client._database import Database, connect
from omen_client._errors import OmenError
from omen_client._local import LocalDatabase, start_local
from omen_client._operations import Backup, Operation
from omen_client._predicates import Predicate, col
from omen_client._rows import Row
from omen_client._scan import Scan
from omen_client._search import Hit, SearchResult
from omen_client._stats import (
    ActivityStats,
    CollectionStats,
    Engines,
    LearnedStats,
    SegmentStats,
    ServerInfo,
)
from omen_client._tls import Tls
from omen_client._vectors import to_numpy
from omen_client._view import View
from omen_client._write_batch import WriteBatch

__version__ = "0.1.0"

__all__ = [
    "ActivityStats",
    "Backup",
    "Collection",
    "CollectionStats",
    "Database",
    "Engines",
    "Hit",
    "LearnedStats",
    "LocalDatabase",
    "OmenError",
    "Operation",
    "Predicate",
    "Row",
    "Scan",
    "SearchResult",
    "SegmentStats",
    "ServerInfo",
    "Tls",
    "View",
    "WriteBatch",
    "__version__",
    "col",
    "connect",
    "start_local",
    "to_numpy",
]
