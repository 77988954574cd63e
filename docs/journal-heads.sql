-- The end of each case's journal: the id of the case, the number of entries, the last hash, and the time of the last
-- entry. Keep the result where no user of the database can change it: docs/verify-heads.sql then also detects a journal
-- that was replaced completely.
--
--     psql "$DATABASE_URL" -X -At -F, -f docs/journal-heads.sql > heads.csv
--
-- It contains no personal data, but shows the number of cases, and the number and the last time of entries for each.

SELECT a.id, a.journal_length, encode(a.journal_head, 'hex') AS journal_head, j.at
FROM application a LEFT JOIN journal j ON j.application_id = a.id AND j.seq = a.journal_length ORDER BY a.id;
