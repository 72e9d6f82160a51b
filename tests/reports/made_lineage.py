"""Sources with everything that a report can tell of them, for tests of the page."""

from datetime import date

from audit.report_model.lineage import (
    BoundRow,
    ConflictRow,
    DetectedLicence,
    GeneratorRow,
    LaunderingRow,
    Lineage,
    LineageNode,
    ManifestRow,
    ParentRow,
    SourceRow,
)

DIMENSIONS = ("commercial", "derive", "redistribute", "share_alike", "train_competing")
REASONS = (("declared", 0), ("curated", 1), ("concluded", 0), ("none", 2), ("generator", 0))


def made_lineage(text: str | None = None, scale: int = 1) -> Lineage:
    """Sources whose names are the text, where there is one."""
    name = text or "Larch mix"
    notes = text or "Tide notes"
    trained = {"train_competing": (0, 3)}
    bound = tuple(
        BoundRow(dimension, place % 4, "tides", text or "Tide notes", role, text or "CC-BY-NC-4.0", depth, 0)
        for place, (dimension, (role, depth)) in enumerate(zip(DIMENSIONS, REASONS, strict=True))
    )
    tides = LineageNode("tides", text or "Tide notes", "CC-BY-NC-4.0", "filtered", True, ("Example Labs larch-1",))
    maps = LineageNode("maps", text or "Old maps", None, "facts_only", False)
    logs = LineageNode("logs", text or "Logs", None, "copied", True, told_above=True)
    return Lineage(
        manifests=(ManifestRow("corpus.toml", name, "corpus.toml", "ab" * 32, 3, True),
                   ManifestRow("card", "", "README.md", "cd" * 32, 1, False)),
        sources=(
            _source(name, text, scale, bound),
            _source(text or "Nothing stated", text, 1, (), source_id="bare", declared=None, declared_raw=None, declared_by=None,
                    suggestion=None, concluded=None, curated=None, detected=(), agreement="none", author=None,
                    origin="known dataset", listed=False),
        ),
        sources_total=2 + 400 * scale,
        ancestors=3,
        documents_without_source=scale,
        words_without_source=40 * scale,
        word_share_without_source=0.04,
        laundering=(
            LaunderingRow("larch", name, "MIT", {"commercial": (0, 3), "share_alike": (0, 1)}, "tides", text or "Tide notes",
                          "declared", text or "CC-BY-NC-4.0", 45 * scale),
            LaunderingRow("larch", name, "MIT", trained, "larch", name, "generator", "Example Labs larch-1", 1),
            LaunderingRow("larch", name, "MIT", trained, "tides", notes, "generator", "larch-2", 1),
        ),
        conflicts=(
            ConflictRow("detected", "larch", name, "MIT", None, {"derive": 4, "commercial": 1}, 45),
            ConflictRow("curated", "larch", name, "MIT", text or "CC-BY-SA-4.0", {"share_alike": 1}, 45),
        ),
        without_licence=(text or "Nothing stated",),
        not_described=tuple(f"{text or 'parent'} {number}" for number in range(12 * min(scale, 40))),
        without_documents=(text or "Ferries",),
        cycles=(text or "Round",),
        not_read=(f"{text or 'croissant.json'} was not read",),
        trees=(LineageNode("larch", name, "MIT", None, True, (), (tides, maps, logs)),),
    )  # fmt: skip


def _source(name: str, text: str | None, scale: int, bound: tuple[BoundRow, ...], **changes: object) -> SourceRow:
    plain = {
        "source_id": "larch",
        "name": name,
        "kind": "web",
        "origin": "corpus.toml",
        "listed": True,
        "url": text or "https://larch.example/",
        "author": text or "The larch project",
        "attribution": text,
        "documents": 45 * scale,
        "words": 9000 * scale,
        "word_share": 0.6,
        "declared_raw": text or "Expat licence",
        "declared": "MIT",
        "suggestion": "MIT-0",
        "declared_by": "known dataset",
        "concluded": "CC-BY-4.0",
        "concluded_by": text or "A. Counsel",
        "concluded_reason": text or "the pages say so",
        "concluded_on": date(2026, 1, 2),
        "curated": "CC-BY-SA-4.0",
        "curated_by": text or "Readers (2025-03-25)",
        "agreement": "differ",
        "detected": tuple(
            DetectedLicence(f"CC-BY-{number}.0", "record" if number % 2 else "text", number, number / 45)
            for number in range(1, 7)
        ),
        "parents": (ParentRow("tides", text or "Tide notes", "filtered", "corpus.toml", text, "CC-BY-NC-4.0", True),),
        "generators": (GeneratorRow("Example Labs", "larch-1", "API", date(2024, 1, 1), "corpus.toml", "restricts_competing"),),
    }
    return SourceRow(bound=bound, **{**plain, **changes})  # type: ignore[arg-type]
