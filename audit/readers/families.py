"""Which published corpus a record's fields look like."""

from collections.abc import Mapping
from typing import Any

from audit.model import Piece

_SHAPES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (name, frozenset(fields.split()))
    for name, fields in (
        ("redpajama-v2", "raw_content url date_download"),
        ("ccnet", "raw_content url"),
        ("refinedweb", "content url timestamp dump"),
        ("oscar", "content warc_headers metadata"),
        ("fineweb", "text dump file_path language_score"),
        ("dclm", "text warcinfo language_id_whole_page_fasttext"),
        ("hplt", "text u ts"),
        ("the-stack", "content max_stars_repo_name"),
        ("the-stack-v2", "blob_id detected_licenses"),
        ("github-code", "code repo_name"),
        ("common-corpus", "text identifier open_type"),
        ("youtube-commons", "text video_link channel_id"),
        ("pushshift-submissions", "subreddit selftext title"),
        ("pushshift-comments", "subreddit body link_id"),
        ("culturax", "text url timestamp source"),
        ("c4", "text url timestamp"),
        ("wikipedia", "text url title id"),
        ("dolma", "text id source added"),
        ("obelics", "texts images metadata"),
        ("mmc4", "text_list url"),
        ("sharegpt", "conversations"),
        ("openai-chat", "messages"),
        ("lmsys-chat", "conversation model"),
        ("openorca", "system_prompt question response"),
        ("alpaca", "instruction input output"),
        ("dolly", "instruction context response"),
        ("instructions", "instruction output"),
        ("flan", "inputs targets"),
        ("oasst", "text role parent_id"),
        ("preferences", "chosen rejected"),
        ("prompts", "prompt completion"),
        ("xsum", "document summary"),
        ("cnn-dailymail", "article highlights"),
    )
)
_BY_FORMAT = {"mediawiki": "wikipedia", "wikiextractor": "wikipedia", "stackexchange": "stackexchange"}


def family(record: Mapping[str, Any], piece: Piece) -> str:
    """The first published shape whose fields a record has; else the format's name."""
    names = frozenset(map(str, record))
    meta = record.get("meta")
    if "text" in names and "meta" in names:
        said = str(meta)
        if "pile_set_name" in said:
            return "pile"
        if "redpajama_set_name" in said or {"source", "url"} & set(meta if isinstance(meta, Mapping) else ()):
            return "redpajama-v1"
    fitting = (name for name, fields in _SHAPES if fields <= names)
    if "wiki" not in str(record.get("url")):
        fitting = (name for name in fitting if name != "wikipedia")
    return next(fitting, _BY_FORMAT.get(piece.format, piece.format))
