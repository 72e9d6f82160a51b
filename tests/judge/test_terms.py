"""What the terms of providers and sites say, as the lists of packs have them."""

from datetime import date
from pathlib import Path

import pytest

from audit import bundled
from audit.errors import PackError
from audit.judge import terms

TERMS = terms.load([])
PROVIDERS = ",".join(terms.PROVIDER) + "\n"


def offered(**given: str) -> str:
    """A row of terms, with what is given."""
    row = {
        "provider": "Wonder AI",
        "class": "restricts_competing",
        "train_competing": "3",
        "clause": "no",
        "document": "terms",
        "source": "us",
        "first_seen": "2026-01-01",
        "valid_from": "2026-01-01",
        "recorded": "2026-01-02",
        **given,
    }
    return ",".join(row.get(name, "") for name in terms.PROVIDER) + "\n"


def test_the_terms_of_a_provider_are_rows_by_date_product_and_model(tmp_path: Path) -> None:
    row = offered(product="weights", applies_to="wonder-2*; wonder2", valid_to="2026-02-01", exceptions="classifiers")
    (tmp_path / "provider_terms.csv").write_text(PROVIDERS + row)

    found = next(row for row in terms.load([tmp_path]).providers if row["provider"] == "wonder ai")

    assert (found["name"], found["product"], found["exceptions"]) == ("Wonder AI", "weights", "classifiers")
    assert found["models"] == ["%-wonder-2%-%", "%-wonder2-%"]
    assert (str(found["valid_from"]), str(found["valid_to"]), found["source"]) == ("2026-01-01", "2026-02-01", "us (2026-01-02)")


def test_rows_of_two_documents_hold_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "provider_terms.csv").write_text(PROVIDERS + offered() + offered(document="policy"))

    assert sum(row["provider"] == "wonder ai" for row in terms.load([tmp_path]).providers) == 2


def test_the_terms_of_providers_that_ship_are_short_and_sourced() -> None:
    rows = TERMS.providers

    assert len({row["provider"] for row in rows}) >= 15
    assert all(len(row["clause"].split()) <= 20 and row["source"] and row["document"] for row in rows)
    assert all(row["first_seen"] <= row["recorded"] and row["first_seen"] <= row["valid_from"] for row in rows)
    assert {row["class"] for row in rows} == set(terms.PROVIDER_CLASSES)
    strict = {"restricts_training": 3, "restricts_competing": 3, "unknown": 2, "flow_down": 1, "naming_duty": 1}
    assert all(strict.get(row["class"], row["train_competing"]) == row["train_competing"] for row in rows)


SITES = "domain,valid_from,valid_to,class,clause,document_name,source,source_date,note\n"


def test_terms_of_sites_are_rows_by_date(tmp_path: Path) -> None:
    (tmp_path / "site_terms.csv").write_text(SITES + "A.example,2024-01-01,2024-02-01,no_ai,none,Terms,us,2024-01-15,\n")

    assert terms.load([tmp_path]).sites == [
        {
            "domain": "a.example",
            "valid_from": date(2024, 1, 1),
            "valid_to": date(2024, 2, 1),
            "class": "no_ai",
            "clause": "none",
            "document_name": "Terms",
            "source": "us",
            "source_date": date(2024, 1, 15),
            "note": None,
        }
    ]


def test_the_terms_of_sites_that_ship_are_short_and_dated() -> None:
    rows = terms.load([Path(bundled.folder("rules")) / "scraped_site"]).sites

    assert len({row["domain"] for row in rows}) >= 50
    assert len({(row["domain"], row["valid_from"], row["document_name"]) for row in rows}) == len(rows)
    assert all(len(row["clause"].split()) <= 15 and row["source"] and row["document_name"] for row in rows)
    assert all(row["valid_from"] <= row["source_date"] for row in rows)


OVERLAP = offered() + offered(valid_from="2026-02-01")
WRONG = [
    ("provider_terms.csv", PROVIDERS + offered(valid_from="soon"), "line 2: 'valid_from' must be a date"),
    ("provider_terms.csv", PROVIDERS + offered(recorded=""), "line 2: 'recorded' must be a date"),
    ("provider_terms.csv", PROVIDERS + offered(valid_to="2026-01-01"), "line 2: 'valid_to' must be after"),
    ("provider_terms.csv", PROVIDERS + offered(train_competing="4"), "line 2: 'train_competing' must be 0 granted"),
    ("provider_terms.csv", PROVIDERS + offered(product="app"), "line 2: 'product' must be one of consumer, API, weights"),
    ("provider_terms.csv", PROVIDERS + offered(applies_to="GPT 4"), "line 2: 'applies_to' has 'GPT 4'"),
    (
        "provider_terms.csv",
        PROVIDERS + offered(**{"class": "forbids"}),
        "line 2: 'class' must be one of restricts_training, restricts_competing",
    ),
    (
        "site_terms.csv",
        SITES + "a.example,2024-01-01,,never,c,d,s,2024-01-01,\n",
        "line 2: 'class' must be one of no_scraping_no_ai",
    ),
    ("site_terms.csv", SITES + "a.example,soon,,open,c,d,s,2024-01-01,\n", "line 2: 'valid_from' must be a date"),
    ("site_terms.csv", SITES + "a.example,2024-01-01,2024-01-01,open,c,d,s,2024-01-01,\n", "line 2: 'valid_to' must be after"),
    ("provider_terms.csv", PROVIDERS + OVERLAP, "the terms of 'wonder ai' from 2026-02-01 overlap"),
]


@pytest.mark.parametrize(("name", "content", "message"), WRONG)
def test_a_list_that_does_not_fit_is_refused(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(PackError) as refused:
        terms.load([tmp_path])

    assert message in str(refused.value)
