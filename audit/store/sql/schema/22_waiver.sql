-- Waivers that this judgement was given, and what became of them. One row a waiver.
-- No parameters.  Makes the table waiver, filled anew by each judgement.
CREATE TABLE waiver (
    id VARCHAR PRIMARY KEY, -- As its file names it.
    rule VARCHAR NOT NULL, -- Rule whose verdicts it lets pass.
    covers VARCHAR NOT NULL, -- What it covers, in words.
    state VARCHAR NOT NULL, -- used, expiring, unused, expired, not-yet, over-broad, stale, mismatched, unknown-rule or locked-rule.
    told VARCHAR NOT NULL, -- What became of it, in a sentence.
    mend VARCHAR NOT NULL, -- What to do about it; empty: nothing.
    reason_code VARCHAR NOT NULL, -- Label of the reason, such as LICENCE_ACQUIRED.
    reason VARCHAR NOT NULL, -- Why, in the owner's words.
    owner VARCHAR NOT NULL, -- Who asked for it.
    approver VARCHAR NOT NULL, -- Who approved it; never the owner.
    evidence VARCHAR NOT NULL, -- Where the proof is kept.
    created DATE NOT NULL, -- First day, in UTC.
    expires DATE NOT NULL, -- Last day, in UTC, included.
    file VARCHAR NOT NULL, -- File that it was read from.
    verdicts BIGINT NOT NULL, -- Verdicts that it let pass.
    findings BIGINT NOT NULL, -- Findings and measures of these verdicts.
    documents BIGINT NOT NULL -- Documents of these verdicts.
)
