"""Making libraries: the same bytes in whatever order and however many make them, and what users are told of their works."""

import random
from pathlib import Path
from string import ascii_lowercase

import numpy as np
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.errors import LibraryError
from audit.model import Level
from audit.references.works import KINDS, PROFILES, Library, Work, grid_for
from audit.references.works_building import build, build_of
from audit.references.works_files import BLOCK, MANIFEST, check, described, digest_of_body, keep_arrays, kept_arrays
from audit.references.works_making import Made, made_of, make
from audit.references.works_stretches import stretches
from audit.text import cache
from audit.text.blur import blur
from audit.text.fingerprints import Grid
from audit.text.fold import fold_text

WORDS = "kettle landing ferry morning bell lantern harbour nobody river answered winter letter garden silver quiet".split()
SHARES = {"positions": 0.35, "sealed": 0.08}


def text(seed: int, words: int = 400) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) + str(rng.randrange(50)) for _ in range(words))


def works(count: int = 4, words: int = 400) -> list[Work]:
    return [Work(f"w{number}", text(number, words), {"title": f"Title {number}"}, "manifest.jsonl") for number in range(count)]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setattr(cache, "folder", lambda: folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


@pytest.mark.parametrize("profile", PROFILES)
def test_order_changes_no_byte(tmp_path: Path, profile: str) -> None:
    build(works(), tmp_path / "a", profile)
    build(reversed(works()), tmp_path / "b", profile)

    assert contents(tmp_path / "a") == contents(tmp_path / "b")


@pytest.mark.parametrize("profile", ["open", "positions"])
def test_adding_to_a_library_gives_the_bytes_of_making_it_at_once(tmp_path: Path, profile: str) -> None:
    half = build(works()[:2], tmp_path / "half", profile)
    whole = build(works(), tmp_path / "whole", profile)

    kept = [made_of(half, number, profile) for number in range(2)]
    added = build_of([make(work, profile) for work in works()[2:]] + kept, tmp_path / "added", profile)

    assert added.digest == whole.digest
    assert contents(added.path) == contents(whole.path)


@pytest.mark.parametrize("profile", ["positions", "sealed"])
def test_a_library_without_texts_can_be_made_of_one_with_texts(tmp_path: Path, profile: str) -> None:
    opened = build(works(), tmp_path / "open")
    direct = build(works(), tmp_path / "direct", profile)

    made = build_of((made_of(opened, number, profile) for number in range(4)), tmp_path / "made", profile)

    assert contents(made.path) == contents(direct.path)


@pytest.mark.parametrize(
    ("held", "wanted"), [("sealed", "positions"), ("sealed", "open"), ("positions", "open"), ("positions", "sealed")]
)
def test_no_library_is_made_of_one_that_holds_too_little(tmp_path: Path, held: str, wanted: str) -> None:
    small = build(works(), tmp_path / "small", held)

    with pytest.raises(LibraryError, match="holds no texts, so no"):
        made_of(small, 0, wanted)


@pytest.mark.parametrize("profile", ["positions", "sealed"])
def test_sizes_keep_what_was_promised(tmp_path: Path, profile: str) -> None:
    """For prose; text without spaces has more letters a byte, and small works need more room."""
    rng = random.Random(3)
    lengths = [1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7, 8]  # as English has them, a little shorter
    words = ["".join(rng.choice(ascii_lowercase) for _ in range(rng.choice(lengths))) for _ in range(9000)]
    given_works = [Work(f"w{number}", " ".join(rng.choice(words) for _ in range(50_000)), {}) for number in range(3)]
    made = build(given_works, tmp_path / "library", profile)

    assert made.stored_bytes / sum(len(work.text) for work in given_works) <= SHARES[profile]


@pytest.mark.parametrize("profile", ["positions", "sealed"])
def test_no_text_is_in_a_library_that_keeps_none(tmp_path: Path, profile: str) -> None:
    made = build(works(), tmp_path / "library", profile)

    whole = b"".join(content for name, content in contents(made.path).items() if name != MANIFEST)
    assert not any(word.encode() in whole for word in WORDS)
    with pytest.raises(LibraryError, match="holds no texts"):
        made.text(0)


@pytest.mark.parametrize("profile", PROFILES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_byte_altered_or_cut_off_anywhere_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, profile: str, data: st.DataObject
) -> None:
    made = build([*works(2, 60), Work("none", "", {})], tmp_path_factory.mktemp("tampered") / "library", profile)
    name = data.draw(st.sampled_from(sorted(contents(made.path))))
    content = (made.path / name).read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    altered = content[:place]
    if data.draw(st.booleans()):
        altered += bytes([content[place] ^ data.draw(st.integers(1, 255))]) + content[place + 1 :]
    (made.path / name).write_bytes(altered)
    if name == MANIFEST and _said(altered) == _said(content):
        return  # white space

    with pytest.raises(LibraryError):
        Library.open(made.path).verify()


def _said(raw: bytes) -> object:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.update(profile="other"),
        lambda body: body.update(works=[]),
        lambda body: body["works"][0].update(folded=[0, 1 << 40]),
        lambda body: body["works"][0].update(folded=[9, 3]),
        lambda body: body["works"][0].update(text=[-1, 2]),
        lambda body: body["works"][0].pop("words"),
        lambda body: body["files"]["folded"].pop("bytes"),
        lambda body: body.update(table={"library_stride": 1, "batch_stride": 8}),
        lambda body: body.pop("kind"),
    ],
)
def test_a_manifest_that_leads_astray_is_refused(tmp_path: Path, change: object) -> None:
    made = build(works(2, 40), tmp_path / "library")
    body = orjson.loads((made.path / MANIFEST).read_bytes())["body"]
    change(body)  # type: ignore[operator]
    (made.path / MANIFEST).write_bytes(orjson.dumps({"digest": digest_of_body(body), "body": body}))

    with pytest.raises(LibraryError, match="damaged"):
        Library.open(made.path)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("filters", 0, 1), 99, "the filters have another size"),
        (("filters", 0, 0), 24, "no filter has such a shape"),
        (("filters", 0, 1), 0, "no filter has such a shape"),
        (("filters", 0, 2), -1, "no filter has such a shape"),
        (("works", 0, "hashes"), [1, 0], "a work is in no filter"),
        (("works", 0, "hashes"), [-1, 0], "a work is in no filter"),
        (("works", 0, "hashes"), [0, -1], "a work is in no filter"),
    ],
)
def test_filters_that_do_not_fit_are_refused(tmp_path: Path, path: tuple[str | int, ...], value: object, message: str) -> None:
    made = build(works(2, 40), tmp_path / "library", "sealed")
    body = orjson.loads((made.path / MANIFEST).read_bytes())["body"]
    place = body
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    (made.path / MANIFEST).write_bytes(orjson.dumps({"digest": digest_of_body(body), "body": body}))

    with pytest.raises(LibraryError, match=message):
        Library.open(made.path)


def all_of(*libraries: Library) -> list[Made]:
    return [made_of(one, number, "sealed") for one in libraries for number in range(len(one.works))]


def held_works(library: Library) -> dict[str, list[str]]:
    """For each of the works, which works of a library its text is found to be of."""
    found = {}
    for work in works():
        stream = blur(fold_text(work.text.encode()).stream)
        rows = stretches(library, stream, np.zeros(1, np.int64), np.array([len(stream)]))
        found[work.id] = sorted({library.works[row.work].id for row in rows if row.level is Level.FINDING})
    return found


def test_sealed_libraries_are_merged_and_added_to_without_their_texts(tmp_path: Path) -> None:
    first, second = build(works()[:2], tmp_path / "a", "sealed"), build(works()[2:3], tmp_path / "b", "sealed")

    merged = build_of([*all_of(second, first), make(works()[3], "sealed")], tmp_path / "merged", "sealed")

    assert held_works(merged) == {f"w{number}": [f"w{number}"] for number in range(4)}
    assert merged.works[0].metadata == {"title": "Title 0"}
    assert len(merged.shapes) == 3
    again = build_of([make(works()[3], "sealed"), *all_of(first, second)], tmp_path / "again", "sealed")
    assert contents(again.path) == contents(merged.path)
    third = build_of(all_of(merged), tmp_path / "third", "sealed")
    assert held_works(third) == held_works(merged)
    assert third.stored_bytes == merged.stored_bytes


@pytest.mark.parametrize("order", [1, -1])
def test_two_works_of_one_id_in_sealed_libraries_are_refused_with_the_mend(tmp_path: Path, order: int) -> None:
    other = build(works()[:1], tmp_path / "other", "sealed")
    made = [*all_of(other), make(Work("w0", text(9), {}), "sealed")]

    with pytest.raises(LibraryError, match="take it out of one library first: corpus-audit index LIBRARY --remove w0"):
        build_of(made[::order], tmp_path / "both", "sealed")


def test_a_work_that_is_removed_from_a_sealed_library_is_found_no_more(tmp_path: Path) -> None:
    whole = build(works(), tmp_path / "whole", "sealed")

    less = build_of([made for made in all_of(whole) if made.facts["id"] != "w2"], tmp_path / "less", "sealed")

    assert held_works(less) == {"w0": ["w0"], "w1": ["w1"], "w2": [], "w3": ["w3"]}


def test_a_part_of_which_no_work_is_kept_is_left_out(tmp_path: Path) -> None:
    first, second = build(works()[:2], tmp_path / "a", "sealed"), build(works()[2:], tmp_path / "b", "sealed")
    merged = build_of(all_of(first, second), tmp_path / "merged", "sealed")

    assert build_of(all_of(merged)[:2], tmp_path / "less", "sealed").stored_bytes == first.stored_bytes


def test_a_text_that_claims_to_be_huge_is_not_unpacked(tmp_path: Path) -> None:
    made = build([Work("one", "a" * 5_000_000, {})], tmp_path / "library")
    body = orjson.loads((made.path / MANIFEST).read_bytes())["body"]
    body["works"][0]["text_bytes"] = 10
    (made.path / MANIFEST).write_bytes(orjson.dumps({"digest": digest_of_body(body), "body": body}))

    with pytest.raises(LibraryError, match="the text of one"):
        Library.open(made.path).text(0)


def test_a_table_is_kept_in_the_library_where_memory_was_named(tmp_path: Path) -> None:
    made = build(works(), tmp_path / "library", memory=1 << 20)

    assert "table" in made.files
    made.verify()
    kept = made.fingerprints(made.grid())
    made_again = build(works(), tmp_path / "other").fingerprints(made.grid())
    assert np.array_equal(kept.tags, made_again.tags)
    assert np.array_equal(kept.places, made_again.places)
    assert list(cache.folder().iterdir()) != []  # type: ignore[union-attr]


def test_a_table_that_leads_outside_the_text_is_refused(tmp_path: Path) -> None:
    made = build(works(), tmp_path / "library", memory=1 << 20)
    table = bytearray((made.path / "table").read_bytes())
    table[:4] = b"\xff\xff\xff\xff"
    (made.path / "table").write_bytes(table)
    body = orjson.loads((made.path / MANIFEST).read_bytes())["body"]
    body["files"]["table"] = described(made.path / "table")
    (made.path / MANIFEST).write_bytes(orjson.dumps({"digest": digest_of_body(body), "body": body}))

    with pytest.raises(LibraryError, match="outside the text"):
        Library.open(made.path)


def test_less_memory_gives_a_sparser_grid_with_a_guarantee() -> None:
    grids = [grid_for(50_000_000, memory << 20) for memory in (2048, 300, 160, 80, 1)]

    assert [grid.library_stride for grid in grids] == sorted(grid.library_stride for grid in grids)
    assert grids[-1] == Grid(grids[-1].size, 16, 1)
    assert all(grid.guarantee <= 36 for grid in grids)


def test_works_that_are_the_same_or_nearly_are_told(tmp_path: Path) -> None:
    first = text(1, 2000)
    given_works = [
        Work("copy", first.upper(), {}),
        Work("first", first, {}),
        Work("near", first.replace("kettle1", "pot") + " The end.", {}),
        Work("other", text(2, 2000), {}),
        Work("tiny", "Too short.", {}),
    ]
    told: list[str] = []
    build_of((make(work, "open") for work in given_works), tmp_path / "library", "open", tell=told.append)

    assert told == [
        "works that have the same text: copy, first",
        "works that are nearly the same: copy, near",
        "1 works have fewer than 20 letters and cannot be found: tiny",
    ]


def test_many_works_that_are_the_same_are_told_in_short(tmp_path: Path) -> None:
    told: list[str] = []
    rows = [Work(f"{group}-{number}", text(group), {}) for group in range(7) for number in range(7)]
    build_of((make(work, "open") for work in rows), tmp_path / "library", "open", tell=told.append)

    assert told[0] == "works that have the same text: 0-0, 0-1, 0-2, 0-3, 0-4 and 2 more"
    assert told[-1] == "and 2 more groups of works that have the same text"


@pytest.mark.parametrize("text_of_work", ["a" * 2_000_000, "字" * 300_000, "\x00\x01", "no", "", "\ud800 lone"])
@pytest.mark.parametrize("profile", PROFILES)
def test_odd_texts_make_a_library(tmp_path: Path, profile: str, text_of_work: str) -> None:
    made = build([Work("odd", text_of_work, {})], tmp_path / "library", profile)

    made.verify()
    assert [work.id for work in Library.open(made.path).works] == ["odd"]


def test_a_kind_is_kept(tmp_path: Path) -> None:
    assert build(works(1), tmp_path / "library", kind="benchmarks").kind == "benchmarks"
    assert "works" in KINDS


def test_large_files_are_compared_at_some_places(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(bytes(5 * BLOCK + 7))
    said = described(file)
    check(file, said, 2 * BLOCK)
    with file.open("r+b") as stream:
        stream.seek(5 * BLOCK + 3)
        stream.write(b"x")

    for most in (2 * BLOCK, None):
        with pytest.raises(LibraryError, match="altered"):
            check(file, said, most)
    with pytest.raises(LibraryError, match="digests of"):
        check(file, {**said, "blocks": []})


def test_kept_arrays_are_given_back_only_as_they_were(tmp_path: Path) -> None:
    parts = [np.arange(9000, dtype=np.uint8), np.ones(5, np.uint8)]
    kept = tmp_path / "kept"
    keep_arrays(kept, parts)

    whole = kept_arrays(kept, 9005)
    assert whole is not None
    assert np.array_equal(whole, np.concatenate(parts))
    assert kept_arrays(kept, 9004) is None
    assert kept_arrays(tmp_path / "none", 5) is None
    for place in (3, 9010, len(kept.read_bytes()) - 1):
        content = bytearray(kept.read_bytes())
        content[place] ^= 1
        other = tmp_path / f"other{place}"
        other.write_bytes(content)
        assert kept_arrays(other, 9005) is None
    keep_arrays(tmp_path / "nowhere" / "kept", parts)
    assert not (tmp_path / "nowhere").exists()
