-- Room for the fingerprints that waivers list.
-- No parameters.  Makes the table given_listed of this connection.
CREATE OR REPLACE TEMPORARY TABLE given_listed (waiver VARCHAR, rule VARCHAR, fingerprint VARCHAR, value DOUBLE)
