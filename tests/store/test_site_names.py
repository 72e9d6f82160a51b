"""By what a site is named, in the view of sites and to who asks."""

import pytest

URL = "https://www.bread-herald.example/a"
NAMES = [
    ("a finding", "finding", "news"),
    ("a clue, such as the host's name", "clue", None),
]


@pytest.mark.parametrize(("level", "kind"), [case[1:] for case in NAMES], ids=[case[0] for case in NAMES])
def test_a_site_is_named_by_findings_only(shard, taken, level, kind) -> None:
    said = {"tier": "url", "platform": "news", "source_kind": "news", "domain": "bread-herald.example"}
    document = {"record": 0, "url": URL, "host": "www.bread-herald.example", "domain": "bread-herald.example"}
    shard("s", [{}], [document], [{"level": level, "attributes": said}])

    ((found,),) = taken()._connection.execute("SELECT source_kind FROM site").fetchall()
    assert found == kind


def test_of_near_names_that_differ_in_capitals_one_is_given(shard, taken) -> None:
    said = {"tier": "url", "platform": "quay", "publisher": "Quay", "source_kind": "news"}
    shard("s", [{}], [{"record": 0}], [{"level": "finding", "attributes": said}])

    assert taken().query("site_near", called="quays", most=3) == [{"name": "Quay"}]
