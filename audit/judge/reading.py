"""How hard a rule's plain words are to read: by LIX, which needs no dictionary, and by the length of sentences."""

import re
from collections.abc import Iterator

HARDEST = 50.0
"LIX of the plain words at most. Newspapers are near 45 to 50, statutes above 60; names of laws and licences are long words."
LONGEST_SENTENCE = 30
"Words."

_LONG = 6
"Letters above which a word is long to LIX."
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_END = re.compile(r"(?<=[.!?:;])\s+|\n{2,}")


def complaints(text: str) -> Iterator[str]:
    """What makes a text too hard for readers who are not of the trade, a sentence each; nothing where it reads well."""
    found = lix(text)
    if found > HARDEST:
        yield f"its plain words have a LIX of {found:.0f}; {HARDEST:.0f} is the most: use shorter sentences and words"
    for sentence in sentences(text):
        if len(sentence) > LONGEST_SENTENCE:
            yield f"a sentence has {len(sentence)} words; {LONGEST_SENTENCE} is the most: '{' '.join(sentence[:5])} ...'"


def lix(text: str) -> float:
    """Words a sentence, and long words in a hundred, added up; 0 for a text without words."""
    read = sentences(text)
    words = [word for sentence in read for word in sentence]
    if not words:
        return 0.0
    return len(words) / len(read) + 100 * sum(len(word) > _LONG for word in words) / len(words)


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; a colon or a semicolon ends one too."""
    return [words for part in _END.split(text) if (words := _WORD.findall(part))]
