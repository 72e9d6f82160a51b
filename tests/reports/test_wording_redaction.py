"""How much is shown, in words."""

import pytest

from audit.report_model import Redaction, Showing
from audit.reports.wording_redaction import in_title, kept_back, shown


@pytest.mark.parametrize(
    ("level", "words", "title"),
    [
        (Showing.FULL, "whole passages, as far as the run keeps them", " (whole passages)"),
        (Showing.EXCERPT, "excerpts, at most 300 characters a side and 3,000 of one work", ""),
        (Showing.MASKED, "masked: of each word its first letter and its length", " (masked)"),
        (Showing.NONE, "none: places and digests only", " (no text)"),
    ],
)
def test_each_level_has_words(level: Showing, words: str, title: str) -> None:
    assert (shown(Redaction(level)), in_title(Redaction(level))) == (words, title)


@pytest.mark.parametrize(
    ("cut", "left_out", "words"),
    [
        (0, 0, ""),
        (1, 0, "1 finding shows a part of the text."),
        (0, 2, "2 findings show nothing of the text."),
        (3, 1, "3 findings show a part of the text and 1 finding shows nothing of the text."),
    ],
)
def test_what_is_kept_back_is_counted(cut: int, left_out: int, words: str) -> None:
    assert kept_back(Redaction(cut=cut, left_out=left_out)) == words
