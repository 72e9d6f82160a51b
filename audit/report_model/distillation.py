"""The shape of a corpus of chats or instructions, as values of the report. It tells figures; what they mean is for rules."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FamilyPair:
    """Chats by the family that their record names and the one that their text names."""

    claimed: str | None
    "By the record's model field; None: it names none, or one that is not known."
    observed: str | None
    "By what an answer says of itself; None: nothing."
    documents: int
    answers: int
    "Turns of a model in them."


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """Prompts that were made from one template."""

    text: str
    "The words that are fixed, with {…} where prompts differ."
    fixed_words: int
    slots: int
    prompts: int
    prompt_share: float
    accounts: int
    "Accounts or keys that used it; 0: records name none."
    example_document: str
    example: str
    "A little of one prompt, addresses masked."


@dataclass(frozen=True, slots=True)
class CapabilityRow:
    """Prompts that ask for one sort of ability, by a rule that can be read."""

    name: str
    title: str
    rule: str
    "The regular expression, which does not tell capitals apart."
    prompts: int
    prompt_share: float


@dataclass(frozen=True, slots=True)
class AccountFigures:
    """How prompts are spread over the accounts or keys that records name."""

    prompts: int
    "Those whose record names one."
    accounts: int
    top: str
    "The one with most prompts, masked."
    top_share: float
    top_tenth_share: float
    "Share of prompts of the tenth of accounts with most."
    gini: float
    "0: all alike; near 1: nearly all by one."


@dataclass(frozen=True, slots=True)
class TimeFigures:
    """How prompts are spread over days, or over hours."""

    prompts: int
    "Those whose record tells it."
    times: int
    "Days or hours with any."
    busiest: str
    "A date; of hours with the hour in UTC."
    busiest_prompts: int
    median_prompts: float
    bursts: int
    "Days or hours with more than ten times the median."


@dataclass(frozen=True, slots=True)
class Distillation:
    """All of it."""

    chats: int
    prompts: int
    answers: int
    "Turns of a model."
    reasoning_documents: int
    "Chats with marks of a reasoning trace, such as <think>."
    tool_call_documents: int
    "Chats with marks of calls of tools."
    families: tuple[FamilyPair, ...]
    agreeing: int
    "Chats whose record and text name the same family."
    disagreeing: int
    templated_prompts: int
    templates_total: int
    templates: tuple[TemplateRow, ...]
    "The first of them, most prompts first."
    capabilities: tuple[CapabilityRow, ...]
    accounts: AccountFigures | None = None
    "None: no record names an account."
    days: TimeFigures | None = None
    "None: no record has a date."
    hours: TimeFigures | None = None
    "None: no record has a time of day."
