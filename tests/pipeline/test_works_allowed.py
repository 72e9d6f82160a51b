"""What a user lets pass is told as a clue with its reason, whatever it is given as."""

from pathlib import Path

import pytest

from audit import engines
from audit.errors import AuditError, ConfigurationError, LibraryError
from audit.model import Finding
from audit.pipeline.folder import RunFolder
from audit.pipeline.matching import match
from audit.pipeline.progress import Silent
from audit.pipeline.scanning import Scanned, ScanRequest, scan
from audit.pipeline.works import Making, index
from audit.pipeline.works_allowed import compared

LINES = {
    "bell": "The ferry never stopped at the ninth landing, though the bell was rung each night by a hand nobody saw.",
    "lantern": "A lantern stood in the window of the customs house from the first frost until the ice went, and no one lit it.",
}
LONG = " ".join(
    f"Of the {name} they said nothing, and the {name[::-1]} was not asked." for name in ("harbour", "quay", "mole", "pier")
)


class Heard(Silent):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, line: str) -> None:
        self.lines.append(line)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two works, and a corpus of a page that holds a passage of each."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "works").mkdir()
    (tmp_path / "corpus").mkdir()
    for name, line in LINES.items():
        (tmp_path / "works" / f"{name}.txt").write_text(f"Chapter {name}. {line} Then came another day, without any {name}.")
    (tmp_path / "corpus" / "page.txt").write_text("\n\nAnd so on.\n\n".join(LINES.values()))
    return tmp_path


def listed(place: Path, text: str) -> Path:
    (place / "list.toml").write_text(text)
    return place / "list.toml"


def found(place: Path, *allow: Path, works: str = "works") -> dict[str, Finding]:
    given = match([place / "corpus"], [place / works], Silent(), allow)
    return {str(one.attributes["work"]): one for one in given}


def told(one: Finding) -> tuple[str, object]:
    return one.level.value, one.attributes.get("allowed")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('work = "bell"', "bell (Ours.)"),
        ('work = "b*l"', "b*l (Ours.)"),
        (f'text = "{LINES["bell"]}"', "list#1 (Ours.)"),
        (f'text = "{LINES["bell"].upper()}"\nid = "a saying"', "a saying (Ours.)"),
    ],
)
def test_an_entry_of_a_list_lets_its_passage_pass_and_no_other(place: Path, entry: str, said: str) -> None:
    one = found(place, listed(place, f'[[allow]]\n{entry}\nreason = "Ours."\n'))

    assert told(one["bell"]) == ("clue", said)
    assert told(one["lantern"]) == ("finding", None)


def test_what_stands_in_a_work_that_is_let_pass_is_let_pass_in_another(place: Path) -> None:
    (place / "works" / "sermon.txt").write_text(f"As the old book has it: {LINES['bell']} Amen, and amen again.")
    (place / "corpus" / "page.txt").write_text(f"Chapter bell. {LINES['bell']}")

    one = found(place, listed(place, '[[allow]]\nwork = "sermon"\nreason = "Scripture."\n'))

    assert told(one["bell"]) == ("clue", "sermon (Scripture.)")
    assert one["bell"].attributes["also_in"] == "sermon"


@pytest.mark.parametrize("profile", ["positions", "sealed"])
@pytest.mark.parametrize("entry", ['work = "bell"', f'text = "{LINES["bell"]}"\nid = "bell"'])
def test_works_and_passages_are_let_pass_where_only_hashes_are_held(place: Path, profile: str, entry: str) -> None:
    (place / "works" / "long.txt").write_text(LONG)
    (place / "corpus" / "long.txt").write_text(f"Once. {LONG} The end.")
    index([place / "works"], place / "hashes", Silent(), Making(profile))

    one = found(place, listed(place, f'[[allow]]\n{entry}\nreason = "Ours."\n'), works="hashes")

    assert told(one["bell"]) == ("clue", "bell (Ours.)")
    assert told(one["long"]) == ("finding", None)


@pytest.mark.parametrize("kind", ["a text", "a folder", "a library of works", "a library of its kind"])
def test_texts_and_libraries_let_their_passages_pass(place: Path, kind: str) -> None:
    given = place / "sayings"
    given.mkdir()
    (given / "saying.txt").write_text(LINES["bell"])
    if kind == "a text":
        given = given / "saying.txt"
    elif kind != "a folder":
        how = Making(kind="works" if kind == "a library of works" else "allow-list")
        given = index([given], place / "library", Silent(), how).path

    one = found(place, given)

    assert told(one["bell"]) == ("clue", "saying")
    assert told(one["lantern"]) == ("finding", None)


def test_the_basis_that_a_manifest_gives_is_the_reason(place: Path) -> None:
    (place / "sayings").mkdir()
    (place / "sayings" / "saying.txt").write_text(LINES["bell"])
    (place / "sayings" / "manifest.jsonl").write_text('{"id": "saying", "basis": "published 1901"}')

    assert told(found(place, place / "sayings")["bell"]) == ("clue", "saying (published 1901)")


@pytest.mark.parametrize("how", [Making("positions"), Making("sealed"), Making("positions", "allow-list")])
def test_a_library_without_texts_can_let_nothing_pass(place: Path, how: Making) -> None:
    made = index([place / "works"], place / "library", Silent(), how)

    with pytest.raises(LibraryError, match=r"holds no texts, so it can let nothing pass; make it of texts: corpus-audit index"):
        found(place, made.path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "it lets nothing pass; write [[allow]] with work or text, and reason"),
        ("[[allow]", "is not TOML"),
        ('[[allow]]\nwork = "bell"', "allow number 1: 'reason' is missing"),
        ('[[allow]]\nreason = "x"', "give either 'work', the id of a work, or 'text', a passage"),
        ('[[allow]]\nwork = "a"\ntext = "b"\nreason = "x"', "give either 'work', the id of a work, or 'text', a passage"),
        ('[[allow]]\ntext = "***"\nreason = "x"', "'text' has neither letters nor digits"),
        ('[[allow]]\nwrok = "a"\nreason = "x"', "give either 'work'"),
        ('[[allow]]\nwork = "a"\nreason = "x"\nid = "y"', "unknown key 'id'"),
        ('[[allow]]\nwork = "a"\nreason = "x"\n[[allow]]\nwork = "a"\nreason = "y"', "'a' is listed twice; leave one out"),
        ('title = "x"\n[[allow]]\nwork = "a"\nreason = "x"', "unknown key 'title'"),
    ],
)
def test_a_malformed_list_is_told_with_its_mend(place: Path, content: str, message: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        found(place, listed(place, content))

    assert message in str(error.value)
    assert "list.toml" in str(error.value)
    assert error.value.status == 2


def test_a_missing_list_is_told(place: Path) -> None:
    with pytest.raises(AuditError, match=r"no allow-list at .*gone\.toml; name a list"):
        found(place, place / "gone.toml")


def test_without_any_cache_a_list_cannot_be_used(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = index([place / "works"], place / "library", Silent())
    monkeypatch.setattr("audit.text.cache.folder", lambda: None)

    with pytest.raises(LibraryError, match="cannot be kept in any cache; make one: corpus-audit index --kind allow-list"):
        compared([made.path], [listed(place, '[[allow]]\nwork = "bell"\nreason = "x"')], Silent())


def test_a_name_that_no_library_holds_is_told(place: Path) -> None:
    entries = "".join(f'[[allow]]\nwork = "{name}"\nreason = "x"\n' for name in ("bell", "lant*", "bel", "z*"))
    heard = Heard()

    compared([place / "works"], [listed(place, entries)], heard)

    assert heard.lines[1:] == [f"the allow-list names a work that no library holds: {name}" for name in ("bel", "z*")]


def test_a_passage_that_is_too_short_to_be_found_is_told(place: Path) -> None:
    heard = Heard()

    compared([place / "works"], [listed(place, '[[allow]]\ntext = "Once upon a time"\nreason = "x"\n')], heard)

    assert heard.lines[1].startswith("lets nothing pass, since it has fewer than 33 letters: list#1 of")


def test_without_works_nothing_is_compared(place: Path) -> None:
    allow = listed(place, '[[allow]]\nwork = "bell"\nreason = "x"\n')
    made = index([place / "works"], place / "library", Silent(), Making(kind="allow-list"))

    assert compared([], [allow], Silent()) == ()
    assert compared([made.path], [], Silent()) == ()


def scanned(place: Path, *allow: Path) -> Scanned:
    request = ScanRequest((place / "corpus",), (place / "works",), allow, ("known-work",))
    return scan(RunFolder(place / "run"), request, engines.create("serial", 1), Silent())


def test_a_changed_list_scans_anew_and_an_unchanged_one_does_not(place: Path) -> None:
    bell, lantern = (f'[[allow]]\nwork = "{name}"\nreason = "Ours."\n' for name in LINES)

    reused = [scanned(place).reused, scanned(place).reused]
    reused += [scanned(place, listed(place, text)).reused for text in (bell, bell + "# a word", bell + lantern, lantern)]

    assert reused == [0, 1, 0, 1, 0, 0]


def test_the_manifest_of_a_run_names_its_lists(place: Path) -> None:
    scanned(place, listed(place, '[[allow]]\nwork = "bell"\nreason = "Ours."\n'))

    told = RunFolder(place / "run").manifest["libraries"]
    assert [(one["name"], one["kind"]) for one in told] == [("works", "works"), ("list.toml", "allow-list")]
