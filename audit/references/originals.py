"""The URL that an archive, a cache or a translating proxy shows. They are told by their hosts, and no other site is resolved."""

import re
from urllib.parse import unquote

_ARCHIVE = re.compile(
    r"(?:web|www|wayback)\.archive\.org|archive\.org|archive\.(?:ph|is|today|li|md|vn|fo)|webcache\.googleusercontent\.com|"
    r"(?:www\.)?google\.[a-z.]{2,6}|(?:.*\.)?cdn\.ampproject\.org|.*\.translate\.goog|translate\.google(?:usercontent)?\.[a-z.]{2,6}|"
    r"wayback\.archive-it\.org|arquivo\.pt|web\.?archive\.nationalarchives\.gov\.uk|www\.webarchive\.org\.uk|webarchive\.loc\.gov|"
    r"r\.jina\.ai|12ft\.io",
    re.IGNORECASE,
)
_DAY = r"[0-9]{1,14}[a-z_*]{0,4}"
_ORIGINALS = tuple(
    re.compile(regex, re.IGNORECASE)
    for regex in (
        rf"//(?:(?:web|www|wayback)\.)?archive\.org/(?:web/)?{_DAY}/(?P<url>.{{3,}})",
        r"//archive\.[a-z]{2,5}/(?:[0-9]{4,14}|newest|oldest|o/[a-z0-9]{3,8})/(?P<url>.{3,})",
        r"//webcache\.googleusercontent\.com/search\?(?:[^#]*&)?q=cache(?::|%3A)(?:[\w-]{8,16}(?::|%3A))?(?P<url>[^&+\s]{3,})",
        r"//(?:www\.)?google\.[a-z.]{2,6}/amp/(?:s/)?(?P<url>.{3,})",
        r"//[^/]*cdn\.ampproject\.org/(?:[a-z]{1,3})/(?:s/)?(?P<url>.{3,})",
        r"//translate\.google(?:usercontent)?\.[a-z.]{2,6}/translate(?:_c|_p)?\?(?:[^#]*&)?u=(?P<url>[^&\s]{3,})",
        rf"//wayback\.archive-it\.org/(?:[a-z0-9-]{{1,12}}/)?{_DAY}/(?P<url>.{{3,}})",
        rf"//(?:arquivo\.pt|www\.webarchive\.org\.uk)/wayback/(?:[a-z]{{1,10}}/)?{_DAY}/(?P<url>.{{3,}})",
        rf"//(?:web\.?archive\.nationalarchives\.gov\.uk|webarchive\.loc\.gov)/(?:[a-z]{{1,10}}/)?{_DAY}/(?P<url>.{{3,}})",
        r"//(?:r\.jina\.ai|12ft\.io)/(?:proxy\?q=)?(?P<url>https?(?::|%3A).{3,})",
    )
)
_TRANSLATED = re.compile(r"//(?P<host>[^/.:]{3,63})\.translate\.goog(?P<path>[/?#:].*)?$", re.IGNORECASE)
_DEEPEST = 3
"Archives of archives that are opened."
_LONGEST = 4000
"Characters of a URL that are looked at."


def is_archive(host: str) -> bool:
    """Whether a host shows pages of others."""
    return bool(_ARCHIVE.fullmatch(host))


def original(url: str) -> str | None:
    """The URL that an archive, a cache or a translating proxy shows; None if the URL is none of these or names no original."""
    found = None
    for _ in range(_DEEPEST):
        inner = _shown(url)
        if inner is None:
            break
        found = url = inner
    return found


def _shown(url: str) -> str | None:
    for regex in _ORIGINALS:
        if found := regex.search(url[:_LONGEST]):
            inner = found["url"]
            inner = unquote(inner) if re.match(r"https?%3a", inner, re.IGNORECASE) else inner
            return _with_scheme(inner)
    if found := _TRANSLATED.search(url[:_LONGEST]):
        host = found["host"].replace("--", "\x00").replace("-", ".").replace("\x00", "-")
        return f"https://{host}{found['path'] or '/'}"
    return None


def _with_scheme(url: str) -> str:
    """An archived URL may have lost a slash or its scheme."""
    scheme = re.match(r"(https?):/{0,2}", url, re.IGNORECASE)
    return f"{scheme[1].lower()}://{url[scheme.end() :]}" if scheme else f"https://{url.lstrip('/')}"
