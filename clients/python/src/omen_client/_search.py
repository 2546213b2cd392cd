"""The answer of a search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from omen_client._rows import Row


@dataclass(frozen=True)
class Hit:
    """One row that a search found.

    Attributes
    ----------
    key : int
        The row's key.
    distance : float
        Ascends over the hits. ``l2``: Euclidean; ``cosine``: 1 - cos; ``dot``: the negated inner
        product.
    score : float
        Descends over the hits. ``l2`` and ``dot``: the negated distance; ``cosine``: cos.
    row : dict
        The row with the columns that were asked for, as `Collection.get` returns it.
    """

    key: int
    distance: float
    score: float
    row: Row


class SearchResult(list[Hit]):
    """The hits of a search, nearest first; equal distances by ascending key.

    Attributes
    ----------
    certified : bool
        Whether the hits are proved to be the true nearest rows.
    rows_scanned : int
        Rows whose vector, or a short form of it, was compared with the query.
    mode : {"exact", "fast", "graph"}
        How the search answered.
    rows_reranked : int
        Rows that were scored a second time.
    """

    def __init__(
        self,
        hits: Iterable[Hit],
        certified: bool,
        rows_scanned: int,
        mode: str,
        rows_reranked: int,
    ) -> None:
        super().__init__(hits)
        self.certified = certified
        self.rows_scanned = rows_scanned
        self.mode = mode
        self.rows_reranked = rows_reranked
