"""Schema text of a collection, as the Arrow schema in which its rows travel."""

from __future__ import annotations

import re

import pyarrow as pa

_KEY = pa.field("key", pa.int64(), nullable=False)
_TYPES = {
    "bool": pa.bool_(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
    "timestamp": pa.timestamp("us", tz="UTC"),
    "utf8": pa.string(),
    "binary": pa.binary(),
}
_COLUMN = re.compile(r"(\w+) (\w+)(?:<float32>\[(\d+)(?:, (\w+))?\])?( not null)?(?:, |$)")
_ELEMENT = pa.field("item", pa.float32(), nullable=False)


def parse(text: str) -> pa.Schema:
    """Returns the schema that the server sends rows of these columns with: ``key``, then they.

    Parameters
    ----------
    text : str
        As the server writes it, ``name type[ not null], ...``.

    Raises
    ------
    TypeError
        If a column is of a type that only a newer client knows.
    """
    fields = [_KEY]
    at = 0
    while at < len(text):
        column = _COLUMN.match(text, at)
        if column is None:
            raise _unknown(text[at:])
        fields.append(_field(*column.groups()))
        at = column.end()
    return pa.schema(fields)


def _field(
    name: str, kind: str, dimension: str | None, metric: str | None, required: str | None
) -> pa.Field:
    metadata = {"omendb.not_null": "true"} if required else {}
    if dimension is not None and kind == "vector":
        type_ = pa.list_(_ELEMENT, int(dimension))
        metadata["omendb.metric"] = metric or "l2"
    elif dimension is None and kind in _TYPES:
        type_ = _TYPES[kind]
    else:
        raise _unknown(f"{name} {kind}")
    return pa.field(name, type_, nullable=not required, metadata=metadata or None)


def _unknown(what: str) -> TypeError:
    return TypeError(f"this client does not know the column {what!r} (install a newer omen_client)")
