"""What only people can state for a disclosure: one row a fact, with its place in the file of facts and the question for it."""

from collections.abc import Sequence
from dataclasses import dataclass

EU, CODE, CALIFORNIA = "eu-summary", "gpai-copyright", "ab-2013"
FORMS = (EU, CODE, CALIFORNIA)


@dataclass(frozen=True, slots=True)
class Question:
    """One fact to be declared."""

    key: str
    "Table and key of the file, with a dot between."
    kind: str
    "text, texts, yes (true or false), day or whole (a number)."
    asked: str
    forms: tuple[str, ...]

    @property
    def table(self) -> str:
        """The table of the file."""
        return self.key.partition(".")[0]

    @property
    def name(self) -> str:
        """The key in its table."""
        return self.key.partition(".")[2]


@dataclass(frozen=True, slots=True)
class List:
    """A list of named things to be declared: a table of name, link and, of datasets, when they were collected."""

    key: str
    asked: str
    forms: tuple[str, ...]
    keys: tuple[str, ...] = ("name", "link")


def _questions(text: str) -> tuple[Question, ...]:
    """One question a line: key, kind, initials of its forms (e, g, c) and the question."""
    initials = {"e": EU, "g": CODE, "c": CALIFORNIA}
    rows = (line.split("|") for line in text.strip().splitlines())
    return tuple(
        Question(key.strip(), kind.strip(), asked.strip(), tuple(initials[one] for one in forms.strip()))
        for key, kind, forms, asked in rows
    )


QUESTIONS: Sequence[Question] = _questions(
    """
    summary.version | text | e | Version of this summary
    summary.previous | text | e | Link to the previous version
    provider.name | text | egc | Name of the provider or developer
    provider.contact | text | e | Contact details of the provider
    provider.representative | text | e | Authorised representative in the Union, with contact details
    provider.small | yes | e | Is the provider a small or medium enterprise?
    model.names | texts | egc | Names of the model, with versions
    model.dependencies | texts | e | Models that it is built on, with links to their summaries
    model.placed | day | e | Day on which it was placed on the Union market
    model.continuous | yes | e | Is the model trained on new data continuously?
    corpus.modalities | texts | e | Modalities of the training data beside text: image, audio, video, other
    corpus.tokens | whole | e | Number of training tokens of text, as you count them
    corpus.tokenizer | text | e | Tokenizer by which they were counted
    corpus.content | text | e | Types of content, such as fiction, scientific text or press publications
    corpus.latest | day | e | Latest date on which training data was acquired or collected
    corpus.languages | text | e | Linguistic characteristics of the training data
    corpus.characteristics | text | e | Other relevant characteristics, and comments
    public.used | yes | e | Were publicly available datasets used?
    public.others | text | e | General description of public datasets that are not listed, and comments
    licensed.agreements | yes | e | Were commercial licensing agreements concluded with rightsholders or their representatives?
    private.obtained | yes | e | Were other private datasets obtained from third parties?
    private.known | texts | e | Those of them that are publicly known
    private.description | text | e | General description of the others
    crawling.used | yes | eg | Were crawlers used, by the provider or on its behalf?
    crawling.crawlers | texts | eg | Names or identifiers of the crawlers
    crawling.purposes | text | e | Purposes of the crawlers
    crawling.behaviour | text | eg | How they behave: robots.txt, paywalls, captchas
    crawling.period | text | e | Period of collection, as MM/YYYY-MM/YYYY
    crawling.sources | text | e | Types of content and of online sources that were crawled
    users.interactions | yes | e | Was data from users' interactions with the model used?
    users.services | yes | e | Was data from users of the provider's other services or products used?
    users.description | text | e | Description of these services, and comments
    synthetic.used | yes | ec | Was data made by AI models, by the provider or on its behalf, to train the model?
    synthetic.own | text | e | Other models that made such data, own ones among them, and comments
    other.used | yes | e | Were sources of other kinds used?
    other.description | text | e | Description of these sources
    copyright.signatory | yes | e | Has the provider signed the Code of Practice?
    copyright.measures | text | eg | Measures taken to respect reservations of rights, and protocols honoured
    removal.measures | text | e | Measures taken to remove unlawful content
    processing.description | text | ec | How the data was cleaned, processed or changed, and why
    policy.document | text | g | The copyright policy: where it is kept, its version and date
    policy.responsible | text | g | Who is responsible for it
    crawling.access | text | g | How technological measures such as paywalls are respected
    crawling.excluded | text | g | Which dated list of sites is excluded from crawling, and since when
    outputs.mitigation | text | g | Measures against outputs that repeat protected works
    outputs.terms | text | g | What terms of use or documentation say on such outputs
    complaints.contact | text | g | Point of contact for rightsholders
    complaints.process | text | g | How complaints are received and answered
    california.owners | text | c | Sources or owners of the datasets
    california.purpose | text | c | How the datasets further the intended purpose
    california.types | text | c | Types of data points: labels, or general characteristics
    california.protected | text | c | Whether data is protected by copyright, trade mark or patent, or all in the public domain
    california.licensed | text | c | Whether the datasets were purchased or licensed
    california.personal | yes | c | Do they include personal information (Civ. Code 1798.140(v))?
    california.aggregate | yes | c | Do they include aggregate consumer information (Civ. Code 1798.140(b))?
    california.period | text | c | Period of collection
    california.ongoing | yes | c | Is collection ongoing?
    california.first_used | text | c | When the datasets were first used in development
    """
)
LISTS: Sequence[List] = (
    List("dataset", "Publicly available datasets that were used", (EU, CALIFORNIA), ("name", "link", "collected")),
    List("synthetic_model", "General-purpose models that made training data", (EU,)),
)
BY_KEY = {question.key: question for question in QUESTIONS}
