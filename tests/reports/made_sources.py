"""Sources of reports that are made, with words of our own: every state there is."""

from datetime import date

from audit.report_model import (
    AgentRow,
    ConsentRow,
    DomainRow,
    EstimateBasis,
    EstimateRow,
    MonthRow,
    OriginRow,
    RiskRow,
    Sources,
    TierRow,
)


def made_sources(text: str | None = None, scale: int = 1) -> Sources:
    """Sources with every state; `text` takes the place of names that a corpus gives."""
    domains = tuple(
        DomainRow(
            rank,
            text or f"site-{rank}.example",
            None if rank % 2 else "Example Press",
            None if rank % 3 else "qa",
            90 * scale,
            9000 * scale,
            54_000 * scale,
            0.01,
            0.01 * rank,
            date(2021, 1, 1) if rank % 4 else None,
            date(2021, 1, 1 + rank % 5) if rank % 4 else None,
        )
        for rank in range(1, 43)
    )
    return Sources(
        origins=(
            OriginRow(
                "kind",
                "qa",
                3,
                200 * scale,
                1000 * scale,
                0.25,
                0.25,
                300 * scale,
                0,
                0,
                0,
                1000 * scale,
                0,
                {"url": 150, "text": 50},
            ),
            OriginRow("kind", "larch_bark", 0, 10, 40, 0.01, 0.26, 0, 0, 0, 0, 0, 0, {"model": 10}),
            OriginRow("platform", text or "example-forum", 1, 20, 100, 0.05, 0.05, 0, 100, 60, 40, 0, 100, {"url": 20}),
            OriginRow("publisher", text or "Example Press", 2, 20, 0, 0.0, 0.0, 0, 0, 0, 0, 0, 0, {"page": 20}),
            OriginRow("group", text or "Example Holding", 2, 20, 90, 0.05, 0.05, 9, 1, 0, 0, 0, 0, {"source": 20}),
        ),
        origins_total={"kind": 2, "platform": 1, "publisher": 250, "group": 1},
        tiers=(TierRow("url", 150, 800, 0.6), TierRow("unlisted", 20, 200, 0.2), TierRow("none", 9, 90, 0.123)),
        consent=_consent(text),
        agents=(AgentRow("*", "", 9, 1, 2, 6, 30, 0.03), AgentRow(text or "LarchBot", "train", 4, 4, 0, 0, 300, 0.3)),
        agents_total=70,
        months=tuple(
            MonthRow(date(2019 + place // 12, 1 + place % 12, 1), 10 + place, 500, place % 4, place % 3) for place in range(40)
        ),
        domains=domains,
        domains_smaller=21,
        domain_documents=8000 * scale,
        domain_words=4_125_240 * scale,
        domain_bytes=5_400_000 * scale,
        risk=_risk(text, scale),
        estimates=_estimates(scale),
        estimates_basis=EstimateBasis(
            1000 * scale, 900 * scale, 80 * scale, 20 * scale, "80 of fewer than 40 words; 20 in other letters", "", 0.914
        ),
    )


def _risk(text: str | None, scale: int) -> tuple[RiskRow, ...]:
    """Rows of every basis: all blocked, a few of many, notes only, and nothing open."""
    return (
        RiskRow(text or "harbour-books", "dataset", 1, 400 * scale, 310 * scale, 60 * scale, 30 * scale),
        RiskRow(text or "forum.example", "site", 1, 9000 * scale, 12 * scale, 2400 * scale, 0),
        RiskRow(text or "press.example", "site", 1, 90_000 * scale, 1, 1, 41_000 * scale),
        RiskRow("", "none", 1, 700 * scale, 0, 0, 350 * scale),
        RiskRow("", "others", 41, 3000 * scale, 0, 0, 0),
    )


def _estimates(scale: int) -> tuple[EstimateRow, ...]:
    """A share with an interval, one of nothing, and one whose interval ends at the whole."""
    return (
        EstimateRow("news", "News", 900 * scale, 30 * scale, 0.0333, 0.31, 0.262, 0.358),
        EstimateRow("book", "Books", 900 * scale, 0, 0.0, 0.0, 0.0, 0.0023),
        EstimateRow("none", "The rest of the web", 900 * scale, 99 * scale, 0.11, 0.69, 0.64, 1.0),
    )


def _consent(text: str | None) -> tuple[ConsentRow, ...]:
    """Every state that signals and terms can have."""
    return (
        ConsentRow("capture", "disallowed", 3, 30, 300, 0.3),
        ConsentRow("capture", "allowed", 1, 10, 100, 0.1),
        ConsentRow("capture", "unknown", 9, 60, 600, 0.6),
        ConsentRow("latest", "disallowed", 5, 50, 500, 0.5),
        ConsentRow("latest", "unknown", 7, 50, 500, 0.5),
        ConsentRow("terms", "no_ai", 2, 20, 200, 0.2),
        ConsentRow("terms", "unknown", 8, 80, 800, 0.8),
        ConsentRow("conflict", "signals_allow_terms_refuse", 1, 5, 50, 0.05),
        ConsentRow("mechanism", "robots_ai", 3, 30, 300, 0.3),
        ConsentRow("mechanism", text or "a mechanism of tomorrow", 1, 3, 30, 0.03),
    )
