-- Verifies that the journals are those that docs/journal-heads.sql saw. Lists each case whose journal does not go through the
-- hash any more that it ended with then; lists nothing where all is well. Whether a journal hangs together in itself, says
-- docs/verify-journals.sql.
--
--     psql "$DATABASE_URL" -X -c 'CREATE TEMPORARY TABLE heads (id uuid, length int, head text)' \
--          -c "\copy heads FROM 'heads.csv' CSV" -f docs/verify-heads.sql
--
-- As intake_owner, or as a role that may read journal, after GRANT TEMPORARY ON DATABASE intake TO ...

SELECT heads.id AS application, heads.length AS entry
FROM heads LEFT JOIN journal j ON j.application_id = heads.id AND j.seq = heads.length AND encode(j.hash, 'hex') = heads.head
WHERE j.seq IS NULL
ORDER BY heads.id;
