from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.readers.dates import day, hour

DAY = date(2020, 5, 6)


@pytest.mark.parametrize(
    "value",
    [
        "2020-05-06",
        "2020-05-06T07:08:09Z",
        "2020-05-06 07:08:09.123+02:00",
        "20200506",
        "20200506070809",
        20200506,
        1588748889,
        1588748889.5,
        "1588748889",
        1588748889000,
        1588748889000000,
        "Wed, 06 May 2020 07:08:09 GMT",
        "2020/05/06",
        "06/05/2020",
        "6 May 2020",
        "May 6, 2020",
        "06.05.2020",
        DAY,
        datetime(2020, 5, 6, 7, tzinfo=UTC),
    ],
)
def test_a_day_is_read_in_many_spellings(value):
    assert day(value) == DAY


@pytest.mark.parametrize(
    ("value", "expected"), [("2020-05", date(2020, 5, 1)), (202005, date(2020, 5, 1)), ("202005", date(2020, 5, 1))]
)
def test_a_month_is_its_first_day(value, expected):
    assert day(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        "",
        "2020",
        2020,
        "yesterday",
        "2020-13-01",
        "2020-xx-01",
        202013,
        -5,
        float("nan"),
        "9" * 70,
        [],
        "Mon, 99 Foo 2020",
        1e30,
        "０１２３４５６７",
    ],
)
def test_what_is_no_day_is_none(value):
    assert day(value) is None


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.dates().map(str)))
def test_nothing_makes_it_fail(value):
    assert day(value) is None or isinstance(day(value), date)


@pytest.mark.parametrize(
    "value",
    [
        "2020-05-06T07:08:09Z",
        "2020-05-06T07:08:09",
        "2020-05-06 09:08:09.123+02:00",
        1588748889,
        1588748889.5,
        "1588748889",
        1588748889000,
        1588748889000000,
        datetime(2020, 5, 6, 7, 8),
        datetime(2020, 5, 6, 7, 8, tzinfo=UTC),
    ],
)
def test_reads_the_hour(value: object) -> None:
    assert hour(value) == 1588748889 // 3600


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        "",
        "2020-05-06",
        "20200506",
        20200506,
        20200506070809,
        "yesterday",
        "0001-01-01T00:00:00",
        float("inf"),
        float("nan"),
        10**400,
        -1,
        DAY,
        [1],
    ],
)
def test_what_has_no_time_of_day_has_no_hour(value: object) -> None:
    assert hour(value) is None


@given(st.text() | st.integers() | st.floats() | st.datetimes())
def test_an_hour_never_raises(value: object) -> None:
    hour(value)
