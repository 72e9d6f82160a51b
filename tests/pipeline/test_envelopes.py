"""What is signed is verified by the same key and no other, whatever it is; keys that cannot sign are refused with the mend."""

import sys
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import ConfigurationError, UsageError
from audit.pipeline.envelopes import PAYLOAD, Signer, Verifier, payload
from tests.pipeline import made_keys as keys


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Signer, Verifier]]:
    """A signer and a verifier of each type of key."""
    folder = tmp_path_factory.mktemp("keys")
    made = [keys.ed(), *(keys.curve(kind) for kind in (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1))]
    files = [keys.write(folder, key, str(number)) for number, key in enumerate(made)]
    return [(Signer(private), Verifier(public)) for private, public in files]


@given(said=st.binary(max_size=200), which=st.integers(0, 3))
def test_what_is_signed_is_verified_by_its_key_and_no_other(
    pairs: list[tuple[Signer, Verifier]], said: bytes, which: int
) -> None:
    signer, verifier = pairs[which]

    envelope = signer.wrapped(said)

    assert payload(envelope, "here") == said
    assert signer.key == verifier.key
    assert [one.signed(envelope, "here") for _, one in pairs] == [number == which for number in range(len(pairs))]


@given(said=st.binary(min_size=1, max_size=60), place=st.integers(0, 59), bit=st.integers(0, 7))
def test_another_bit_breaks_the_signature(pairs: list[tuple[Signer, Verifier]], said: bytes, place: int, bit: int) -> None:
    signer, verifier = pairs[0]
    changed = bytearray(said)
    changed[place % len(said)] ^= 1 << bit

    envelope = {**signer.wrapped(said), "payload": b64encode(bytes(changed)).decode()}

    assert not verifier.signed(envelope, "here")


def test_a_signature_is_the_one_that_the_standard_asks_for(tmp_path: Path) -> None:
    key = keys.ed()
    private, _ = keys.write(tmp_path, key)

    envelope = Signer(private).wrapped(b"said")

    signature = b64decode(envelope["signatures"][0]["sig"])
    key.public_key().verify(signature, b"DSSEv1 %d %b 4 said" % (len(PAYLOAD), PAYLOAD.encode()))


def test_one_of_several_signatures_is_enough_and_its_name_is_a_hint(pairs: list[tuple[Signer, Verifier]]) -> None:
    first, second = (signer.wrapped(b"said") for signer, _ in pairs[:2])
    both = {**first, "signatures": [*first["signatures"], {"sig": second["signatures"][0]["sig"], "keyid": "another"}]}

    assert [one.signed(both, "here") for _, one in pairs[:3]] == [True, True, False]


def test_a_signature_counts_for_its_type_of_payload(pairs: list[tuple[Signer, Verifier]]) -> None:
    signer, verifier = pairs[0]

    assert not verifier.signed({**signer.wrapped(b"said"), "payloadType": "text/plain"}, "here")


BROKEN = [
    ({"payload": 1}, "its payload is not there"),
    ({"payload": "%%"}, "its payload is not there, or not in base64"),
    ({"payloadType": "text/plain"}, f"holds 'text/plain', not a statement, {PAYLOAD}"),
]


@pytest.mark.parametrize(("changes", "told"), BROKEN)
def test_what_is_no_envelope_of_a_statement_is_refused(
    pairs: list[tuple[Signer, Verifier]], changes: dict[str, Any], told: str
) -> None:
    with pytest.raises(ConfigurationError, match="here: ") as refused:
        payload({**pairs[0][0].wrapped(b"said"), **changes}, "here")

    assert told in str(refused.value)


@pytest.mark.parametrize("signatures", [None, 3, [1], [{}], [{"sig": 1}], [{"sig": "%"}]])
def test_what_has_no_signatures_is_refused(pairs: list[tuple[Signer, Verifier]], signatures: Any) -> None:
    with pytest.raises(ConfigurationError, match="here: is no envelope with signatures"):
        pairs[0][1].signed({**pairs[0][0].wrapped(b"said"), "signatures": signatures}, "here")


def test_keys_that_cannot_sign_are_refused_with_the_mend(tmp_path: Path) -> None:
    locked, _ = keys.write(tmp_path, keys.ed(), "locked", keys.PASSWORD)
    foreign, foreign_half = keys.write(tmp_path, keys.other(), "foreign")
    odd, odd_half = keys.write(tmp_path, keys.curve(ec.SECP256K1), "odd")
    private, public = keys.write(tmp_path, keys.ed())
    (tmp_path / "text").write_text("words")
    cases = [
        (Signer, locked, "locked by a password"),
        (Signer, foreign, "a key of another type; give an ed25519 key, or an ECDSA key"),
        (Signer, odd, "a key of another curve"),
        (Signer, public, "is no private key in PEM"),
        (Signer, tmp_path / "text", "is no private key in PEM"),
        (Signer, tmp_path / "none", "cannot be read"),
        (Verifier, foreign_half, "a key of another type; give the public half"),
        (Verifier, odd_half, "a key of another curve"),
        (Verifier, private, "is no public key in PEM"),
        (Verifier, tmp_path, "cannot be read"),
    ]

    for kind, path, told in cases:
        with pytest.raises(UsageError) as refused:
            kind(path)
        assert told in str(refused.value)


@pytest.mark.parametrize("kind", [Signer, Verifier])
def test_without_its_packages_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: Any) -> None:
    monkeypatch.setitem(sys.modules, "securesystemslib", None)

    with pytest.raises(UsageError, match=r"pip install 'corpus-audit\[sign\]'"):
        kind(tmp_path / "key")
