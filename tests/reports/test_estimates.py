"""Estimated shares: a corpus of a known mixture in a real store, scored by a model whose errors are known."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audit.errors import PackError
from audit.references.site_model import packed
from audit.reports.estimates import FEWEST, class_of, estimates
from audit.rulepacks import Pack
from audit.store import Store
from tests.references.made_site_model import CLASSES, MEANS, weights

Fill = Callable[..., Store]
TRUE = {"none": 0.5, "news": 0.3, "transcript": 0.2}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A pack that holds the model; the digest of its file stands in its signals."""
    return _pack(tmp_path_factory.mktemp("pack"))


def _pack(folder: Path, **measured: Any) -> Pack:
    made = weights()
    content = packed(weights(measured={**made.measured, **measured}))
    (folder / "model.npz").write_bytes(content)
    signals = {"model": "model.npz", "model_digest": sha256(content).hexdigest()}
    return Pack("scraped-site", "Sites", "1", "", folder, signals, (), (), (), "", "")


def _run(pack: Pack) -> dict[str, Any]:
    return {"models": {pack.name: (pack.detector or {})["model_digest"]}}


@pytest.fixture
def fill() -> Iterator[Fill]:
    """Fills a store with documents of each class, whose scores scatter about what the model says of such."""
    with Store.memory() as store:

        def filled(
            documents: int = 2000, unanswered: tuple[int, ...] = (), true: dict[str, float] = TRUE, chats: int = 0
        ) -> Store:
            random = np.random.default_rng(5)
            scores = [
                np.round(random.dirichlet(np.array(MEANS[place]) * 6) * 255).astype(int).tolist()
                for place, name in enumerate(CLASSES)
                for _ in range(round(true[name] * documents))
            ]
            rows = [{"class_scores": row, "words": 90} for row in scores] + [{"words": words} for words in unanswered]
            rows += [{"words": 90, "answers": 2}] * chats
            plain = {"path": "a.jsonl", "bytes": 400}
            store.fill("document", [{"document": f"a#{n}", "record": n, **plain, **row} for n, row in enumerate(rows)])
            return store

        yield filled


@pytest.mark.parametrize(
    "true", [TRUE, {"none": 1.0, "news": 0.0, "transcript": 0.0}, {"none": 0.05, "news": 0.05, "transcript": 0.9}]
)
def test_shares_of_a_known_mixture_lie_in_their_intervals(fill: Fill, pack: Pack, true: dict[str, float]) -> None:
    rows, _ = estimates(fill(true=true), (pack,), _run(pack))

    assert sum(row.estimated_share for row in rows) == pytest.approx(1, abs=1e-6)
    for row in rows:
        assert 0 <= row.low <= row.estimated_share <= row.high <= 1
        assert row.low <= true[row.name] <= row.high
        assert row.estimated_share == pytest.approx(true[row.name], abs=0.04)


def test_the_largest_class_comes_first_and_the_rest_of_the_web_last(fill: Fill, pack: Pack) -> None:
    rows, _ = estimates(fill(), (pack,), _run(pack))

    assert [(row.name, row.plain) for row in rows] == [
        ("news", "News"),
        ("transcript", "Transcripts of speech"),
        ("none", "The rest of the web"),
    ]


def test_fewer_documents_and_a_wider_model_give_wider_intervals(fill: Fill, pack: Pack, tmp_path: Path) -> None:
    wide = _pack(tmp_path, widening=4.0)
    many, wider, few = (
        {row.name: row.high - row.low for row in estimates(fill(documents), (used,), _run(used))[0]}
        for documents, used in ((2000, pack), (2000, wide), (200, pack))
    )

    assert wider["news"] == pytest.approx(2 * many["news"])
    assert few["news"] > 2 * many["news"]


def test_documents_attributed_by_findings_are_told_beside_the_estimate(fill: Fill, pack: Pack) -> None:
    store = fill(unanswered=(5,))
    said = [("url", "guardian", "news"), ("text", "youtube", "video"), ("url", "blogger", "blog"), ("page", "news", None)]
    found = [{"document": f"a#{n}", "tier": t, "platform": p, "source_kind": k} for n, (t, p, k) in enumerate(said)]
    store.fill("attributed", [*found, {"document": "a#2000", "tier": "url", "source_kind": "news"}])

    rows, _ = estimates(store, (pack,), _run(pack))

    assert {row.name: (row.documents_attributed, row.attributed_share) for row in rows} == {
        "news": (2, 0.001),
        "transcript": (1, 0.0005),
        "none": (1, 0.0005),
    }


CLASSED = [
    ("a class's own name", "news", None, "news"),
    ("a platform that counts as another", "youtube", "video", "transcript"),
    ("a kind of source", "guardian", "news", "news"),
    ("a kind alone", None, "transcript", "transcript"),
    ("what the model does not know", "blogger", "blog", "none"),
    ("nothing", None, None, "none"),
]


@pytest.mark.parametrize(("platform", "kind", "expected"), [case[1:] for case in CLASSED], ids=[case[0] for case in CLASSED])
def test_what_findings_name_belongs_to_a_class(platform: str | None, kind: str | None, expected: str) -> None:
    assert class_of(platform, kind, weights()) == expected


@pytest.mark.parametrize(("documents", "is_enough"), [(FEWEST, True), (FEWEST - 10, False)])
def test_below_the_bar_there_is_a_sentence_and_no_estimate(fill: Fill, pack: Pack, documents: int, is_enough: bool) -> None:
    rows, basis = estimates(fill(documents, unanswered=(90,) * 300), (pack,), _run(pack))

    assert basis is not None
    assert bool(rows) == is_enough == (not basis.why_none)
    assert is_enough or "could answer for 90 documents only, and 100 are needed" in basis.why_none


@pytest.mark.parametrize("models", [{}, {"scraped-site": "0" * 64}])
def test_another_model_or_an_unnamed_one_gives_a_sentence(fill: Fill, pack: Pack, models: dict[str, str]) -> None:
    rows, basis = estimates(fill(), (pack,), {"models": models})

    assert rows == ()
    assert basis is not None
    assert "is not the one at hand; scan again" in basis.why_none


def test_a_run_from_before_models_were_named_gives_a_sentence(fill: Fill, pack: Pack) -> None:
    assert estimates(fill(), (pack,), {})[1] is not None


def test_where_no_model_answered_nothing_is_told(fill: Fill, pack: Pack) -> None:
    assert estimates(fill(0, unanswered=(90, 4)), (pack,), _run(pack)) == ((), None)


def test_an_altered_model_is_refused(fill: Fill, tmp_path: Path) -> None:
    altered = _pack(tmp_path)
    (tmp_path / "model.npz").write_bytes(b"other numbers")

    with pytest.raises(PackError, match=r"is not the file that pack\.toml names by its digest"):
        estimates(fill(), (altered,), _run(altered))


def test_what_the_model_did_not_answer_for_is_counted_by_reason(fill: Fill, pack: Pack, tmp_path: Path) -> None:
    _, basis = estimates(fill(unanswered=(3, 39, 40), chats=1), (pack,), _run(pack))
    measured = _pack(tmp_path, within_4_points=0.91)
    _, whole = estimates(fill(), (measured,), _run(measured))

    assert basis is not None
    assert whole is not None
    assert (basis.documents, basis.answered, basis.short, basis.foreign_script) == (2004, 2000, 2, 1)
    assert basis.unanswered == (
        "2 of fewer than 40 words; 1 that are chats with a model; 1 mostly in letters beyond those of Western languages"
    )
    assert (whole.unanswered, whole.within_4_points, basis.within_4_points) == ("", 0.91, None)
