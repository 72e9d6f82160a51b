"""Labelled records for training and measuring the model of sites, in the layouts that labelled sets come in."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import duckdb

from audit import readers
from audit.batch import Batch
from audit.bundled import folder
from audit.detectors.scraped_site import ScrapedSite
from audit.model import Skip
from audit.references import sites
from audit.references.sites import Site
from audit.text.matcher import Matcher

CLASSES = ("none", "news", "reddit", "stackexchange", "forum", "wikipedia", "transcript", "book", "code")
"What the model tells apart; none is the rest of the web."
PLATFORMS = {
    "youtube": "transcript",
    "podcast": "transcript",
    "hackernews": "forum",
    "fandom": "wikipedia",
    "gutenberg": "book",
    "book_frontmatter": "book",
    "shadow_library": "book",
    "github": "code",
}
"Platforms that count as a class of another name."
UNSURE = "news_unsure"
CUT_MARK = "\n[...]\n"
"Stands where a long record was cut; never to be learnt."
SHORTEST = 200
"Characters of a corpus's record from which it is learnt from."
HEAD, TAIL = 5000, 2000
"Characters to which long texts are cut, as labelled pages are."


@dataclass(frozen=True, slots=True)
class Record:
    """A text and where it is from."""

    id: str
    text: str
    main: str | None
    "What an extractor leaves of the page."
    name: str
    "Of CLASSES."
    group: str
    "Publisher: registered domain, subreddit, channel, repository. None is in two folds."
    core: bool
    "False for what only widens the training."
    hard_negative: bool = False
    doubtful: bool = False
    "Whether its label is held for wrong: measured by it, but nothing is learnt or chosen from it."
    language: str | None = None


def pages(path: str, doubted: Collection[str] = ()) -> Iterator[Record]:
    """
    The main set: JSON lines with id, text, text_main, url, domain, platform, publisher, kind, source, hard_negative, lang.

    `doubted`: domains labelled as no news whose pages a reader holds for news; the register's own are added.

    Records of one publisher, such as those of Wikipedia, are a group each; Reddit's are grouped by subreddit.
    """
    names = "id, text, text_main, url, domain, platform, publisher, kind, source, hard_negative, lang"
    for id, text, main, url, domain, platform, publisher, kind, source, hard, lang in _rows(path, names):
        name = PLATFORMS.get(platform, platform)
        if kind == UNSURE:
            continue
        doubtful = name not in CLASSES and (domain in doubted or _is_listed(domain))
        if name == "reddit":
            group = _subreddit(url) or id
        elif (name == "wikipedia" and not domain) or platform == "other":
            group = id
        else:
            group = domain or (id.rsplit("_", 1)[0] if "ELTeC" in source else publisher or source)
        whole, part = text.replace(CUT_MARK, "\n"), main and main.replace(CUT_MARK, "\n")
        yield Record(id, whole, part, name if name in CLASSES else "none", group, True, bool(hard), doubtful, lang)


def posts(path: str, share: float = 0.3, most: int = 40) -> Iterator[Record]:
    """
    A set of texts by people and models, with id, text, label, domain, licence, prompt_id: posts of Reddit, a share of the rest.

    Only texts of permissive licences are taken, and `most` of a subreddit.
    """
    permissive = re.compile(r"PDDL|public domain|^CC0|^MIT|^Apache-2\.0$|^PD ")
    taken: dict[str, int] = {}
    for id, text, domain, licence, prompt in _rows(path, "id, text, domain, licence, prompt_id"):
        if not permissive.search(licence or "") or "third-party" in licence:
            continue
        if domain.startswith("reddit_"):
            taken[domain] = taken.get(domain, 0) + 1
            if taken[domain] <= most:
                yield Record(id, text, None, "reddit", "r/" + domain.removeprefix("reddit_"), False, language="en")
        elif domain.startswith("fiction"):
            yield Record(id, text, None, "book", id, False, language="en")
        elif _chance(id) < share:
            yield Record(id, text, None, "none", f"{domain}/{prompt}", False, language="en")


def background(path: str) -> Iterator[Record]:
    """Unrelated texts, with id, src, text: a share of the technical documents and novels, and all speeches."""
    for id, source, text in _rows(path, "id, src, text"):
        group = "/".join(id.split("/")[:2])
        if (source == "novel_hardneg" and _chance(id) < 0.08) or (source == "tech_docs" and _chance(id) < 0.3):
            yield Record(id, cut(text), None, "book" if source == "novel_hardneg" else "none", group, False, language="en")
        elif "state_union" in id:
            yield Record(id, cut(text), None, "none", id, False, language="en")


def code(folder: str, most: int = 8) -> Iterator[Record]:
    """Python files of installed packages, `most` of each."""
    root = Path(folder)
    taken: dict[str, int] = {}
    for path in sorted(root.rglob("*.py"), key=lambda path: sha256(str(path.relative_to(root)).encode()).digest()):
        package = path.relative_to(root).parts[0]
        if path.stat().st_size > 300 and taken.get(package, 0) < most:
            taken[package] = taken.get(package, 0) + 1
            text = cut(path.read_text(encoding="utf-8", errors="replace"))
            yield Record(str(path.relative_to(root)), text, None, "code", f"package/{package}", False, language="en")


def corpora(folder: str, scraped: ScrapedSite, most: int = 60) -> Iterator[Record]:
    """Records of any corpora in a folder whose address or dataset the register knows, `most` of a site; of others none."""
    matcher = Matcher(())
    taken: dict[str, int] = {}
    for piece in readers.discover([Path(folder)]):
        for part in [] if isinstance(piece, Skip) else readers.read(piece):
            if isinstance(part, Skip) or not part.table.num_rows:
                continue
            batch = Batch(part, matcher)
            for index, known in sorted(scraped.known(batch).items()):
                name, document = _class_of(known.site), batch.document(index)
                group = _subreddit(document.url) or known.host.removeprefix("www.") or f"{batch.name}/{known.site.domain}"
                taken[group] = taken.get(group, 0) + 1
                if name and taken[group] <= most and len(document.text) > SHORTEST:
                    yield Record(f"{batch.name}#{document.record}", cut(document.text), None, name, group, False)


def filtered(text: str) -> str:
    """A text as the line filter of C4 leaves it: lines of five words or more that end like sentences."""
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if len(line.split()) >= 5 and line.endswith((".", "!", "?", '"', "”")))


def cut(text: str) -> str:
    """A long text's head and tail."""
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}\n{text[-TAIL:]}"


def _rows(path: str, names: str) -> list[tuple]:
    reader = "read_json(?, format = 'newline_delimited', maximum_object_size = 100000000)"
    return duckdb.execute(f"SELECT {names} FROM {reader} WHERE text IS NOT NULL", [path]).fetchall()


def _class_of(site: Site) -> str:
    """The class of a site of the register; empty where the model has none for it, since its pages may be of any."""
    name = PLATFORMS.get(site.platform, site.platform)
    return next((one for one in (name, site.source_kind) if one in CLASSES), "")


def _is_listed(domain: str | None) -> bool:
    """Whether the register lists a domain as a news publisher."""
    site = _register().find(domain) if domain else None
    return site is not None and site.source_kind == "news"


@cache
def _register() -> sites.Register:
    return sites.load(folder("rules") / "scraped_site" / "hosts.csv")


def _subreddit(url: str | None) -> str | None:
    found = re.search(r"/r/(\w+)", url or "")
    return f"r/{found[1].lower()}" if found else None


def _chance(id: str) -> float:
    """A number from 0 to 1 that depends on an id only."""
    return int.from_bytes(sha256(id.encode()).digest()[:4], "big") / 2**32
