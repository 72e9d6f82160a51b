"""Disguises of a passage, as copies in corpora wear them; each takes a text, a level and a seeded generator."""

import random
import re
import textwrap
from collections.abc import Callable

Disguise = Callable[[str, float, random.Random], str]

LOOKALIKES = dict(
    pair.split("=")
    for pair in (
        "a=аɑα c=сϲᴄ d=ԁⅾ e=еҽ g=ɡց h=һհ i=іιꭵ j=јϳ l=ⅼӏ m=ⅿ n=ո o=оοօᴏ p=рρ q=ԛզ s=ѕꜱ u=սʋ v=νᴠѵ w=ԝᴡ x=хⅹ y=уγ z=ᴢ "
        "A=АΑ B=ВΒ C=СϹ E=ЕΕ H=НΗ I=ІΙ K=КΚ M=МΜ O=ОΟ P=РΡ S=Ѕ T=ТΤ X=ХΧ Y=ΥҮ"
    ).split()
)
SCANNED = dict(
    pair.split("=")
    for pair in (
        "e=co c=eo o=0ce 0=o i=l1jt l=i1It 1=lI I=l1 t=lf f=t s=5 S=5 b=h6 h=b u=n n=ur r=n a=o g=q9 q=g v=y y=v B=8R m=n w=v "
        "d=cl"
    ).split()
)
PAIRS = {"rn": "m", "m": "rn", "cl": "d", "d": "cl", "vv": "w", "w": "vv", "li": "h"}
DIGITS = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"}
WORDS = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "that",
    "was",
    "his",
    "he",
    "it",
    "with",
    "is",
    "for",
    "as",
    "had",
    "you",
    "not",
    "be",
    "her",
    "on",
    "at",
    "by",
    "which",
    "have",
    "or",
    "from",
    "this",
    "him",
    "but",
    "all",
    "she",
    "they",
    "were",
    "my",
    "are",
    "me",
    "one",
    "their",
    "so",
    "an",
    "said",
    "them",
    "we",
    "who",
    "would",
    "been",
    "will",
    "no",
    "when",
    "there",
    "if",
    "more",
    "out",
    "up",
    "into",
    "do",
    "any",
    "your",
    "what",
    "has",
    "man",
    "could",
    "other",
    "than",
    "our",
    "some",
    "very",
    "time",
]


def verbatim(text: str, level: float, rng: random.Random) -> str:
    return text


def lower(text: str, level: float, rng: random.Random) -> str:
    return text.lower()


def upper(text: str, level: float, rng: random.Random) -> str:
    return text.upper()


def nopunct(text: str, level: float, rng: random.Random) -> str:
    return re.sub(r"[^\w\s]", "", text)


def smartquotes(text: str, level: float, rng: random.Random) -> str:
    text = re.sub(r'(^|\s)"', r"\1“", text).replace('"', "”").replace("'", "’")
    return text.replace("--", "—").replace("...", "…")


def rewrap(text: str, level: float, rng: random.Random) -> str:
    return textwrap.fill(" ".join(text.split()), 40)


def hyphenate(text: str, level: float, rng: random.Random) -> str:
    def cut(word: str) -> str:
        if len(word) < 6 or rng.random() > level:
            return word
        at = rng.randint(2, len(word) - 3)
        return word[:at] + "-\n" + word[at:]

    return " ".join(cut(word) for word in text.split())


def quote_prefix(text: str, level: float, rng: random.Random) -> str:
    return "\n".join("> " + line for line in textwrap.wrap(" ".join(text.split()), 68))


def interleave(text: str, level: float, rng: random.Random) -> str:
    out = []
    for number, line in enumerate(textwrap.wrap(" ".join(text.split()), 68), 1):
        out.append("> " + line)
        if number % int(level) == 0:
            out.append("I " + rng.choice(["agree with this", "do not think so", "wonder", "like that part"]) + ".")
    return "\n".join(out)


def lineno(text: str, level: float, rng: random.Random) -> str:
    lines = textwrap.wrap(" ".join(text.split()), 60)
    return "\n".join(f"{number} {line}" for number, line in enumerate(lines, rng.randint(1, 90)))


def html(text: str, level: float, rng: random.Random) -> str:
    escapes = {"&": "&amp;", '"': "&quot;", "'": "&#39;", "<": "&lt;", ">": "&gt;"}
    words = ["".join(escapes.get(c, c) for c in word) for word in text.split()]
    return " ".join(f"<b>{word}</b>" if place % 6 == 5 else word for place, word in enumerate(words))


def html_rich(text: str, level: float, rng: random.Random) -> str:
    words = html(text, level, rng).split(" ")
    marks = ['<span class="x{}">{}</span>', '<a href="/wiki/{}">{}</a>', "<i data-n='{}'>{}</i>", "{0}<br/>", "&nbsp;{1}"]
    return " ".join(
        rng.choice(marks).format(place, word) if place % 9 == 4 else word for place, word in enumerate(words)
    ).replace("<br/>", "<br/>\n")


def markdown(text: str, level: float, rng: random.Random) -> str:
    return " ".join(f"**{word}**" if place % 5 == 4 else word for place, word in enumerate(text.split()))


def homoglyph(text: str, level: float, rng: random.Random) -> str:
    return "".join(rng.choice(LOOKALIKES[c]) if c in LOOKALIKES and rng.random() < level else c for c in text)


def zerowidth(text: str, level: float, rng: random.Random) -> str:
    return "".join(c + ("\u200b" if place % 3 == 2 else "") for place, c in enumerate(text))


def softhyphen(text: str, level: float, rng: random.Random) -> str:
    return re.sub(r"(\w{3})(\w{3})", "\\1\u00ad\\2", text)


def fullwidth(text: str, level: float, rng: random.Random) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def accents(text: str, level: float, rng: random.Random) -> str:
    return "".join(c + ("\u0301" if c in "aeiouAEIOU" and rng.random() < level else "") for c in text)


def leet(text: str, level: float, rng: random.Random) -> str:
    return "".join(DIGITS[c] if c in DIGITS and rng.random() < level else c for c in text)


def nospace(text: str, level: float, rng: random.Random) -> str:
    return "".join(text.split())


def letter_spaced(text: str, level: float, rng: random.Random) -> str:
    return " ".join(text)


def sentence_shuffle(text: str, level: float, rng: random.Random) -> str:
    clauses = re.findall(r"[^.!?;,]+[.!?;,]*", text)
    rng.shuffle(clauses)
    return " ".join(clause.strip() for clause in clauses)


def ocr(text: str, level: float, rng: random.Random) -> str:
    out = []
    place = 0
    while place < len(text):
        c = text[place]
        place += 1
        if rng.random() >= level:
            out.append(c)
        elif rng.random() < 0.55 and (c in SCANNED or c in PAIRS):
            out.append(PAIRS[c] if c in PAIRS and rng.random() < 0.4 else rng.choice(SCANNED.get(c, c)))
        else:
            letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
            out.append(rng.choice([letter, "", c + letter]))
    return "".join(out)


def wordsub(text: str, level: float, rng: random.Random) -> str:
    return " ".join(rng.choice(WORDS) if rng.random() < level else word for word in text.split())


def worddel(text: str, level: float, rng: random.Random) -> str:
    return " ".join(word for word in text.split() if rng.random() >= level)


def wordins(text: str, level: float, rng: random.Random) -> str:
    return " ".join(f"{rng.choice(WORDS)} {word}" if rng.random() < level else word for word in text.split())


def verse_slash(text: str, level: float, rng: random.Random) -> str:
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())


def code_reindent(text: str, level: float, rng: random.Random) -> str:
    return textwrap.indent(text, " " * 8)


def code_rename(text: str, level: float, rng: random.Random) -> str:
    names = sorted(set(re.findall(r"\b[a-z_]{4,}\b", text)))
    new = {name: rng.choice(["value", "item", "thing", "data_x", "node", "entry"]) + str(i) for i, name in enumerate(names)}
    chosen = {name for name in names if rng.random() < level}
    return re.sub(r"\b[a-z_]{4,}\b", lambda m: new[m[0]] if m[0] in chosen else m[0], text)


CELLS: tuple[tuple[str, Disguise, tuple[float, ...], tuple[int, ...], str], ...] = (
    ("verbatim", verbatim, (0,), (8, 10, 13, 20, 32, 50, 100, 300, 1000), "prose"),
    ("verse", verbatim, (0,), (8, 13, 20, 50), "verse"),
    ("code", verbatim, (0,), (13, 20, 50), "code"),
    ("lower", lower, (0,), (50,), "prose"),
    ("upper", upper, (0,), (50,), "prose"),
    ("nopunct", nopunct, (0,), (50,), "prose"),
    ("smartquotes", smartquotes, (0,), (50,), "prose"),
    ("rewrap", rewrap, (0,), (50,), "prose"),
    ("hyphenate", hyphenate, (0.15,), (50, 100), "prose"),
    ("quote_prefix", quote_prefix, (0,), (50,), "prose"),
    ("interleave", interleave, (2, 1), (50, 100), "prose"),
    ("lineno", lineno, (0,), (50, 100), "prose"),
    ("html", html, (0,), (50, 100), "prose"),
    ("html_rich", html_rich, (0,), (50, 100), "prose"),
    ("markdown", markdown, (0,), (50,), "prose"),
    ("homoglyph", homoglyph, (0.05, 0.5), (50, 100), "prose"),
    ("zerowidth", zerowidth, (0,), (50,), "prose"),
    ("softhyphen", softhyphen, (0,), (50,), "prose"),
    ("fullwidth", fullwidth, (0,), (50,), "prose"),
    ("accents", accents, (0.3,), (50,), "prose"),
    ("leet", leet, (0.3,), (50, 100), "prose"),
    ("nospace", nospace, (0,), (50,), "prose"),
    ("letter_spaced", letter_spaced, (0,), (50,), "prose"),
    ("sentence_shuffle", sentence_shuffle, (0,), (50, 100), "prose"),
    ("ocr", ocr, (0.01, 0.02, 0.05, 0.1, 0.15), (50, 100, 300), "prose"),
    ("wordsub", wordsub, (0.05, 0.1, 0.2, 0.3, 0.4), (50, 100, 300), "prose"),
    ("worddel", worddel, (0.1, 0.2), (50, 100), "prose"),
    ("wordins", wordins, (0.1, 0.2), (50, 100), "prose"),
    ("verse_slash", verse_slash, (0,), (50,), "verse"),
    ("code_reindent", code_reindent, (0,), (50,), "code"),
    ("code_rename", code_rename, (0.4,), (100,), "code"),
)
"""Name, disguise, its levels, words of a passage, kind of work."""
