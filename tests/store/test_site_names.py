"""By what a site is named in the view of sites."""

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
