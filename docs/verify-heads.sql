-- Verifies that the journals are those that docs/journal-heads.sql saw. Lists each case whose journal does not go through the
-- hash any more that it ended with then; lists nothing where all is well. Whether a journal hangs together in itself, says
-- docs/verify-journals.sql.
--
--     psql "$DATABASE_URL" -X -c 'CREATE TEMPORARY TABLE heads (id uuid, length int, head text, at timestamptz)' \
--          -c "\copy heads FROM 'heads.csv' CSV" -f docs/verify-heads.sql
--
-- After a restore, put PGOPTIONS="-c heads.restored_to=2026-11-28T09:30:00+00" before it, the moment to which was restored: a head
-- whose last entry is younger cannot be there, and is listed with that reason. Every other one was forged or cut; so is one
-- that an older file of heads lists without that reason.
--
-- As intake_owner, or as a role that may read journal, after GRANT TEMPORARY ON DATABASE intake TO ...

SELECT heads.id AS application, heads.length AS entry,
    CASE WHEN heads.at > NULLIF(current_setting('heads.restored_to', true), '')::timestamptz
        THEN 'lost by the restore' ELSE 'forged or cut' END AS reason
FROM heads LEFT JOIN journal j ON j.application_id = heads.id AND j.seq = heads.length AND encode(j.hash, 'hex') = heads.head
WHERE j.seq IS NULL
ORDER BY reason, heads.id;
