"""The Python client of OmenDB: rows ordered by a 64-bit key, and vectors beside them.

`connect` is the way in; it returns a `Database`, whose `Collection` objects hold the rows. For
asyncio there are `connect_async`, `AsyncDatabase` and so on, with the same methods to be awaited.
What the server refuses is an `OmenError`; what the client can see to be wrong is a `TypeError` or a
`ValueError`. Rows travel as Arrow data and come back as `pyarrow` tables, dicts or pandas frames.
"""

from omen_client._async.collection import AsyncCollection
from omen_client._async.database import AsyncDatabase, connect_async
from omen_client._async.operations import AsyncOperation
from omen_client._async.scan import AsyncScan
from omen_client._async.view import AsyncView
from omen_client._async.write_batch import AsyncWriteBatch
from omen_client._errors import OmenError
from omen_client._local import LocalDatabase, start_local
from omen_client._operations import Backup
from omen_client._predicates import Predicate, col
from omen_client._rows import Row
from omen_client._search import Hit, SearchResult
from omen_client._stats import (
    ActivityStats,
    CollectionStats,
    Engines,
    LearnedStats,
    SegmentStats,
    ServerInfo,
)
from omen_client._sync.collection import Collection
from omen_client._sync.database import Database, connect
from omen_client._sync.operations import Operation
from omen_client._sync.scan import Scan
from omen_client._sync.view import View
from omen_client._sync.write_batch import WriteBatch
from omen_client._tls import Tls
from omen_client._vectors import to_numpy

__version__ = "0.1.0"

__all__ = [
    "ActivityStats",
    "AsyncCollection",
    "AsyncDatabase",
    "AsyncOperation",
    "AsyncScan",
    "AsyncView",
    "AsyncWriteBatch",
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
    "connect_async",
    "start_local",
    "to_numpy",
]
