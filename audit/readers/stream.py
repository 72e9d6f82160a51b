"""A file's bytes, decompressed, bounded, and with what went wrong kept as a value instead of raised."""

import bz2
import io
import lzma
import os
from collections.abc import Callable
from typing import Any, BinaryIO, Protocol

import zstandard
from isal import igzip_lib

from audit.model import Piece, Skip, SkipReason
from audit.readers.limits import Limits

MAGIC = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz", b"\x04\x22\x4d\x18": "lz4"}
"First bytes of the compressions that are read."
_SKIPPABLE = tuple(bytes((0x50 + low,)) + b"\x2a\x4d\x18" for low in range(16))
"First bytes of a zstd frame that holds no data, such as the dictionary of a .warc.zst."
_STORED, _DECODED = 1 << 16, 1 << 20
"How much is read at once, and given out where no size is asked for."
_STEP = 1 << 16
"How much is decompressed at once: so much is lost before a flaw, at most."
_ZSTD_FEED = 1 << 12
"A kilobyte of zstd may inflate to 32 MB, so that it is fed by small steps."
_DECODER_ERRORS: Any = (
    OSError,
    EOFError,
    lzma.LZMAError,
    zstandard.ZstdError,
    igzip_lib.error,
    ValueError,
)


def compression_of(head: bytes) -> str | None:
    """The compression that a file's first bytes show."""
    if head.startswith(_SKIPPABLE):
        return "zstd"
    return next((name for magic, name in MAGIC.items() if head.startswith(magic)), None)


class _Decoder(Protocol):
    """What bz2, lzma and igzip_lib have in common: one member, decompressed by bounded steps."""

    eof: bool
    needs_input: bool
    unused_data: bytes

    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Zstd:
    """One zstd frame as a decoder."""

    needs_input = True

    def __init__(self) -> None:
        self._frame = zstandard.ZstdDecompressor(max_window_size=2**31).decompressobj()
        self._ahead = b""
        self._error: zstandard.ZstdError | None = None
        self.eof = False
        self.unused_data = b""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """About `max_length` bytes, at most 128 MB more."""
        waiting, done, out = memoryview(self._ahead + data), 0, io.BytesIO()
        if self._error is not None:
            raise self._error
        while done < len(waiting) and (max_length < 0 or out.tell() < max_length):
            try:
                out.write(self._frame.decompress(bytes(waiting[done : done + _ZSTD_FEED])))
            except zstandard.ZstdError as error:
                if not out.tell():
                    raise
                self._error, self.needs_input = error, False  # first what came before
                return out.getvalue()
            done += _ZSTD_FEED
            if self._frame.eof:
                self.eof, self.unused_data = True, self._frame.unused_data + bytes(waiting[done:])
                return out.getvalue()
        self._ahead = bytes(waiting[done:])
        self.needs_input = not self._ahead
        return out.getvalue()


class _Lz4:
    """LZ4 frames as fastwarc reads them; it asks for the file itself."""

    def __init__(self, file: BinaryIO) -> None:
        from fastwarc.stream_io import Lz4Reader

        self._reader = Lz4Reader(file)

    def read(self, size: int) -> bytes:
        return bytes(self._reader.read(size))


_DECODERS: dict[str, Callable[[], Any]] = {
    "gzip": lambda: igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP),
    "bz2": bz2.BZ2Decompressor,
    "xz": lzma.LZMADecompressor,
    "zstd": _Zstd,
}


class Source(io.RawIOBase):
    """
    A piece's decoded bytes as a readable file.

    Where the bytes cannot be decoded further, reading ends as at the end of the file and `trouble` says why.
    `decoded` counts bytes given out, `stored` bytes of the file that were used.
    """

    def __init__(self, piece: Piece, limits: Limits, file: BinaryIO | None = None) -> None:
        self.piece, self.limits = piece, limits
        self.file: BinaryIO = file or open(piece.path, "rb")  # noqa: SIM115 - closed by close()
        self.before = os.fstat(self.file.fileno())
        ranged = piece.compression is None and piece.format in RANGED
        self.stop = piece.end if ranged and piece.end is not None else self.before.st_size
        self.stored = piece.start if ranged else 0
        self.first = self.stored
        self.file.seek(self.stored)
        self.decoded = 0
        self.hole = 0
        "Stored bytes of the member that `resume` left behind."
        self.trouble: Skip | None = None
        self._ready = b""
        self._waiting = b""
        self._last = 0
        self._member: Any = None
        self._lz4 = _Lz4(self.file) if piece.compression == "lz4" else None
        self._begun = self.stored
        self._begun_once = False

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer; 0 at the end, or where decoding ended."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int = -1) -> bytes:
        """`size` bytes, fewer only at the end; -1: all."""
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(_DECODED), b""))
        if self.piece.compression is None:
            self._ready = self._ready or self._more(size)
        elif len(self._ready) < size:
            steps, held = [self._ready], len(self._ready)
            while held < size and (step := self._more(_STEP)):
                steps.append(step)
                held += len(step)
            self._ready = b"".join(steps)
        if len(self._ready) <= size:
            data, self._ready = self._ready, b""
        else:
            data, self._ready = self._ready[:size], self._ready[size:]
        self.decoded += len(data)
        return data

    def tell(self) -> int:
        """Decoded bytes given out."""
        return self.decoded

    def close(self) -> None:
        """Close the file."""
        self.file.close()
        super().close()

    def changed(self) -> bool:
        """Whether the file is another than when it was found or opened."""
        try:
            after = os.stat(self.piece.path)
        except OSError:
            return True
        found = self.piece.modified_ns
        return (after.st_size, after.st_mtime_ns) != (self.before.st_size, self.before.st_mtime_ns) or found not in (
            0,
            after.st_mtime_ns,
        )

    def resume(self) -> bool:
        """After trouble in a gzip file: go on at the next member that can be decoded; `hole` says how much lies between."""
        if self.trouble is None or self.trouble.reason is not SkipReason.CORRUPT or self.piece.compression != "gzip":
            return False
        place = self._next_member(max(self.stored - len(self._waiting) - _STORED, self._begun + 1))
        if place is None:
            return False
        self.hole = place - self._begun
        self._begin(place)
        return True

    def lose(self, reason: SkipReason, detail: str) -> None:
        """End the stream here for a reason. Of the bytes that were read last, in which a flaw lies, all count as lost."""
        if self.trouble is None:
            within = self._last if reason in (SkipReason.CORRUPT, SkipReason.BOMB) else len(self._waiting)
            lost = max(0, self.stop - self.stored + within)
            self.trouble = Skip(self.piece.name, None, reason, detail, stored_bytes=lost)

    def _more(self, size: int) -> bytes:
        """Some decoded bytes; empty at the end."""
        if self.trouble is not None:
            return b""
        try:
            data = self._plain(size) if self.piece.compression is None else self._inflate(size)
        except _DECODER_ERRORS as error:
            self.lose(SkipReason.CORRUPT, f"{self.piece.compression or 'file'}: {error}"[:200])
            return b""
        if self._is_bomb(len(data)):
            self.lose(SkipReason.BOMB, f"inflates more than {self.limits.bomb_ratio} times")
            return data[:_DECODED]  # it may begin with records
        return data

    def _plain(self, size: int) -> bytes:
        data = self.file.read(min(size, self.stop - self.stored))
        self.stored += len(data)
        return data

    def _inflate(self, size: int) -> bytes:
        """Step through the members until there are bytes."""
        if self._lz4 is not None:
            data = self._lz4.read(size)
            self.stored = self.file.tell()
            return data
        while True:
            if self._member is None and not self._open_member():
                return b""
            if self._member.needs_input and not self._waiting:
                self._waiting = self._read()
                if not self._waiting:
                    self.lose(SkipReason.TRUNCATED, f"{self.piece.compression} stream ends before its end mark")
                    return b""
            data, self._waiting = self._member.decompress(self._waiting, size), b""
            if self._member.eof:
                self._waiting, self._member = self._member.unused_data, None
            if data:
                return bytes(data)

    def _open_member(self) -> bool:
        """Begin the next member; false where only padding follows."""
        while True:
            if self._begun_once:  # members may be padded with zeros
                self._waiting = self._waiting.lstrip(b"\0")
            if self._waiting:
                break
            self._waiting = self._read()
            if not self._waiting:
                return False
        self._begun = self.stored - len(self._waiting)
        self._begun_once = True
        self._member = _DECODERS[str(self.piece.compression)]()
        return True

    def _read(self) -> bytes:
        data = self.file.read(min(_STORED, self.stop - self.stored))
        self.stored += len(data)
        self._last = len(data) or self._last
        return data

    def _begin(self, place: int) -> None:
        """Go on from a member's first byte."""
        self.file.seek(place)
        self.stored, self._waiting, self._member, self._ready, self.trouble = place, b"", None, b"", None

    def _next_member(self, place: int) -> int | None:
        """The first byte, from a place on, of a gzip member that decodes."""
        self.file.seek(place)
        held, base = b"", place
        while data := self.file.read(_STORED):
            held += data
            found = held.find(b"\x1f\x8b\x08")
            while found >= 0 and found + 64 < len(held):
                if _decodes(held[found : found + 4096]):
                    return base + found
                found = held.find(b"\x1f\x8b\x08", found + 1)
            keep = min(len(held), 4096)
            base, held = base + len(held) - keep, held[-keep:]
        return None

    def _is_bomb(self, more: int) -> bool:
        decoded = self.decoded + more
        used = max(1, self.stored - self.first - len(self._waiting))
        return self.piece.compression is not None and decoded > self.limits.bomb_bytes and decoded > used * self.limits.bomb_ratio


RANGED = frozenset({"jsonl"})
"Formats whose pieces are byte ranges."


def _decodes(data: bytes) -> bool:
    """Whether a gzip member begins here."""
    try:
        return bool(igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP).decompress(data, 512))
    except _DECODER_ERRORS:
        return False
