"""
Addresses, numbers of telephones and cards, and secrets are masked in all that is shown, always: a report travels further than
the corpus. It finds the usual forms only: an address in words (mira at example) stays.
"""

import re
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

MASK = "[e-mail address]"
SECRET, PHONE, CARD = "[secret]", "[telephone number]", "[card number]"

# Look-behinds, bounds and possessive quantifiers keep this linear on hostile text.
_PRIVATE = re.compile(
    r"""
    (?P<secret>
        -----BEGIN\ [A-Z ]{0,40}PRIVATE\ KEY-----.*?(?:-----END\ [A-Z ]{0,40}PRIVATE\ KEY-----|\Z)
      | (?<![\w-])(?:
            (?:AKIA|ASIA)[A-Z0-9]{16}(?![\w-])
          | gh[pousr]_[A-Za-z0-9]{36,255}+ | github_pat_\w{22,255}+ | glpat-[\w-]{20,255}+
          | xox[abeoprs]-[A-Za-z0-9-]{10,255}+ | sk-[\w-]{20,255}+ | AIza[\w-]{35} | [rs]k_(?:live|test)_[A-Za-z0-9]{16,255}+
          | hf_[A-Za-z0-9]{30,255}+ | npm_[A-Za-z0-9]{36}
          | eyJ[\w-]{10,4000}+\.[\w-]{10,4000}+\.[\w-]{10,4000}+
        )
      | (?<=://)[^\s/:@]{1,64}+:[^\s/@]{1,64}+(?=@)
      | (?<=Bearer\ )[\w.~+/-]{16,4000}+ | (?<=Basic\ )[A-Za-z0-9+/]{16,4000}+
    )
  | (?<![^\W_])(?i:password|passwd|pwd|secret|api[_-]?key|(?:access|secret|private)[_-]?key|(?:access|auth|api)[_-]?token)
        ["']?[ ]{0,3}[:=][ ]{0,3}["']?(?=[^\s"',;&]{0,200}\d)(?P<assigned>[^\s"',;&]{6,200}+)
  | (?P<address>(?<![\w.%+-])[\w.%+-]{1,64}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+)++)
  | (?P<quoted>(?<![\w.+-])[\w.+-]{1,64}+%40[\w-]{1,63}+(?:\.[\w-]{1,63}+)++)
  | (?P<phone>
        (?<![\w.+/-])\+\d{1,3}[ -]?(?:\(\d{1,4}\)[ -]?)?\d(?:[ -]?\d){6,12}(?![\w-])
      | (?<![\w./-])(?:\([2-9]\d{2}\)\ ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?![\w-])
    )
  | (?P<card>(?<![\w./\#-])[2-6](?:[ -]?\d){12,18}(?![\w-]))
    """,
    re.VERBOSE | re.DOTALL,
)
_ANY = (
    r"(?i)@|%40|-----begin|akia|asia|gh[pousr]_|github_pat_|glpat-|xox|sk-|aiza|k_live_|k_test_|hf_|npm_|eyj|bearer |basic "
    r"|passw|pwd|secret|key|token|\d(?:[ ().-]{0,3}\d){6}"
)
"What a text has that any of them is in: most have none of it, and a report has some hundred thousand texts."
_NAMES = {"secret": SECRET, "assigned": SECRET, "address": MASK, "quoted": MASK, "phone": PHONE, "card": CARD}


def masked(text: str) -> str:
    """The text with each of them replaced."""
    return masked_parts([text])[0]


def masked_all(texts: Sequence[str | None]) -> list[str]:
    """Many texts, looked through at once; None is an empty one."""
    hits = pc.match_substring_regex(pa.array(texts, pa.large_string()), _ANY).to_pylist()
    return [masked(text) if text and hit else text or "" for text, hit in zip(texts, hits, strict=True)]


def masked_parts(parts: Sequence[str]) -> list[str]:
    """Neighbouring pieces of one text, masked; what crosses from a piece into the next is replaced in the first."""
    whole = "".join(parts)
    places = list(_places(whole))
    if not places:
        return list(parts)
    shown, begin = [], 0
    for part in parts:
        end, last, made = begin + len(part), begin, ""
        for start, stop, mask in places:
            if start < end and stop > begin:
                made += whole[last : max(start, begin)] + (mask if start >= begin else "")
                last = min(stop, end)
        shown.append(made + whole[last:end])
        begin = end
    return shown


def _places(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _PRIVATE.finditer(text):
        group = str(found.lastgroup)
        if group != "card" or _adds_up(found.group()):
            yield *found.span(group), _NAMES[group]


def _adds_up(number: str) -> bool:
    """Whether the digits of a card's number give the sum that those of a card do (ISO/IEC 7812-1)."""
    digits = [int(c) for c in reversed(number) if c.isdigit()]
    return sum(digit if place % 2 == 0 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(digits)) % 10 == 0
