"""Texts by made-up writers, by seed: all use the same made-up words, each likes some better; siblings share what they like."""

from random import Random

import numpy as np

from audit.references.enrolment import Sample, features_of

LETTERS = "abcdefghijklmnop"
WORDS = tuple(f"{one}{two}e{three}" for one in LETTERS for two in LETTERS[:6] for three in LETTERS[:6])


def texts(writer: str, count: int, seed: int = 0, words: int = 90, like: str = "", share: float = 1.0) -> list[str]:
    """So many texts of so many words. `like`: another writer, whose likings this one has, but for a share that is its own."""
    own = Random(like or writer).sample(WORDS, 60)
    other = Random(writer).sample(WORDS, 60)
    likes = own[: round(60 * (1 - share))] + other[: round(60 * share)] if like else own
    random = Random(f"{writer} {seed}")
    return [" ".join(random.choice(likes if random.random() < 0.4 else WORDS) for _ in range(words)) for _ in range(count)]


def sample(name: str, made: list[str], is_control: bool = False) -> Sample:
    """Texts as a sample."""
    found = [features_of(text.encode()) for text in made]
    return Sample(name, is_control, [one for one, _ in found], np.array([size for _, size in found], np.int64))
