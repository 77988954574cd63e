-- Where the journal of every case ends now: its id, its length and its last hash. To be kept where nobody who may write the
-- database may write, so that a journal that is written anew as a whole is found, too (docs/verify-heads.sql).
--
--     psql "$DATABASE_URL" -X -At -F, -f docs/journal-heads.sql > heads.csv
--
-- It names nobody, but says how many cases there are and how often each was touched.

SELECT id, journal_length, encode(journal_head, 'hex') AS journal_head FROM application ORDER BY id;
