"""
Sites: from URLs to hosts and registered domains in bulk, and the register of hosts whose platform and publisher are known.

Offline: the public suffix list is the snapshot inside tldextract. Its private part counts, so that a blog at blogspot.com
is a site of its own. An IP address is its own registered domain; what has no host, or no public suffix, is null.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote

import idna
import pyarrow as pa
import pyarrow.compute as pc

from audit.batch import Batch
from audit.errors import PackError
from audit.references import plain_hosts, suffixes
from audit.references.originals import is_archive, original

LONGEST_HOST = plain_hosts.LONGEST
_AUTHORITY = (
    r"^[\s\x00-\x20]*(?:(?i:https?|ftps?|git|ssh|feed|wss?):[/\\][/\\]+|//)(?:[^/\\?#@]*@)?"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^/\\?#:@\s]+)(?::[0-9]*)?(?:[/\\?#]|\s*$)"
)
"A host after a scheme that has hosts, or after two slashes; what follows it is a port, a path or nothing."
_BARE = r"^(?P<host>(?:[A-Za-z0-9_\-]+\.)+[A-Za-z][A-Za-z0-9\-]+)(?::[0-9]+)?/"
_FILE_ENDINGS = frozenset("app java mov md pl ps py rs sh so zip".split())
"Suffixes of domains that are endings of files too."


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

    def listed(self, hosts: pa.DictionaryArray) -> tuple[pa.Array, Mapping[int, Site]]:
        """The places in an array whose hosts are found, and by number in its dictionary what is found, once a distinct host."""
        names = enumerate(hosts.dictionary.to_pylist())
        found = {number: site for number, name in names if (site := self.find(name)) is not None}
        return pc.indices_nonzero(pc.is_in(hosts.indices, value_set=pa.array(list(found), hosts.indices.type))), found


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


def hosts(urls: pa.Array | pa.ChunkedArray) -> pa.Array:
    """
    The host of each URL, in lower case and ASCII (IDNA), without port, user and final dot; archives resolved to the original.

    Null where there is no URL or no host in it. One pass over the bytes in bulk, then Python once for each distinct host.
    """
    urls = _flat(urls)
    found = _written(urls).dictionary_encode()
    return _by_distinct(_resolve_archives(urls, found), host_name)


def hosts_of(batch: Batch) -> pa.DictionaryArray:
    """The host of each document of a batch by its URL, with each distinct host once; made once a batch."""
    return batch.once(_hosts_of)


def registered_domains(urls: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The registered domain of each URL: the public suffix and one label more. Null where there is none."""
    return domains_of(hosts(urls))


def domains_of(hosts: pa.Array) -> pa.Array:
    """The registered domain of each host. Null where there is none."""
    return _by_distinct(hosts.dictionary_encode(), registered_domain)  # of an encoded array: itself


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


def is_bare_host(written: str) -> bool:
    """Whether a name without scheme is a host: its suffix is known, and it is none of those that files end in, such as .py."""
    host = written.lower()
    ending = host.rpartition(".")[2]
    if ending.isdigit() or registered_domain(host) is None:  # an address may be a version's number
        return False
    return host.startswith("www.") or ending not in _FILE_ENDINGS


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


def _hosts_of(batch: Batch) -> pa.DictionaryArray:
    return hosts(batch.table.column("url")).dictionary_encode()


def _written(urls: pa.Array) -> pa.Array:
    """The host of each URL as written; only what is not written in the usual way is read by regular expressions."""
    found = plain_hosts.read(urls)
    odd = pc.and_(pc.is_null(found), pc.is_valid(urls))
    if not pc.any(odd).as_py():
        return found
    others = urls.filter(odd)
    read = _extract(others, _AUTHORITY)
    return pc.replace_with_mask(found, odd, pc.coalesce(read, _bare(others)))


def _bare(urls: pa.Array) -> pa.Array:
    """A domain before a slash. Else `src/x.py` would be a site."""
    return _by_distinct(_extract(urls, _BARE).dictionary_encode(), lambda host: host if is_bare_host(host) else None)


def _resolve_archives(urls: pa.Array, found: pa.DictionaryArray) -> pa.DictionaryArray:
    """Where a URL is an archive's, the host of the original; the archive's own where it names none."""
    archives = pa.array([is_archive(host) for host in found.dictionary.to_pylist()], pa.bool_())
    if not pc.any(archives).as_py():
        return found
    inside = pc.fill_null(archives.take(found.indices), False)
    inner = pa.array([_inner_host(url) for url in urls.filter(inside).to_pylist()], pa.string())
    own = found.dictionary_decode()
    return pc.replace_with_mask(own, inside, pc.coalesce(inner, own.filter(inside))).dictionary_encode()


def _inner_host(url: str) -> str | None:
    """The host of what an archive shows, which may be an archive's page of another."""
    inner = original(url)
    host = re.match(_AUTHORITY, inner) if inner is not None else None
    return host["host"] if host else None


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
