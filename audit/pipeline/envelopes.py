"""Statements in signed envelopes (DSSE), with keys that the user gives as PEM files: ed25519, or ECDSA on NIST's curves."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audit.errors import ConfigurationError, UsageError

PAYLOAD = "application/vnd.in-toto+json"
_KINDS = "an ed25519 key, or an ECDSA key of the curve P-256, P-384 or P-521"


class Signer:
    """Signs with a private key."""

    def __init__(self, path: Path) -> None:
        _need()
        from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
        from securesystemslib.signer import CryptoSigner

        try:
            key = load_pem_private_key(_content(path), password=None)
        except TypeError:
            raise UsageError(f"{path}: the key is locked by a password; give one that is not") from None
        except ValueError:
            raise UsageError(f"{path}: is no private key in PEM; give {_KINDS}") from None
        if not isinstance(key, Ed25519PrivateKey | EllipticCurvePrivateKey):
            raise UsageError(f"{path}: is a key of another type; give {_KINDS}")
        try:
            self._signer = CryptoSigner(key)
        except ValueError:
            raise UsageError(f"{path}: is a key of another curve; give {_KINDS}") from None

    @property
    def key(self) -> str:
        """The id of the key, made of its public half."""
        return str(self._signer.public_key.keyid)

    def wrapped(self, payload: bytes) -> dict[str, Any]:
        """A statement in an envelope with a signature."""
        from securesystemslib.dsse import Envelope

        envelope = Envelope(payload, PAYLOAD, {})
        envelope.sign(self._signer)
        found: dict[str, Any] = envelope.to_dict()
        return found


class Verifier:
    """Checks signatures with a public key."""

    def __init__(self, path: Path) -> None:
        _need()
        from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
        from securesystemslib.signer import SSlibKey

        try:
            key = load_pem_public_key(_content(path))
        except ValueError:
            raise UsageError(f"{path}: is no public key in PEM; give the public half of {_KINDS}") from None
        if not isinstance(key, Ed25519PublicKey | EllipticCurvePublicKey):
            raise UsageError(f"{path}: is a key of another type; give the public half of {_KINDS}")
        try:
            self._key = SSlibKey.from_crypto(key)
        except ValueError:
            raise UsageError(f"{path}: is a key of another curve; give the public half of {_KINDS}") from None

    @property
    def key(self) -> str:
        """The id of the key."""
        return str(self._key.keyid)

    def signed(self, envelope: Mapping[str, Any], where: str) -> bool:
        """Whether one of an envelope's signatures is of this key. The id that it bears is a hint, which is not relied on."""
        from securesystemslib.exceptions import UnverifiedSignatureError
        from securesystemslib.signer import Signature

        found = _envelope(envelope, where)
        for signature in found.signatures.values():
            try:
                self._key.verify_signature(Signature(self._key.keyid, signature.signature), found.pae())
            except UnverifiedSignatureError:
                continue
            return True
        return False


def payload(envelope: Mapping[str, Any], where: str) -> bytes:
    """What an envelope holds, whoever signed it. ConfigurationError where it is none, or holds no statement."""
    from base64 import b64decode

    try:
        found = b64decode(envelope["payload"], validate=True)
    except (KeyError, TypeError, ValueError):
        raise ConfigurationError(f"{where}: is no envelope: its payload is not there, or not in base64") from None
    if envelope.get("payloadType") != PAYLOAD:
        raise ConfigurationError(f"{where}: the envelope holds {envelope.get('payloadType')!r}, not a statement, {PAYLOAD}")
    return found


def _envelope(given: Mapping[str, Any], where: str) -> Any:
    from securesystemslib.dsse import Envelope

    try:
        signatures = [{"keyid": "", **one} for one in given["signatures"]]
        numbered = [{**one, "keyid": str(number)} for number, one in enumerate(signatures)]
        return Envelope.from_dict({**given, "signatures": numbered})
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(f"{where}: is no envelope with signatures: {error}") from None


def _need() -> None:
    """UsageError where the packages of the extra are not there."""
    try:
        import cryptography
        import securesystemslib

        del cryptography, securesystemslib
    except ImportError:
        raise UsageError(
            "signatures need the packages securesystemslib and cryptography: pip install 'corpus-audit[sign]'"
        ) from None


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); give the key's file") from None
