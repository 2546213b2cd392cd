"""Schema text as the Arrow schema in which rows travel."""

import pytest

from conftest import ALL_TYPES
from omen_client import _schema

REQUIRED = "a bool not null, v vector<float32>[3, cosine] not null, w vector<float32>[4, dot]"


@pytest.mark.parametrize("text", [ALL_TYPES, REQUIRED])
def test_schema_is_the_one_that_the_server_sends(create, text):
    collection = create(text)
    with collection.scan() as scan:
        assert scan.schema.equals(collection.schema, check_metadata=True)


def test_no_columns():
    assert _schema.parse("").names == ["key"]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a int64, b uuid", "b uuid"),
        ("v vector<float16>[3]", "v vector<float16>[3]"),
        ("v vector", "v vector"),
        ("n int64<float32>[3]", "n int64"),
    ],
)
def test_a_type_of_a_newer_server_is_said(text, column):
    with pytest.raises(TypeError, match="newer omen_client") as caught:
        _schema.parse(text)
    assert column in str(caught.value)
