import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.readers.depth import Depth

VALUES = st.recursive(
    st.none() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
)


def depth_of(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth_of, value.values()), default=0)
    return 1 + max(map(depth_of, value), default=0) if isinstance(value, list) else 0


@given(value=VALUES, size=st.integers(1, 20))
def test_the_depth_is_that_of_the_value_however_it_is_cut(value, size):
    data = json.dumps(value).encode()
    depth = Depth()

    assert max(depth.deepest(data[start : start + size]) for start in range(0, len(data), size)) == depth_of(value)


@pytest.mark.parametrize(("data", "expected"), [(b"", 0), (b'"[[["', 0), (b'["\\"[["]', 1), (b'["\\\\"[]]', 2)])
def test_brackets_in_strings_do_not_count(data, expected):
    assert Depth().deepest(data) == expected
