"""What is private is masked, in its usual forms, and other text is not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.reports.mask import CARD, MASK, PHONE, SECRET, masked, masked_all, masked_parts

KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----"
SECRETS = [
    "AKIA" + "Q" * 16,
    "ghp_" + "a1" * 18,
    "github_pat_" + "a1" * 20,
    "glpat-" + "a1" * 10,
    "xoxb-" + "1a" * 10,
    "sk-proj-" + "a1" * 20,
    "AIza" + "a" * 35,
    "sk_live_" + "a1" * 10,
    "hf_" + "a" * 34,
    "npm_" + "a1" * 18,
    f"eyJ{'a' * 20}.{'b' * 20}.{'c' * 20}",
    KEY,
]


@pytest.mark.parametrize(
    "address",
    ["mira@example.org", "m.i-r_a+tag@mail.example.co.uk", "mïra@exämple.org", "MIRA@EXAMPLE.ORG", "mira%40example.org"],
)
def test_an_address_is_masked(address: str) -> None:
    assert masked(f"write to {address}, soon") == f"write to {MASK}, soon"


@pytest.mark.parametrize("text", ["no address", "@handle", "me@home", "a @ b.c", "price @ 3.50", "@@", "x@", "git@host:path"])
def test_what_is_no_address_stays(text: str) -> None:
    assert masked(text) == text


def test_addresses_in_a_row_are_all_masked() -> None:
    assert masked("a@b.cd,e@f.gh;<i@j.kl>") == f"{MASK},{MASK};<{MASK}>"


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_masked(secret: str) -> None:
    assert masked(f"it is {secret}, keep it") == f"it is {SECRET}, keep it"


def test_a_key_that_is_cut_off_is_masked_to_its_end() -> None:
    assert masked("a " + KEY.partition("-----END")[0]) == f"a {SECRET}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("password = 'hunter22'", f"password = '{SECRET}'"),
        ('{"api_key": "a1b2c3d4"}', f'{{"api_key": "{SECRET}"}}'),
        ("AWS_SECRET_ACCESS_KEY=abc/def12345", f"AWS_SECRET_ACCESS_KEY={SECRET}"),
        ("https://a.example/?access_token=abc123def&x=1", f"https://a.example/?access_token={SECRET}&x=1"),
        ("https://mira:hunter22@db.example/x", f"https://{SECRET}@db.example/x"),
        ("Authorization: Bearer abcdefghij0123456789", f"Authorization: Bearer {SECRET}"),
        ("Authorization: Basic YWxhZGRpbjpvcGVuc2VzYW1l", f"Authorization: Basic {SECRET}"),
    ],
)
def test_what_a_secret_is_given_as_stays(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize("phone", ["+44 20 7946 0958", "+1 (212) 555-0100", "(212) 555-0100", "212-555-0100", "212.555.0100"])
def test_a_telephone_number_is_masked(phone: str) -> None:
    assert masked(f"call {phone}.") == f"call {PHONE}."


@pytest.mark.parametrize("card", ["4111 1111 1111 1111", "5500-0000-0000-0004", "4111111111111111"])
def test_a_card_number_is_masked(card: str) -> None:
    assert masked(f"pay by {card} now") == f"pay by {CARD} now"
    assert masked(f"https://a.example/?n={card}") == f"https://a.example/?n={CARD}"


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",
        "2024-01-31 12:00",
        "part-4.jsonl#4111111111111111",
        "12.5.2024",
        "192.168.100.2000",
        "ISBN 978-0-00-000000-2",
        "password: changeme",
        "the secret of the mill",
        "https://a.example/2024/01/31/some-page?id=77",
        "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    ],
)
def test_other_numbers_and_words_stay(text: str) -> None:
    assert masked(text) == text


def test_what_crosses_pieces_of_a_text_is_masked_in_the_first() -> None:
    assert masked_parts(["call mira@exa", "mple.org or ", "212-555-0100!"]) == [f"call {MASK}", " or ", f"{PHONE}!"]


@given(
    st.lists(
        st.sampled_from(
            [*SECRETS, "a@b.cd", "a%40b.cd", "+44 20 7946 0958", "(212) 555-0100", "4111 1111 1111 1111", "password=a1b2c3"]
        )
        | st.text(alphabet="aé 1-+()@.:=/", max_size=8),
        max_size=4,
    )
)
def test_a_quick_look_misses_nothing(parts: list[str]) -> None:
    texts = [" ".join(parts), "", None, *parts]

    assert masked_all(texts) == [masked(text or "") for text in texts]


@given(st.lists(st.text(alphabet="a1@.+- ", max_size=12), max_size=5))
def test_pieces_together_are_the_whole_masked(parts: list[str]) -> None:
    assert "".join(masked_parts(parts)) == masked("".join(parts))


@pytest.mark.parametrize(
    "hostile",
    [
        "a" * 200_000 + "@", "a@" + "b." * 100_000, "a@" * 100_000, "." * 200_000 + "@a.b", "1 " * 100_000, "+1" * 100_000,
        "-----BEGIN PRIVATE KEY-----" * 8_000, "eyJ" * 60_000, "password=" * 20_000, "%40" * 60_000, "://a:" * 40_000,
        "sk-" * 60_000, "Bearer " * 30_000,
    ],
)  # fmt: skip
def test_hostile_text_takes_no_long_time(hostile: str) -> None:
    begun = time.perf_counter()
    masked(hostile)

    assert time.perf_counter() - begun < 1
