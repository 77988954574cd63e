-- Verifies the journals of all cases without the service. Lists each case whose journal was changed, with the number of
-- the first entry that was changed, removed, moved or cut off; lists nothing if all journals are intact.
--
--     psql "$DATABASE_URL" -X -f docs/verify-journals.sql
--
-- Run it as any role that may read the two tables. Each hash is the SHA-256 of the previous hash and the bytes of the
-- entry; the first follows the SHA-256 of the id of the case. The row of the case holds the length and the last hash.

WITH line AS (
    SELECT application_id, seq, hash, row_number() OVER chain AS place,
        sha256(COALESCE(lag(hash) OVER chain, sha256(uuid_send(application_id)))
            || '\x01'::bytea || int8send((extract(epoch FROM at) * 1000000)::bigint)
            || int4send(octet_length(convert_to(client, 'UTF8'))) || convert_to(client, 'UTF8')
            || int4send(octet_length(convert_to(actor, 'UTF8')))  || convert_to(actor, 'UTF8')
            || int4send(octet_length(convert_to(role, 'UTF8')))   || convert_to(role, 'UTF8')
            || int4send(octet_length(convert_to(action, 'UTF8'))) || convert_to(action, 'UTF8')
            || COALESCE(int4send(octet_length(convert_to(detail, 'UTF8'))) || convert_to(detail, 'UTF8'), int4send(-1))
        ) AS expected
    FROM journal
    WINDOW chain AS (PARTITION BY application_id ORDER BY seq)
), broken AS (
    SELECT application_id, min(place) AS entry FROM line WHERE seq <> place OR hash <> expected GROUP BY application_id
), ending AS (
    SELECT a.id, a.journal_length, a.journal_head, count(j.seq) AS lines,
        (array_agg(j.hash ORDER BY j.seq DESC))[1] AS last
    FROM application a LEFT JOIN journal j ON j.application_id = a.id GROUP BY a.id
)
SELECT ending.id AS application, COALESCE(broken.entry, ending.lines + 1) AS first_fault
FROM ending LEFT JOIN broken ON broken.application_id = ending.id
WHERE broken.entry IS NOT NULL OR ending.lines <> ending.journal_length
    OR ending.last IS DISTINCT FROM ending.journal_head
ORDER BY ending.id;
