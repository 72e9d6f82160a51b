"""What licences are and say by the lists of packs: those that ship, and those that do not fit."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import bundled
from audit.errors import PackError
from audit.judge import algebra, licences, lists
from audit.judge.algebra import DIMENSIONS

CORE = Path(bundled.folder("rules")) / "core"
SHIPPED = licences.load([CORE])
HEADS = {
    "licence_terms.csv": licences.TERMS,
    "licence_additions.csv": licences.ADDITIONS,
    "licences.csv": licences.LICENCES,
    "licence_obligations.csv": licences.OBLIGATIONS,
    "compat.csv": licences.COMPAT,
    "licence_exceptions.csv": licences.EXCEPTIONS,
}


def tables(*expressions: str, folders: tuple[Path, ...] = (), **choices: str) -> dict[str, list[dict[str, Any]]]:
    lists = licences.load([CORE, *folders]) if folders else SHIPPED
    return lists.tables(expressions, algebra.read_choices(choices))


def terms(expression: str) -> dict[str, Any]:
    return tables(expression)["licence_terms"][0]


SAYS = [
    ("CC-BY-NC-4.0", "commercial", 3),
    ("CC-BY-NC-4.0", "train", 1),
    ("CC-BY-ND-3.0", "derive", 3),
    ("CC-BY-ND-3.0", "train", 2),
    ("CC-BY-ND-4.0", "train", 1),
    ("CC-BY-SA-4.0", "share_alike", 1),
    ("CC-BY-SA-3.0-DE", "share_alike", 1),
    ("cc0-1.0", "attribution", 0),
    ("CC-PDM-1.0", "redistribute", 0),
    ("LicenseRef-CC-BY-NC", "commercial", 3),
    ("MIT", "attribution", 1),
    ("CDLA-Permissive-2.0", "train", 0),
    ("GPL-3.0-only", "source_disclosure", 1),
    ("GPL-2.0-only WITH Classpath-exception-2.0", "share_alike", 1),
    ("GPL-2.0-only WITH Classpath-exception-2.0", "commercial", 0),
    ("Apache-2.0 WITH Commons-Clause", "commercial", 3),
    ("Apache-2.0 WITH Wonder-exception", "commercial", 2),
    ("Apache-2.0 WITH Wonder-exception", "derive", 2),
    ("Public Domain", "redistribute", 0),
    ("All rights reserved", "redistribute", 3),
    ("LicenseRef-all-rights-reserved", "train", 3),
    ("LicenseRef-scancode-llama-2-license-2023", "train_competing", 3),
    ("LicenseRef-scancode-llama-3.1-license-2024", "train_competing", 1),
    ("CC-BY-4.0 AND CC-BY-NC-4.0", "commercial", 3),
    ("CC-BY-4.0 OR CC-BY-NC-4.0", "commercial", 0),
    ("(CC-BY-NC-4.0 OR MIT) AND CC-BY-ND-4.0", "commercial", 0),
    ("(CC-BY-NC-4.0 OR MIT) AND CC-BY-ND-4.0", "derive", 3),
]


@pytest.mark.parametrize(("expression", "dimension", "value"), SAYS)
def test_a_licence_says_what_its_text_says(expression: str, dimension: str, value: int) -> None:
    assert terms(expression)[dimension] == value


UNKNOWN = ["", "NOASSERTION", "Wonder-1.0", "MIT AND", "(((", "MIT/Apache-2.0", "see the site", "A" * 9999]


@pytest.mark.parametrize("expression", UNKNOWN)
def test_what_is_not_known_is_unclear(expression: str) -> None:
    row = terms(expression)

    assert {row[name] for name in DIMENSIONS} == {2}
    assert row["category"] == "unknown"


IS = [
    ("CC-BY-SA-3.0-DE", "CC-BY-SA", "content", "copyleft"),
    ("MIT", "MIT", "software", "permissive"),
    ("ODbL-1.0", "ODbL", "data", "copyleft"),
    ("CC-BY-NC-ND-4.0", "CC-BY-NC-ND", "content", "non-commercial"),
    ("LicenseRef-gemma-terms", "Gemma", "model", "restricted-use"),
    ("CC-BY-4.0 AND CC-BY-3.0", "CC-BY", "content", "attribution"),
    ("CC-BY-4.0 AND MIT", None, "other", "attribution"),
    ("CC0-1.0 AND GPL-3.0-only", None, "other", "copyleft"),
    ("Wonder-1.0", None, "other", "unknown"),
]


@pytest.mark.parametrize(("expression", "family", "kind", "category"), IS)
def test_an_expression_has_the_family_kind_and_strictest_category_of_its_licences(
    expression: str, family: str | None, kind: str, category: str
) -> None:
    row = terms(expression)

    assert (row["family"], row["kind"], row["category"]) == (family, kind, category)


def test_the_choice_of_a_branch_is_recorded() -> None:
    made = tables("MIT OR GPL-2.0-only", "MIT AND ISC", **{"MIT OR GPL-2.0-only": "GPL-2.0-only"})

    assert made["licence_choice"] == [{"spdx": "MIT OR GPL-2.0-only", "branch": "GPL-2.0-only", "chosen_by": "policy"}]
    assert made["licence_part"] == [
        {"spdx": "MIT OR GPL-2.0-only", "licence": "GPL-2.0-only", "addition": None, "share_alike": True},
        {"spdx": "MIT AND ISC", "licence": "MIT", "addition": None, "share_alike": False},
        {"spdx": "MIT AND ISC", "licence": "ISC", "addition": None, "share_alike": False},
    ]


def test_a_licence_has_its_days_its_source_and_nobody_who_reviewed_it() -> None:
    (row,) = tables("cc-by-4.0")["licence"]

    assert (row["licence"], str(row["valid_from"]), row["valid_to"]) == ("CC-BY-4.0", "2013-11-25", None)
    assert (row["source"], str(row["recorded"]), row["reviewed_by"]) == ("CC BY 4.0: attribution", "2026-11-24", None)


DUTIES = [
    ("CC-BY-SA-4.0", "share-alike"),
    ("CC-BY-3.0-DE", "attribution"),
    ("Apache-2.0", "changes"),
    ("BSD-4-Clause", "attribution"),
    ("BSD-3-Clause-Clear", "notice"),
    ("ZPL-2.0", "notice"),
    ("QPL-1.0", "share-alike"),
    ("LicenseRef-scancode-llama-3.2-license-2024", "naming"),
    ("OGL-UK-3.0", "attribution"),
    ("GPL-3.0-or-later", "source"),
]


@pytest.mark.parametrize(("licence", "obligation"), DUTIES)
def test_duties_are_those_of_the_licence_else_its_family_else_its_category(licence: str, obligation: str) -> None:
    duties = tables(licence)["licence_obligation"]

    assert obligation in {duty["obligation"] for duty in duties}
    assert {duty["licence"] for duty in duties} == {licence}


@pytest.mark.parametrize("licence", ["CC0-1.0", "MIT-0", "NOASSERTION", "Wonder-1.0"])
def test_what_asks_for_nothing_or_is_unknown_has_no_duties(licence: str) -> None:
    assert tables(licence)["licence_obligation"] == []


def test_licences_that_ship_are_many_dated_and_sourced() -> None:
    rows = list(_read("licence_terms.csv"))
    known = {row["licence"]: row for row in _read("licences.csv")}

    assert len(rows) > 700
    assert len({row["licence"].lower() for row in rows}) == len(rows)
    assert {row["licence"] for row in rows} == set(known)
    assert all(row["source"] and row["date"] for row in rows)
    assert sum(bool(row["valid_from"]) for row in known.values()) > 150


def test_every_licence_that_the_detector_can_name_is_listed() -> None:
    folder = CORE.parent / "licence"
    said = "\n".join((folder / name).read_text("utf-8") for name in ("spdx.csv", "names.toml", "urls.toml", "hub.csv"))
    named = set(re.findall(r"LicenseRef-[\w.+-]*[\w+](?![{\w.+-])", said))
    named |= {line.split(",")[0] for line in (folder / "spdx.csv").read_text("utf-8").splitlines()[1:]}
    listed = {row["licence"] for row in _read("licence_terms.csv")}

    assert sorted(named - listed) == []


def test_share_alike_licences_that_ship_are_of_a_category_that_says_so() -> None:
    known = {row["licence"]: row["category"] for row in _read("licences.csv")}
    binding = {known[row["licence"]] for row in _read("licence_terms.csv") if row["share_alike"] == "1"}

    assert binding == {"copyleft", "non-commercial", "restricted-use"}


def test_a_duty_that_ships_is_about_a_licence_family_or_category_there_is() -> None:
    known = list(_read("licences.csv"))
    there = {row[name] for row in known for name in ("licence", "family", "category")}

    assert {row["licence"] for row in _read("licence_obligations.csv")} <= there


def test_pairs_that_ship_name_licences_there_are_and_none_is_said_to_be_reviewed() -> None:
    there = {row["licence"] for row in _read("licence_terms.csv")}
    pairs = list(_read("compat.csv"))

    assert {row[name] for row in pairs for name in ("inbound", "outbound")} <= there
    assert not any(row["reviewed_by"] for row in pairs)
    assert all(row["inbound"] != row["outbound"] for row in pairs)


def test_an_exception_that_ships_is_never_about_passing_copies_on() -> None:
    rows = tables()["licence_exception"]

    assert {row["exception"] for row in rows} == {"EU-DSM-3", "EU-DSM-4", "UK-29A", "JP-30-4", "US-107"}
    assert "dataset-redistribution" not in {row["purpose"] for row in rows}
    assert {row["exception"] for row in rows if row["lowers_to"] is None} == {"US-107"}


IDS = st.sampled_from(
    ["MIT", "CC-BY-4.0", "CC-BY-NC-4.0", "CC-BY-SA-4.0", "CC-BY-ND-4.0", "GPL-3.0-only", "CC0-1.0", "Wonder-1.0"]
)


@given(IDS, IDS)
def test_a_further_licence_never_permits_more(one: str, other: str) -> None:
    joint, alone = terms(f"{one} AND {other}"), terms(one)

    assert all(joint[name] >= alone[name] for name in DIMENSIONS)


def given_list(folder: Path, name: str, *rows: str) -> Path:
    (folder / name).write_text("\n".join([",".join(HEADS[name]), *rows, ""]))
    return folder


def test_of_two_lists_the_stricter_terms_hold_and_both_are_named(tmp_path: Path) -> None:
    folder = given_list(tmp_path, "licence_terms.csv", "mit,1,0,0,0,0,0,0,0,0,ours,2026-01-01,Ada")

    made = tables("MIT", folders=(folder,))

    row = made["licence_terms"][0]
    assert (row["commercial"], row["attribution"]) == (1, 1)
    assert made["licence"][0]["source"].endswith("; ours")


def test_a_licence_of_a_pack_need_only_have_terms(tmp_path: Path) -> None:
    folder = given_list(tmp_path, "licence_terms.csv", "Ours-v2.1,1,0,0,0,0,0,0,0,0,ours,2026-01-01,Ada")

    made = tables("ours-v2.1", folders=(folder,))

    assert made["licence_terms"][0]["commercial"] == 1
    (row,) = made["licence"]
    assert (row["licence"], row["family"], row["category"], row["reviewed_by"]) == ("Ours-v2.1", "Ours", "unknown", "Ada")


def test_a_later_list_of_pairs_replaces_what_is_said_before(tmp_path: Path) -> None:
    folder = given_list(
        tmp_path,
        "compat.csv",
        "CC-BY-SA-4.0,GPL-3.0-only,no,as we read it,ours,2026-01-01,Ada",
        "cc-by-sa-4.0,Ours-1.0,unclear,,ours,2026-01-01,",
    )

    rows = {row["outbound"]: row for row in tables("CC-BY-SA-4.0", folders=(folder,))["compat"]}

    assert (rows["GPL-3.0-only"]["verdict"], rows["GPL-3.0-only"]["reviewed_by"]) == ("no", "Ada")
    assert (rows["ours-1.0"]["inbound"], rows["ours-1.0"]["verdict"]) == ("CC-BY-SA-4.0", "unclear")


WRONG = [
    ("licence_terms.csv", "MIT,9,0,0,0,0,0,0,0,0,ours,2026-01-01,", "line 2: 'commercial' must be 0 granted"),
    ("licence_terms.csv", "MIT,0", "line 2: must have 13 values"),
    ("licence_terms.csv", "MIT,0,0,0,0,0,0,0,0,0,a,b,c,d", "line 2: must have 13 values"),
    ("licence_terms.csv", "MIT,0,0,0,0,0,0,0,0,0,a,soon,", "line 2: 'date' must be a date"),
    ("licence_terms.csv", '"MIT', "is not CSV in UTF-8"),
    ("licence_additions.csv", "X,4,,,,,,,,,a,2026-01-01,", "line 2: 'commercial' must be 0 granted"),
    ("licences.csv", "MIT,MIT,code,permissive,,", "'kind' must be one of content, software, data, model, other, not 'code'"),
    ("licences.csv", "MIT,MIT,other,free,,", "'category' must be one of public-domain"),
    ("licences.csv", "MIT,MIT,other,unknown,then,", "'valid_from' must be a date"),
    ("licences.csv", "MIT,MIT,other,unknown,2020-01-01,2020-01-01", "'valid_to' must be after 'valid_from'"),
    (
        "licence_obligations.csv",
        "MIT,notice,reading,t,,c,2026-01-01,",
        "'trigger' must be one of redistribute, derive, weights-release",
    ),
    ("compat.csv", "MIT,ISC,maybe,,us,2026-01-01,", "'verdict' must be one of yes, no, unclear"),
    (
        "licence_exceptions.csv",
        "X,EU,research-training,0,always,n,c,2026-01-01,",
        "'lowers_to' must be one of 1, or empty, not '0'",
    ),
    ("licence_exceptions.csv", "X,FR,research-training,1,always,n,c,2026-01-01,", "'jurisdiction' must be one of US, EU"),
    ("licence_exceptions.csv", "X,EU,fun,1,always,n,c,2026-01-01,", "'purpose' must be one of commercial-training"),
    (
        "licence_exceptions.csv",
        "X,EU,research-training,1,often,n,c,2026-01-01,",
        "'condition' must be one of always, not_reserved",
    ),
]


@pytest.mark.parametrize(("name", "row", "message"), WRONG)
def test_a_row_that_does_not_fit_is_refused(tmp_path: Path, name: str, row: str, message: str) -> None:
    with pytest.raises(PackError) as refused:
        licences.load([given_list(tmp_path, name, row)])

    assert message in str(refused.value)


@pytest.mark.parametrize("content", [b"licence\nMIT\n", b"licence,\xff\n"])
def test_a_list_with_another_head_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "licence_terms.csv").write_bytes(content)

    with pytest.raises(PackError, match=r"its columns must be licence,commercial|is not CSV in UTF-8"):
        licences.load([tmp_path])


def _read(name: str) -> Any:
    return lists.rows(CORE / name, HEADS[name])
