-- Compares the journals with an earlier result of docs/journal-heads.sql. Lists each case whose journal no longer
-- contains the entry with which it ended then; lists nothing if all journals are intact. docs/verify-journals.sql
-- checks the chain of hashes within each journal.
--
--     psql "$DATABASE_URL" -X -c 'CREATE TEMPORARY TABLE heads (id uuid, length int, head text, at timestamptz)' \
--          -c "\copy heads FROM 'heads.csv' CSV" -f docs/verify-heads.sql
--
-- After a restore, put PGOPTIONS="-c heads.restored_to=2026-11-28T09:30:00+00" before psql, with the time to which you
-- have restored. Entries after that time are lost: their cases are listed with the reason `lost by the restore`. All
-- others were forged or cut, and also a case that an older result of journal-heads.sql lists without that reason.
--
-- Run it as intake_owner, or as a role that may read journal, after GRANT TEMPORARY ON DATABASE intake TO ...

SELECT heads.id AS application, heads.length AS entry,
    CASE WHEN heads.at > NULLIF(current_setting('heads.restored_to', true), '')::timestamptz
        THEN 'lost by the restore' ELSE 'forged or cut' END AS reason
FROM heads LEFT JOIN journal j
    ON j.application_id = heads.id AND j.seq = heads.length AND encode(j.hash, 'hex') = heads.head
WHERE j.seq IS NULL
ORDER BY reason, heads.id;
