"""
The two digests that a page carries: of the data block for programs, and of the whole page.

A page cannot hold the digest of itself, so that field counts as zeros. Digests show what was altered by accident or by somebody
who did not know of them; whoever does can write new ones. So the page's digest is worth noting where the page is not.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from audit.errors import UsageError

_BLANK = b"0" * 64
_DATA = re.compile(rb'<script type="application/json" id="report-data">(.*?)</script>', re.DOTALL)
_DATA_DIGEST = re.compile(rb'(?<=<code class="digest" id="data-digest">)[0-9a-f]{64}(?=</code>)')
_PAGE_DIGEST = re.compile(rb'(?<=<code class="digest" id="page-digest">)[0-9a-f]{64}(?=</code>)')


@dataclass(frozen=True, slots=True)
class Seal:
    """The digests that a page states and those that it has, as SHA-256 in lower-case hexadecimal."""

    data_stated: str
    data: str
    page_stated: str
    page: str

    @property
    def data_kept(self) -> bool:
        """The data block is as it was made."""
        return self.data == self.data_stated

    @property
    def page_kept(self) -> bool:
        """Every byte is as it was made."""
        return self.page == self.page_stated


def seal(page: bytes) -> bytes:
    """The page with both digests in place of the fields of zeros that its templates left."""
    page = _put(page, _DATA_DIGEST, _only(_DATA, page)[1])
    return _put(page, _PAGE_DIGEST, page)


def read(page: bytes) -> Seal:
    """What a page states and has. UsageError where it has not exactly one data block and one field for each digest."""
    data, data_stated, page_stated = (_only(pattern, page) for pattern in (_DATA, _DATA_DIGEST, _PAGE_DIGEST))
    blanked = page[: page_stated.start()] + _BLANK + page[page_stated.end() :]
    return Seal(data_stated[0].decode(), sha256(data[1]).hexdigest(), page_stated[0].decode(), sha256(blanked).hexdigest())


def data(page: bytes) -> bytes:
    """The data block of a page, as JSON. UsageError where it has not exactly one."""
    return _only(_DATA, page)[1]


def _put(page: bytes, field: re.Pattern[bytes], content: bytes) -> bytes:
    """The page with the digest of some content in a field."""
    place = _only(field, page)
    return page[: place.start()] + sha256(content).hexdigest().encode() + page[place.end() :]


def _only(pattern: re.Pattern[bytes], page: bytes) -> re.Match[bytes]:
    """The one place of a pattern; text of the corpus is escaped, so it cannot make another."""
    places = list(pattern.finditer(page))
    if len(places) != 1:
        raise UsageError("it is no HTML report of corpus-audit that carries its digests, or its fields for them were altered")
    return places[0]
