-- The largest of all registered domains, by bytes of text.
-- Parameters: $part, 10 for a tenth of the domains, rounded up.  Returns the fields of report_model.DomainRow.
SELECT
    row_number() OVER largest AS rank,
    domain,
    publisher,
    source_kind,
    documents,
    words,
    bytes,
    coalesce(bytes / nullif(sum(bytes) OVER (), 0), 0)::DOUBLE AS share,
    coalesce(sum(bytes) OVER largest / nullif(sum(bytes) OVER (), 0), 0)::DOUBLE AS cumulative_share,
    first_captured,
    last_captured
FROM site
WINDOW largest AS (ORDER BY bytes DESC, documents DESC, domain ROWS UNBOUNDED PRECEDING)
QUALIFY rank <= (count(*) OVER () + $part - 1) // $part
ORDER BY rank
