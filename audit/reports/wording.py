"""Numbers and names in words for a person; shared by the page and the terminal, so that both say the same."""

from audit.model import Evidence, Kind, Level, Outcome

KINDS = {
    Kind.COPYRIGHT: "Matches with known works",
    Kind.SCRAPED: "Content of sites and platforms",
    Kind.GENERATED: "Text that a model may have written",
    Kind.LICENCE: "Licences and notices",
    Kind.OPTOUT: "Opt-out signals",
}
OUTCOMES = {Outcome.BLOCK: "Blocks release", Outcome.REVIEW: "Needs review", Outcome.NOTE: "For information"}
LEVELS = {Level.FINDING: "Finding", Level.CLUE: "Clue"}
STATUSES = {0: "Passed", 1: "Not passed", 3: "Incomplete"}
CHANGES = {
    "identical": "Identical",
    "minor": "Minor change",
    "different": "Other words (paraphrase)",
    "omitted": "In the work only",
    "added": "In the corpus only",
}
PASSAGES = {
    "identical": "Identical",
    "minor": "With minor changes",
    "different": "In other words, or with parts left out",
    "quoted": "Quoted or cited",
    "common": "Common text",
    "free": "Of works free to copy",
}
"Kinds of passages that can be left out of the figures of works."
WAIVER_STATES = {
    "used": "In use",
    "expiring": "Ends soon",
    "unused": "Unused",
    "expired": "Expired",
    "not-yet": "Not begun",
    "over-broad": "Too broad",
    "stale": "Stale",
    "mismatched": "Does not match",
    "unknown-rule": "Unknown rule",
    "locked-rule": "Locked rule",
}
"What became of a waiver."
WAIVER_REASONS = {
    "LICENCE_ACQUIRED": "A licence was acquired",
    "PERMISSION_ON_FILE": "A permission is on file",
    "STATUTORY_BASIS": "A statute is relied on",
    "FALSE_POSITIVE": "The match is wrong",
    "NOT_DISTRIBUTED": "It is not passed on",
    "RISK_ACCEPTED": "The risk is accepted",
}
"Reason codes of waivers in words; codes label what a person decided."
COMPARED = {
    "identical": "identical",
    "minor": "with a minor change",
    "different": "in other words",
    "omitted": "in the work only",
    "added": "in the corpus only",
}
"What is said after a count of words."
BASES = {
    "text": "Words of the text",
    "model-field": "A field of the record that names a model",
    "dataset": "The dataset that the record is from",
    "chat-role": "The name of a chat's turn",
    "enrolled": "Profiles of models that were enrolled",
}
"What a statement that a model wrote a text rests on."
OUTPUT_TERMS = {
    "restricts_training": "Bar the training of any other model",
    "restricts_competing": "Bar the training of models that compete",
    "non_commercial": "Bar commercial use",
    "unknown": "Not known, or none recorded for the date",
    "flow_down": "Go along to models made with the output",
    "naming_duty": "Ask that models made with the output name it",
    "permits": "Permit training",
}
"What terms say of training other models with a provider's output, by their class."
PERMISSIONS = {
    "public-domain": "Public domain",
    "permitted": "Licence permits copies",
    "refused": "Licence keeps uses back",
    "said-public-domain": "Said to be public domain",
    "unclear": "Licence not clear",
    "not-given": "Licence not given",
}
"What the list of works says of a work's rights, as its rules read it."
SOURCE_KINDS = {
    "archive": "Archives",
    "audio": "Audio",
    "blog": "Blogs",
    "book": "Books",
    "code": "Source code",
    "docs": "Documentation",
    "documents": "Shared documents",
    "ecommerce": "Shops",
    "edu": "Education",
    "events": "Events",
    "fiction": "Fiction",
    "forum": "Forums",
    "gov": "Government",
    "health": "Health",
    "howto": "Instructions",
    "image": "Images",
    "jobs": "Jobs",
    "legal": "Law",
    "lyrics": "Lyrics",
    "magazine": "Magazines",
    "news": "News",
    "patents": "Patents",
    "pressrelease": "Press releases",
    "qa": "Questions and answers",
    "realestate": "Property",
    "recipe": "Recipes",
    "reference": "Reference",
    "reviews": "Reviews",
    "scholarly": "Scholarly works",
    "shadow_library": "Shadow libraries",
    "social": "Social media",
    "transcript": "Transcripts of speech",
    "video": "Video",
    "wiki": "Wikis",
}
"Kinds of source that a list of hosts names; others are shown by their own name."
SIGNALS = {"disallowed": "Reserved", "allowed": "Allowed", "unknown": "Not known"}
"What machine-readable signals say of training."
SAID = {"reserved": "Closed", "partial": "Closed in part", "allowed": "Open", "absent": "Nothing said", "unknown": "Not known"}
"What one signal says to one agent."
TERMS = {
    "no_scraping_no_ai": "Neither scraping nor AI training",
    "no_ai": "No AI training",
    "no_scraping": "No scraping",
    "conditional": "On conditions",
    "open": "No such restriction",
    "unknown": "Not known",
}
"What a site's terms say, strictest first."
CONFLICTS = {
    "signals_allow_terms_refuse": "Signals allow training, terms keep scraping or training back",
    "signals_refuse_terms_open": "Signals reserve training, terms restrict neither",
}
MECHANISMS = {
    "robots_ai": "robots.txt, for agents that gather training data",
    "content_signal": "Content-Signal in robots.txt",
    "aipref": "Content-Usage (IETF AI preferences)",
    "tdmrep": "TDM reservation protocol",
    "rsl": "Really Simple Licensing",
    "ai_txt": "ai.txt",
    "noai_header": "noai in an HTTP header",
    "noai_meta": "noai in the page",
    "cc": "Creative Commons mark",
}
"How a site signals; others are shown by their own name."
PURPOSES = {"train": "training", "search": "search", "user": "a user's request", "": "any purpose"}
"What an agent fetches pages for."
TIERS = {
    "url": "Address of the record, by a list of sites or patterns of their names",
    "page": "What the captured page says of itself",
    "source": "Dataset that the record names",
    "text": "Marks in the text",
    "model": "Learned model",
    "unlisted": "Address only: the kind of site is not known",
    "none": "Nothing: no address, and no mark that stands by itself",
}
"What it rests on that a document's source is known, surest first."
PROFILES = {"open": "texts and places", "positions": "places, no texts", "sealed": "membership only"}
"What a library keeps of its works."
LEADING = ("matched-words", "longest-run-words", "longest-run", "similarity", "share-of-document", "share-of-work")
"Measures in words and shares that a reader looks for first; the others of a finding that has some of these stand below."
_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")


def count(number: float) -> str:
    """1234567 as 1,234,567."""
    return f"{number:,.0f}"


def share(value: float, digits: int = 1) -> str:
    """0.1234 as 12.3%. What is not nothing never reads as 0%, and what is not all never as 100%."""
    least = 10.0**-digits
    percent = value * 100
    if 0 < percent < least:
        return f"< {least:.{digits}f}%"
    if percent < 100 and round(percent, digits) >= 100:
        return f"> {100 - least:.{digits}f}%"
    return f"{percent:.{digits}f}%" if percent % 100 else f"{percent:.0f}%"


def size(number: float) -> str:
    """Bytes with a decimal unit: 1500 as 1.5 kB."""
    step = 0
    while number >= 999.5 and step < len(_UNITS) - 1:
        number, step = number / 1000, step + 1
    return f"{number:,.{1 if step else 0}f} {_UNITS[step]}"


def measure(value: float, unit: str) -> str:
    """A measure with its unit: shares as percent, whole numbers without decimals."""
    if unit in ("share", "ratio", "fraction"):
        return share(value)
    text = count(value) if float(value).is_integer() else f"{value:,.3f}".rstrip("0")
    return f"{text} {unit}".rstrip()


def told(evidence: Evidence) -> str:
    """A measure with its value in one phrase; a unit that says the same as the name is left out."""
    unit = "" if evidence.unit == evidence.measure else evidence.unit
    return f"{measured(evidence)}: {measure(evidence.value, unit)}"


def measured(evidence: Evidence) -> str:
    """A measure's name in words, without the unit that its value has: longest-run-words as Longest run."""
    return words(evidence.measure.removesuffix(f"-{evidence.unit}") or evidence.measure)


def source_kind(name: str | None) -> str:
    """A kind of source in words: qa as Questions and answers."""
    return SOURCE_KINDS.get(name, words(name)) if name else "Sites of unknown kind"


def words(name: str) -> str:
    """A field's or measure's name as words: share-of-work as Share of work."""
    text = name.replace("-", " ").replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def plural(number: float, one: str, many: str | None = None) -> str:
    """A count with its noun: 1 file, 2 files."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"
