-- Where the journal of every case ends now: its id, its length, its last hash, and the time of the last entry. To be kept where
-- nobody who may write the database may write, so that a journal that is written anew as a whole is found, too
-- (docs/verify-heads.sql).
--
--     psql "$DATABASE_URL" -X -At -F, -f docs/journal-heads.sql > heads.csv
--
-- It names nobody, but says how many cases there are, and how often and when each was touched.

SELECT a.id, a.journal_length, encode(a.journal_head, 'hex') AS journal_head, j.at
FROM application a LEFT JOIN journal j ON j.application_id = a.id AND j.seq = a.journal_length ORDER BY a.id;
