"""Predicates built from Python values instead of text."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Any

import numpy as np


class Predicate:
    """A condition on rows, for `where=`. ``str`` of it is the text that the server reads.

    Combine with ``&``, ``|`` and ``~``; Python's ``and``, ``or`` and ``not`` cannot be overloaded
    and raise `TypeError`.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Predicate({self._text!r})"

    def __and__(self, other: Predicate) -> Predicate:
        return Predicate(f"({self}) and ({_predicate(other)})")

    def __or__(self, other: Predicate) -> Predicate:
        return Predicate(f"({self}) or ({_predicate(other)})")

    def __invert__(self) -> Predicate:
        return Predicate(f"not ({self})")

    def __bool__(self) -> bool:
        raise TypeError("combine predicates with &, | and ~, each comparison in parentheses")


class Col:
    """A column in a predicate; made by `col`."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, name: str) -> None:
        self._name = name

    def __eq__(self, value: object) -> Predicate:  # type: ignore[override]
        return self._compare("=", value)

    def __ne__(self, value: object) -> Predicate:  # type: ignore[override]
        return self._compare("!=", value)

    def __lt__(self, value: object) -> Predicate:
        return self._compare("<", value)

    def __le__(self, value: object) -> Predicate:
        return self._compare("<=", value)

    def __gt__(self, value: object) -> Predicate:
        return self._compare(">", value)

    def __ge__(self, value: object) -> Predicate:
        return self._compare(">=", value)

    def between(self, low: object, high: object) -> Predicate:
        """``low <= column <= high``."""
        return Predicate(f"{self._name} between {_literal(low)} and {_literal(high)}")

    def is_in(self, values: Iterable[object]) -> Predicate:
        """The column equals one of the values."""
        literals = ", ".join(_literal(value) for value in values)
        if not literals:
            raise ValueError("is_in needs at least one value")
        return Predicate(f"{self._name} in ({literals})")

    def is_null(self) -> Predicate:
        """The column has no value."""
        return Predicate(f"{self._name} is null")

    def is_not_null(self) -> Predicate:
        """The column has a value."""
        return Predicate(f"{self._name} is not null")

    def _compare(self, operator: str, value: object) -> Predicate:
        return Predicate(f"{self._name} {operator} {_literal(value)}")


def col(name: str) -> Col:
    """Names a column, to build a predicate of it.

    Parameters
    ----------
    name : str
        A column of the collection, or ``"key"``.

    Examples
    --------
    >>> from omen_client import col
    >>> str((col("population") > 100_000) & (col("country") == "FR"))
    "(population > 100000) and (country = 'FR')"
    """
    if not isinstance(name, str):
        raise TypeError(f"a column is named by a str, not {type(name).__name__}")
    if not name.isidentifier() or not name.isascii():
        raise ValueError(f"{name!r} is no name of a column")
    return Col(name)


def text(where: str | Predicate | None) -> str | None:
    """Returns what a request says of a predicate."""
    if where is None or isinstance(where, str):
        return where
    if isinstance(where, Predicate):
        return str(where)
    raise TypeError(
        'where must be a text like "population > 100000" or a Predicate,'
        f" not {type(where).__name__}"
    )


def _predicate(other: object) -> Predicate:
    if not isinstance(other, Predicate):
        raise TypeError(
            f"a predicate combines with a predicate, not {type(other).__name__}"
            " (put each comparison in parentheses)"
        )
    return other


def _literal(value: Any) -> str:
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        if not math.isfinite(value):
            raise ValueError(f"{value} cannot be compared with")
        return repr(float(value))
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a datetime needs a time zone")
        return f"'{value.astimezone(timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.%fZ')}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    raise TypeError(f"a column cannot be compared with {type(value).__name__}")
