"""Keys made anew for each run of the tests, as PEM files."""

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

PASSWORD = b"a password"


def ed() -> Any:
    return ed25519.Ed25519PrivateKey.generate()


def curve(kind: Any) -> Any:
    return ec.generate_private_key(kind())


def other() -> Any:
    return rsa.generate_private_key(65537, 2048)


def write(folder: Path, key: Any, name: str = "key", password: bytes | None = None) -> tuple[Path, Path]:
    """The private and the public half of a key, each in a file."""
    locked = forms.BestAvailableEncryption(password) if password else forms.NoEncryption()
    private, public = folder / f"{name}.pem", folder / f"{name}.pub"
    private.write_bytes(key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, locked))
    public.write_bytes(key.public_key().public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo))
    return private, public
