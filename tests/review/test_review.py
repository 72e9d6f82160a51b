"""A review by plain forms: what there is to decide, what is recorded, what is refused, and what a judgement makes of it."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit import cli, decisions, waivers
from audit.pipeline.folder import RunFolder
from audit.pipeline.judging import judged_by
from audit.pipeline.offering import offers
from audit.report_model import Showing
from audit.review import backlog
from audit.review.backlog import Backlog
from audit.store import Store
from tests.review.conftest import MIRA, NILS, NOW, Reviewer, Served, serving

SAYS = "generated-text/says-so"
WORK = "core/work-substantial"


@pytest.fixture(scope="module")
def looked_at(shared: Path) -> Iterator[Served]:
    """A review in which nothing is recorded."""
    with serving(shared) as found:
        yield found
        assert not (shared / "decisions.jsonl").exists()


@pytest.fixture(scope="module")
def reader(looked_at: Served) -> Iterator[Reviewer]:
    with closing(Reviewer(looked_at)) as client:
        yield client


def log(served: Served) -> tuple[decisions.Decision, ...]:
    return decisions.read(served.run / "decisions.jsonl")


def covers(reviewer: Reviewer, by: str, value: str) -> list[str]:
    """What a group's page offers to decide on as a whole, rule by rule."""
    page = reviewer.get("/group", params={"by": by, "value": value}).text
    return re.findall(r'name="rule" value="([^"]+)"', page)


def alert(answer: Any) -> str:
    found = re.findall(r'role="alert">\s*<bdi>(.*?)</bdi>', answer.text)
    return f"{answer.status_code} {found[0] if found else ''}"


@pytest.mark.parametrize("by", ["work", "domain", "rule"])
def test_groups_lead_to_their_evidence(reader: Reviewer, by: str) -> None:
    page = reader.get("/", params={"by": by}).text
    links = re.findall(r'<th scope="row"><a href="([^"]+)"', page)

    assert links
    for link in links:
        group = reader.get(link.replace("&amp;", "&"))
        assert group.status_code == 200
        assert "to decide on." in group.text


def test_a_work_is_shown_beside_its_text(reader: Reviewer) -> None:
    page = reader.get("/group", params={"by": "work", "value": "ferry"}).text

    assert 'class="sides"' in page
    assert 'aria-label="Finding 2 of 2"' in page
    assert page.count("applies to 2 findings") == len(covers(reader, "work", "ferry"))


def test_text_of_the_corpus_is_shown_as_text(reader: Reviewer) -> None:
    page = reader.get("/group", params=reader.any_group()).text

    assert ("&lt;script&gt;alert(1)&lt;/script&gt;" in page, "<script>alert" in page) == (True, False)


def test_no_more_is_shown_than_the_policy_lets(judged: Path) -> None:
    shy = judged.parent / "shy.toml"
    shy.write_text((judged.parent / "policy.toml").read_text() + 'evidence = "none"\n')
    assert cli.status(["judge", "--run", str(judged), "--quiet", "--policy", str(shy)]) == 0

    with serving(judged) as served, closing(Reviewer(served)) as reviewer:
        page = reviewer.get("/group", params={"by": "work", "value": "ferry"}).text

    assert ('class="exhibit"' in page, "grey harbour" in page) == (True, False)


def test_groups_of_nothing_say_so(reader: Reviewer) -> None:
    assert "No verdict names one of these" in reader.get("/", params={"by": "family"}).text
    assert "No name here contains <q><bdi>&lt;x</bdi></q>" in reader.get("/", params={"by": "work", "q": "<x"}).text
    assert reader.get("/group", params={"by": "work", "value": "none"}).status_code == 404
    assert reader.get("/group", params={"value": "none"}).status_code == 404


def test_long_lists_have_pages(judged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlog, "GROUPS", 1)
    monkeypatch.setattr(backlog, "PAGE", 1)
    from audit.review import showing

    monkeypatch.setattr(showing, "GROUPS", 1)
    monkeypatch.setattr(showing, "PAGE", 1)
    with serving(judged) as served, closing(Reviewer(served)) as reviewer:
        first = reviewer.get("/group", params={"by": "work", "value": "ferry"}).text
        second = reviewer.get("/group", params={"by": "work", "value": "ferry", "page": "2"}).text
        groups = reviewer.get("/", params={"by": "rule", "page": "2"}).text

    assert ("Page 1 of 2" in first, "Page 2 of 2" in second) == (True, True)
    assert ('rel="next"' in first, 'rel="prev"' in second, 'rel="next"' in second) == (True, True, False)
    assert 'rel="prev"' in groups


def test_a_decision_on_one_finding_is_recorded_at_once(served: Served, reviewer: Reviewer) -> None:
    (target,) = reviewer.targets()

    answer = reviewer.decide(target=target, state="not_a_match", reason="wrong_work", note="Not\r\nours.", expires="2026-03-01")

    (record,) = log(served)
    entry, _, rule = target.partition(" ")
    assert answer.headers["location"] == "/?by=rule&recorded=1"
    assert (record.target.kind, dict(record.target.selector)) == ("finding", {"rule": rule, "fingerprint": entry})
    assert (record.state, record.reason, record.note, record.actor) == ("not_a_match", "wrong_work", "Not\nours.", MIRA)
    assert (record.at, record.expires) == (NOW, date(2026, 3, 1))
    assert reviewer.get("/decisions.jsonl").text == (served.run / "decisions.jsonl").read_text()


def test_a_group_is_decided_on_by_rules_with_what_it_covers(served: Served, reviewer: Reviewer) -> None:
    offered = covers(reviewer, "work", "ferry")

    answer = reviewer.decide(by="work", value="ferry", rule=offered, state="permitted", reason="own_content")

    records = log(served)
    assert (answer.status_code, len(records)) == (303, len(offered))
    assert {record.target.kind for record in records} == {"work"}
    assert {record.target.count for record in records} == {2}
    assert [f"2 {record.target.fingerprints_sha256} {record.target.selector['rule']}" for record in records] == offered
    assert "Nothing of this group is left to decide." in reviewer.get("/group", params={"by": "work", "value": "ferry"}).text


def test_what_is_left_of_a_group_comes_next(reviewer: Reviewer) -> None:
    target = reviewer.targets(by="work", value="ferry")[0]

    answer = reviewer.decide(by="work", value="ferry", target=target, state="confirmed", action="remove")

    assert answer.headers["location"] == "/group?by=work&value=ferry&recorded=1"
    assert reviewer.get("/next").headers["location"].startswith("/group?by=rule&value=")


REFUSED = [
    ({"state": "permitted"}, "422 the form: &#39;reason&#39; of the state &#39;permitted&#39; must be one of"),
    ({"state": "permitted", "reason": "licence_granted"}, "422 the form: &#39;licence_granted&#39; needs"),
    ({"state": "confirmed"}, "422 the form: &#39;action&#39; must be one of"),
    ({"state": "accepted_risk"}, "422 the form: a risk is accepted until a day that is named"),
    ({"state": "in_review", "expires": "soon"}, "422 the form: &#39;expires&#39; must be a day"),
    ({"state": ""}, "422 the form: &#39;state&#39; is missing"),
    ({"state": "remediated"}, "422 the form: &#39;state&#39; cannot be"),
    ({"state": ["open", "open"]}, "422 the form has &#39;state&#39; more than once"),
    ({"state": "open", "target": []}, "422 the form names nothing to decide on"),
    ({"state": "open", "target": "x none"}, "422 the form names a rule that is not in force: &#39;none&#39;"),
    ({"state": "open", "target": [], "rule": "1 x none"}, "422 the group is another one than the page told"),
    ({"state": "open", "target": [], "rule": "", "by": "path"}, "422 the form names no way to group"),
]


@pytest.mark.parametrize(("fields", "told"), REFUSED)
def test_a_form_that_is_not_in_order_records_nothing(reader: Reviewer, fields: dict[str, Any], told: str) -> None:
    answer = reader.decide(**{"target": reader.targets(), **fields})

    assert alert(answer).startswith(told)


def test_whoever_saw_another_log_may_decide_where_nobody_did(served: Served, reviewer: Reviewer) -> None:
    assert reviewer.decide(target=reviewer.targets(), state="in_review", seen="0" * 63).status_code == 303
    assert reviewer.decide(target=reviewer.targets(), state="open", seen="0" * 63).status_code == 422
    assert len(log(served)) == 1


def test_a_rule_that_blocks_is_not_decided_on_as_a_whole(reader: Reviewer) -> None:
    page = reader.get("/group", params={"by": "rule", "value": WORK}).text

    assert ("one by one only: the rule blocks" in page, covers(reader, "rule", WORK)) == (True, [])
    assert len(covers(reader, "rule", SAYS)) == 1


def test_a_decision_on_a_whole_rule_names_no_more(served: Served, reviewer: Reviewer) -> None:
    reviewer.decide(rule=covers(reviewer, "rule", SAYS), state="not_a_match", reason="human_written")

    (record,) = log(served)
    assert (record.target.kind, dict(record.target.selector), record.target.count) == ("rule", {"rule": SAYS}, 1)
    assert reviewer.get("/log").text.count("all that it says") == 1


def test_what_is_undone_is_open_again_and_stays_in_the_log(served: Served, reviewer: Reviewer) -> None:
    (target,) = reviewer.targets()
    reviewer.decide(target=target, state="not_a_match", reason="wrong_work")
    reviewer.decide(target=target, state="permitted", reason="quotation")
    first, second = log(served)
    undo = {"csrf": reviewer.csrf, "seen": reviewer.seen(), "id": second.id}

    assert reviewer.post("/undo", data=undo).headers["location"] == "/log"
    again = reviewer.post("/undo", data={**undo, "id": "none", "seen": reviewer.seen()})

    records = log(served)
    assert [record.state for record in records] == ["not_a_match", "permitted", "open"]
    assert [record.supersedes for record in records] == ["", first.id, second.id]
    assert alert(again).startswith("422 there is no such decision of yours")
    assert ">Open</span>" in reviewer.get("/group", params=reviewer.any_group()).text
    assert "Undo record" not in reviewer.get("/log").text


def test_another_persons_decision_cannot_be_undone_but_disagreed_with(judged: Path) -> None:
    with serving(judged) as served, closing(Reviewer(served)) as reviewer:
        reviewer.decide(target=reviewer.targets(), state="not_a_match", reason="wrong_work")
    with serving(judged, replace(NILS, role="engineer")) as served, closing(Reviewer(served)) as reviewer:
        assert "Undo record" not in reviewer.get("/log").text
        reviewer.decide(target=reviewer.targets(), state="confirmed", action="remove")

        assert ">Conflict</span>" in reviewer.get("/group", params=reviewer.any_group()).text
        assert "now conflict: " in reviewer.get("/log").text
        assert [record.supersedes for record in log(served)] == ["", ""]


def test_nothing_is_recorded_while_another_command_works_in_the_run(served: Served, reviewer: Reviewer) -> None:
    fields = {"target": reviewer.targets(), "state": "in_review", "seen": reviewer.seen()}
    with RunFolder(served.run).locked():
        answer = reviewer.decide(**fields)

    assert alert(answer).startswith("422 another command is working in")


@contextmanager
def opened(run: Path) -> Iterator[Backlog]:
    """What there is to review, without a server."""
    folder = RunFolder.existing(run)
    with Store.open(folder.database) as store:
        yield Backlog(folder, judged_by(folder), store, lambda: NOW)


def test_what_is_carried_over_from_another_log_needs_nobody(judged: Path) -> None:
    folder, other = RunFolder.existing(judged), judged.parent / "earlier.jsonl"
    with opened(judged) as found:
        entry = found.items("rule", SAYS).rows[0].said[0].entry
    target = {"kind": "finding", "selector": {"rule": SAYS, "fingerprint": entry}}
    given = {"id": "e1", "at": "2025-12-01T00:00:00Z", "actor": {"name": "Nils"}, "target": target}
    made = decisions.draft({**given, "state": "not_a_match", "reason": "wrong_work"}, "made")
    decisions.append(other, decisions.chained([], [made]))

    with Store.open(folder.database) as store:
        policy = replace(judged_by(folder), decisions=(str(other),))
        found = Backlog(folder, policy, store, lambda: NOW)

        assert (found.left("rule", SAYS), found.log, found.became["e1"].state) == (False, (), "not_a_match")


def test_what_files_of_waivers_let_pass_needs_nobody(judged: Path) -> None:
    with opened(judged) as found:
        entry = found.items("rule", SAYS).rows[0].said[0].entry
    waiver = (
        f'[[waiver]]\nid = "w"\nrule = "{SAYS}"\nreason_code = "FALSE_POSITIVE"\nreason = "Ours."\nowner = "A"\napprover = "B"\n'
        f'evidence = "x"\ncreated = 2025-12-01\nexpires = 2026-02-01\nfingerprints = ["{entry}"]\n'
    )
    (judged.parent / "w.toml").write_text(waiver)
    words = ["--policy", str(judged.parent / "policy.toml"), "--waivers", str(judged.parent / "w.toml"), "--as-of", "2026-01-01"]
    assert cli.status(["judge", "--run", str(judged), "--quiet", *words]) == 0

    with opened(judged) as found:
        states = {one.state for item in found.items("rule", SAYS).rows for one in item.said}
        assert (states, found.left("rule", SAYS)) == ({"waived"}, False)


@pytest.mark.parametrize("level", ["excerpt", "none"])
def test_a_page_offers_what_a_review_would_cover(judged: Path, level: str) -> None:
    with opened(judged) as found:
        made = offers(found._store, Showing(level))
        covered = {(one.rule, one.name): found.covered(one.name, one.value, one.rule) for one in made}

    assert {(one.rule, one.name): (one.count, one.digest) for one in made} == {
        key: (len(entries), waivers.digest(entries)) for key, entries in covered.items()
    }
    assert {(WORK, "work"), (SAYS, "rule")} <= set(covered)
    assert (WORK, "rule") not in covered


def test_what_may_not_be_named_is_not_offered(judged: Path) -> None:
    with opened(judged) as found:
        found._store._connection.execute("UPDATE found SET work = 'one two three four five six seven eight nine ten'")
        shown = {one.name for one in offers(found._store)}
        hidden = {one.name for one in offers(found._store, Showing.MASKED)}

    assert ("work" in shown, "work" in hidden, "rule" in hidden) == (True, False, True)


def test_a_whole_review_lets_the_gate_pass(judged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.status(["gate", "--run", str(judged)]) == 1
    with serving(judged) as served, closing(Reviewer(served)) as reviewer:
        for _ in range(60):
            page = reviewer.get("/next", follow_redirects=True)
            if page.url.path == "/":
                break
            targets = re.findall(r'name="target" value="([^"]+)"', page.text)
            seen = re.findall(r'name="seen" value="([^"]+)"', page.text)[0]
            asked = dict(page.url.params)
            reviewer.decide(
                by=asked["by"], value=asked["value"], target=targets, state="not_a_match", reason="detector_error", seen=seen
            )
        assert "Nothing is left to decide." in page.text
        assert "1 record was added" in reviewer.get("/", params={"recorded": "1"}).text
        ended = reviewer.post("/end", data={"csrf": reviewer.csrf})
        assert "The server has stopped" in ended.text

    words = ["--policy", str(judged.parent / "policy.toml"), "--as-of", "2026-01-01"]
    assert cli.status(["judge", "--run", str(judged), "--quiet", *words]) == 0
    capsys.readouterr()
    assert (cli.status(["gate", "--run", str(judged)]), capsys.readouterr().out[:8]) == (0, "The gate")
