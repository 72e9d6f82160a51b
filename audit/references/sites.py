"""
Sites: from URLs to hosts and registered domains in bulk, and the register of hosts whose platform and publisher are known.

Offline: the public suffix list is the snapshot inside tldextract. Its private part counts, so that a blog at blogspot.com
is a site of its own. An IP address is its own registered domain; what has no host, or no public suffix, is null.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote

import idna
import pyarrow as pa
import pyarrow.compute as pc

from audit.errors import PackError
from audit.references import suffixes

LONGEST_HOST = 253
"Characters of a host name, by RFC 1035."

_AUTHORITY = (
    r"^[\s\x00-\x20]*(?:[A-Za-z][A-Za-z0-9+.\-]*:)?[/\\][/\\]+(?:[^/\\?#@]*@)?"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^/\\?#:@\s]+)"
)
_BARE = r"^(?P<host>(?:[A-Za-z0-9_\-]+\.)+[A-Za-z][A-Za-z0-9\-]+)(?::[0-9]+)?/"
_ARCHIVE = re.compile(
    r"web\.archive\.org|archive\.(?:ph|is|today|li|md|vn|fo)|webcache\.googleusercontent\.com|(?:www\.)?google\.[a-z.]{2,6}|"
    r"(?:.*\.)?cdn\.ampproject\.org|.*\.translate\.goog",
    re.IGNORECASE,
)

_ORIGINALS = tuple(
    re.compile(regex, re.IGNORECASE)
    for regex in (
        r"//web\.archive\.org/(?:web/)?[0-9]{1,14}[a-z_*]{0,4}/(?P<url>.{3,})",
        r"//archive\.[a-z]{2,5}/(?:[0-9]{4,14}|newest|oldest|o/[a-z0-9]{3,8})/(?P<url>.{3,})",
        r"//webcache\.googleusercontent\.com/search\?(?:[^#]*&)?q=cache(?::|%3A)(?:[\w-]{8,16}(?::|%3A))?(?P<url>[^&+\s]{3,})",
        r"//(?:www\.)?google\.[a-z.]{2,6}/amp/(?:s/)?(?P<url>.{3,})",
        r"//[^/]*cdn\.ampproject\.org/(?:[a-z]{1,3})/(?:s/)?(?P<url>.{3,})",
    )
)
_TRANSLATED = re.compile(r"//(?P<host>[^/.:]{3,63})\.translate\.goog(?P<path>[/?#:].*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of a host and of all hosts below it; a leading dot (.gov) means those below it only."""

    domain: str
    platform: str
    publisher: str | None
    source_kind: str
    "news, forum, qa, wiki, transcript, book, code, scholarly, gov ..."
    group: str | None
    "Owner of the publisher."
    note: str | None
    source: str
    "Who says so."
    date: str
    "When it was said: YYYY-MM-DD."


class Register:
    """The hosts of a list file."""

    def __init__(self, sites: dict[str, Site]) -> None:
        self.sites = sites

    def find(self, host: str) -> Site | None:
        """The entry for a host or for the nearest domain above it."""
        if host in self.sites:
            return self.sites[host]
        for place in (place for place, letter in enumerate(host) if letter == "."):
            site = self.sites.get(host[place + 1 :]) or self.sites.get(host[place:])
            if site is not None:
                return site
        return None


def load(path: Path) -> Register:
    """
    Read a list of hosts: CSV with the columns of Site.

    Raises PackError where a column is missing, a row is short or a host comes twice.
    """
    sites: dict[str, Site] = {}
    for line, row in _rows(path):
        domain = row["domain"]
        if domain in sites:
            raise PackError(f"{path.name}, line {line}: {domain} is listed twice; leave one of the two rows")
        unnamed = {key: None for key in ("publisher", "group", "note") if not row[key]}
        sites[domain] = Site(**{**row, **unnamed})  # type: ignore[arg-type]
    return Register(sites)


def original(url: str) -> str | None:
    """The URL that an archive, a cache or a translating proxy shows; None if the URL is none of these or names no original."""
    for regex in _ORIGINALS:
        if found := regex.search(url[:4000]):
            inner = found["url"]
            inner = unquote(inner) if re.match(r"https?%3a", inner, re.IGNORECASE) else inner
            return _with_scheme(inner)
    if found := _TRANSLATED.search(url[:4000]):
        host = found["host"].replace("--", "\x00").replace("-", ".").replace("\x00", "-")
        return f"https://{host}{found['path'] or '/'}"
    return None


def hosts(urls: pa.Array | pa.ChunkedArray) -> pa.Array:
    """
    The host of each URL, in lower case and ASCII (IDNA), without port, user and final dot; archives resolved to the original.

    Null where there is no URL or no host in it. One regular expression in bulk, then Python once for each distinct host.
    """
    urls = _flat(urls)
    found = _bare(urls, _extract(urls, _AUTHORITY)).dictionary_encode()
    return _by_distinct(_resolve_archives(urls, found), host_name)


def registered_domains(urls: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The registered domain of each URL: the public suffix and one label more. Null where there is none."""
    return domains_of(hosts(urls))


def domains_of(hosts: pa.Array) -> pa.Array:
    """The registered domain of each host. Null where there is none."""
    return _by_distinct(hosts.dictionary_encode(), registered_domain)


@lru_cache(maxsize=65536)
def host_name(raw: str) -> str | None:
    """A host as written, made comparable: lower case, ASCII, no final dot. None if it cannot be a host."""
    host = unquote(raw).strip().rstrip(".").lower() if "%" in raw else raw.rstrip(".").lower()
    if address := _address(host):
        return address
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            return None
    if len(host) > LONGEST_HOST or "." not in host or not re.fullmatch(r"[a-z0-9_\-]{1,63}(?:\.[a-z0-9_\-]{1,63})+", host):
        return None
    return host


@lru_cache(maxsize=65536)
def registered_domain(host: str) -> str | None:
    """The public suffix and one label more; an IP address, or a platform whose suffix users share, is its own."""
    if _address(host):
        return host
    return suffixes.registered(host)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a list of hosts with their line numbers."""
    names = set(Site.__dataclass_fields__)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if set(reader.fieldnames or ()) != names:
            raise PackError(f"{path.name}: the columns must be {', '.join(sorted(names))}")
        for row in reader:
            if None in row or None in row.values() or not row["domain"] or not row["platform"]:
                raise PackError(
                    f"{path.name}, line {reader.line_num}: a row needs a value for each column, and domain and platform filled"
                )
            yield reader.line_num, row


def _flat(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    values = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    return values.cast(pa.string()) if values.type != pa.string() else values


def _extract(urls: pa.Array, regex: str) -> pa.Array:
    return pc.struct_field(pc.extract_regex(urls, regex), "host")


def _bare(urls: pa.Array, found: pa.Array) -> pa.Array:
    """Where no host was found: a domain before a slash, if its suffix is known. Else `src/x.py` would be a site."""
    missing = pc.is_null(found)
    if not pc.any(missing).as_py():
        return found
    written = _extract(urls.filter(missing), _BARE)
    known = _by_distinct(written.dictionary_encode(), lambda host: host if registered_domain(host.lower()) else None)
    return pc.replace_with_mask(found, missing, known)


def _resolve_archives(urls: pa.Array, found: pa.DictionaryArray) -> pa.DictionaryArray:
    """Where a URL is an archive's, the host of the original; the archive's own where it names none."""
    archives = pa.array(
        [host is not None and bool(_ARCHIVE.fullmatch(host)) for host in found.dictionary.to_pylist()], pa.bool_()
    )
    if not pc.any(archives).as_py():
        return found
    inside = pc.fill_null(archives.take(found.indices), False)
    inner = pa.array([_inner_host(url) for url in urls.filter(inside).to_pylist()], pa.string())
    own = found.dictionary_decode()
    return pc.replace_with_mask(own, inside, pc.coalesce(inner, own.filter(inside))).dictionary_encode()


def _inner_host(url: str) -> str | None:
    inner = original(url)
    host = re.match(_AUTHORITY, inner) if inner is not None else None
    return host["host"] if host else None


def _with_scheme(url: str) -> str:
    """An archived URL may have lost a slash or its scheme."""
    scheme = re.match(r"(https?):/{0,2}", url, re.IGNORECASE)
    return f"{scheme[1].lower()}://{url[scheme.end() :]}" if scheme else f"https://{url.lstrip('/')}"


def _address(host: str) -> str | None:
    """An IP address in its usual form, or None."""
    if not host or not (host[0] == "[" or host[-1].isdigit()):
        return None
    try:
        return str(ip_address(host.strip("[]")))
    except ValueError:
        return None


def _by_distinct(values: pa.DictionaryArray, function: Callable[[str], str | None]) -> pa.Array:
    """Apply a function of one string to an array, once for each distinct value."""
    answers = pa.array([value and function(value) for value in values.dictionary.to_pylist()], pa.string())
    return answers.take(values.indices)
