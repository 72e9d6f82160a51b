-- Room for the waivers that are weighed.
-- No parameters.  Makes the table given_waiver of this connection.
CREATE OR REPLACE TEMPORARY TABLE given_waiver (
    waiver VARCHAR,
    rule VARCHAR,
    selects BOOLEAN,
    lists BOOLEAN,
    purposes VARCHAR[],
    jurisdictions VARCHAR[]
)
