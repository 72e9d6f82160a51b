"""Every finding, clue and judged measure as one row each, worst first: what every format that lists findings reads."""

from dataclasses import dataclass, field

import pyarrow as pa

_TEXTS = pa.list_(pa.string())
FINDING_SCHEMA = pa.schema(
    [
        ("number", pa.int64()),  # from 1, worst first
        ("fingerprint", pa.string()),
        ("document", pa.string()),
        ("path", pa.string()),
        ("record", pa.int64()),  # from 0
        ("record_id", pa.string()),  # e-mail addresses masked
        ("url", pa.string()),  # e-mail addresses masked
        ("site", pa.string()),  # registered domain
        ("kind", pa.string()),
        ("level", pa.string()),
        ("detector", pa.string()),
        ("score", pa.float64()),  # 0 to 1
        ("subject_type", pa.string()),  # work, platform, family, spdx, signal, mark or none
        ("subject", pa.string()),  # its name, empty for none
        ("start", pa.int64()),  # first code point of the span
        ("end", pa.int64()),  # first code point after it
        ("reference", pa.string()),
        ("excerpt", pa.string()),  # redacted; empty where not shown
        ("rules", _TEXTS),  # strictest first
        ("outcome", pa.string()),  # the strictest; null: no rule names it
        ("severity", pa.string()),  # the highest; null: no rule names it
        ("state", pa.string()),  # open, baselined, waived or none
        ("waivers", _TEXTS),
    ]
)
"One row a finding or clue."
MEASURE_SCHEMA = pa.schema(
    [
        ("document", pa.string()),  # what it is about, such as corpus or work:alice
        ("fingerprint", pa.string()),
        ("measure", pa.string()),
        ("subject_type", pa.string()),
        ("subject", pa.string()),
        ("value", pa.float64()),
        ("documents", pa.int64()),  # that it rests on
        ("rules", _TEXTS),
        ("outcome", pa.string()),
        ("severity", pa.string()),
        ("state", pa.string()),  # open, baselined or waived
        ("waivers", _TEXTS),
    ]
)
"One row a measure that a rule names."


@dataclass(frozen=True, slots=True)
class Findings:
    """Tables in the order they are read: rows with the strictest outcome first, then open before known and waived."""

    rows: pa.Table = field(default_factory=FINDING_SCHEMA.empty_table)
    "Columns of FINDING_SCHEMA; no more than a report can hold."
    measures: pa.Table = field(default_factory=MEASURE_SCHEMA.empty_table)
    "Columns of MEASURE_SCHEMA."
    total: int = 0
    "Findings and clues in the run; more than there are rows where a report cannot hold them."

    @property
    def left_out(self) -> int:
        """Findings and clues, the least, that are in the run's findings file only."""
        return self.total - int(self.rows.num_rows)
