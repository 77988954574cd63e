-- The complete schema. Only encrypted columns hold personal data: application.dossier, idempotency.answer, outbox.data.
-- All other columns are readable in a backup and must tell nothing about a person.
--
-- The migrating role owns all objects; ${app_role} is the role of the service.

-- The codes. As domains, because PostgreSQL reads the condition of a domain once for a connection, but that of a column
-- once for a statement.
CREATE DOMAIN route AS text CHECK (VALUE IN ('EMBASSY', 'IN_COUNTRY'));
CREATE DOMAIN branch AS text CHECK (VALUE IN (
    'GROUND_FORCES', 'TERRITORIAL_DEFENCE', 'DEFENCE_INTELLIGENCE', 'SPECIAL_OPERATIONS', 'NATIONAL_GUARD',
    'STATE_SPECIAL_TRANSPORT'));
CREATE DOMAIN case_state AS text CHECK (VALUE IN (
    'IN_PROGRESS', 'CLEARED_FOR_TRAVEL', 'IN_REVIEW', 'REFUSED', 'ACCEPTED', 'FORWARDED', 'WITHDRAWN', 'ERASED'));
CREATE DOMAIN turn AS text CHECK (VALUE IN ('APPLICANT', 'EMBASSY', 'RECRUITING_CENTRE', 'REVIEWER'));
CREATE DOMAIN client_role AS text CHECK (VALUE IN (
    'portal', 'embassy', 'recruiting-centre', 'reviewer', 'privacy', 'operator', 'service'));
CREATE DOMAIN journal_action AS text CHECK (VALUE IN (
    'SUBMITTED', 'READ', 'STEP_RECORDED', 'EVIDENCE_RECORDED', 'AMENDED', 'RESOLVED', 'REEVALUATED', 'ACCEPTED',
    'FORWARDED', 'RESUBMITTED', 'WITHDRAWN', 'ERASED', 'JOURNAL_READ', 'REPLAYED', 'STEP_CORRECTED',
    'RULING_PREVIEWED', 'LOOKED_UP', 'DISCLOSED', 'TRANSFERRED', 'TAKEN', 'GIVEN_BACK'));
CREATE DOMAIN message_kind AS text CHECK (VALUE IN ('ACCEPTED', 'WITHDRAWN'));
CREATE DOMAIN message_state AS text CHECK (VALUE IN ('PENDING', 'DEAD'));

CREATE TABLE application (
    id                  uuid        PRIMARY KEY,            -- random: ids must not be guessable
    owner               text        NOT NULL CHECK (owner <> ''),   -- the client that posted it
    route               route       NOT NULL,
    branch              branch      NOT NULL,
    embassy             text        NULL CHECK (embassy <> ''),     -- id in the directory of embassies
    state               case_state  NOT NULL,
    attention           boolean     NOT NULL DEFAULT false, -- cleared for travel, then a condition failed
    refusal_proposed    boolean     NOT NULL DEFAULT false, -- in review, and a person has to confirm a refusal
    -- Whether recruiting centres of the branch may see it: in the country, or cleared for travel before.
    visible_to_branch      boolean     NOT NULL,
    rule_set            text        NOT NULL,
    version             integer     NOT NULL DEFAULT 1 CHECK (version > 0), -- the ETag
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    -- The day of the next re-evaluation; the reason is not stored.
    next_evaluation_on  date        NULL,

    -- Sealed dossier and its data key. Erasure empties them: without the data key a copy in a backup cannot be
    -- decrypted.
    key_id              text        NULL,
    wrapped_key         bytea       NULL,
    dossier             bytea       NULL,

    -- Keyed hash of document country and number.
    blind_index         bytea       NULL CHECK (octet_length(blind_index) = 32),
    -- Ids of cases of the same document that belong to another person by a reviewer's ruling.
    apart_from          uuid[]      NOT NULL DEFAULT '{}',

    -- For the lists of the desks: whose turn it is, the open tasks, and since when each desk has a task. A desk without
    -- a task has 9999-12-30 while another desk has one, and 9999-12-31 when the case is decided. Tasks say that
    -- evidence is missing, but not which: together with the next state that would tell the result of a check.
    turn                turn        NULL,
    tasks               text[]      NOT NULL DEFAULT '{}',
    embassy_since       timestamptz NOT NULL DEFAULT '9999-12-31 00:00:00+00',
    centre_since        timestamptz NOT NULL DEFAULT '9999-12-31 00:00:00+00',
    reviewer_since      timestamptz NOT NULL DEFAULT '9999-12-31 00:00:00+00',
    -- The reviewer who has taken the case; read and listed for reviewers only.
    assignee            text        NULL,
    assigned_at         timestamptz NULL,

    -- Length and last hash of the journal; they show if entries at its end were removed.
    journal_length      integer     NOT NULL CHECK (journal_length > 0),
    journal_head        bytea       NOT NULL CHECK (octet_length(journal_head) = 32),

    CONSTRAINT embassy_on_its_route CHECK ((route = 'EMBASSY') = (embassy IS NOT NULL)),
    CONSTRAINT sealed_or_erased CHECK (
        CASE WHEN state = 'ERASED'
             THEN num_nonnulls(key_id, wrapped_key, dossier, blind_index) = 0
             ELSE num_nonnulls(key_id, wrapped_key, dossier) = 3 END),
    CONSTRAINT assigned_with_time CHECK ((assignee IS NULL) = (assigned_at IS NULL))
);

-- If two cases of one document pass at the same moment, one is handed over. The other violates this index, is evaluated
-- again and waits for a reviewer. A case that a reviewer has ruled apart differs in apart_from.
CREATE UNIQUE INDEX application_handed_over ON application (blind_index, apart_from)
    WHERE state IN ('ACCEPTED', 'FORWARDED');
-- The other cases of a document, for reviewers (ApplicationTable.OTHER_CASES) and for look-ups
-- (DocumentIndexTable.CASES).
CREATE INDEX application_by_document ON application (blind_index) WHERE blind_index IS NOT NULL;
-- The lists of the desks, by keyset (ApplicationListTable); application_refusal_proposed for the filter of that name.
CREATE INDEX application_by_embassy ON application (embassy, embassy_since, id) WHERE embassy IS NOT NULL;
CREATE INDEX application_by_branch ON application (branch, centre_since, id) WHERE visible_to_branch;
CREATE INDEX application_refusal_proposed ON application (reviewer_since, id) WHERE refusal_proposed;
CREATE INDEX application_by_review ON application (reviewer_since, id);
CREATE INDEX application_to_evaluate ON application (next_evaluation_on) WHERE next_evaluation_on IS NOT NULL;
CREATE INDEX application_of_rule_set ON application (rule_set)
    WHERE state IN ('IN_PROGRESS', 'CLEARED_FOR_TRAVEL', 'IN_REVIEW');
-- Cases without change for a retention period (HousekeepingTable.IDLE).
CREATE INDEX application_to_purge ON application (state, updated_at)
    WHERE state IN ('IN_PROGRESS', 'CLEARED_FOR_TRAVEL', 'IN_REVIEW', 'REFUSED', 'WITHDRAWN', 'FORWARDED');

-- The order of the change feed: the number of the transaction that made the last visible change. A trigger sets it, so
-- that no statement can forget it: each visible change raises the version.
ALTER TABLE application ADD COLUMN changed_in xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX application_by_change ON application (owner, changed_in, id);
CREATE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_in := pg_current_xact_id();
    RETURN NEW;
END
$$;
CREATE TRIGGER application_changed BEFORE UPDATE ON application
    FOR EACH ROW WHEN (NEW.version <> OLD.version) EXECUTE FUNCTION record_change();

-- Who did what, and who read what. It holds no personal data and stays after erasure.
-- hash = sha256(previous hash || bytes of the entry); the first follows sha256(id of the application, 16 bytes).
CREATE TABLE journal (
    application_id      uuid        NOT NULL REFERENCES application,
    seq                 integer     NOT NULL CHECK (seq > 0),
    at                  timestamptz NOT NULL,
    client              text        NOT NULL,
    actor               text        NOT NULL,
    role                client_role NOT NULL,
    action              journal_action NOT NULL,
    detail              text        NULL,                   -- a code, never a value from a request
    hash                bytea       NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (application_id, seq)
);
-- Repeated reads of a case by one person within ten minutes are one entry.
CREATE INDEX journal_of_reads ON journal (application_id, client, actor, at)
    WHERE action IN ('READ', 'JOURNAL_READ', 'REPLAYED', 'RULING_PREVIEWED', 'LOOKED_UP', 'DISCLOSED');
-- How many cases each person read in a period (ReaderLogTable.COUNTS).
CREATE INDEX journal_reads_by_time ON journal (at)
    WHERE action IN ('READ', 'JOURNAL_READ', 'REPLAYED', 'RULING_PREVIEWED', 'LOOKED_UP', 'DISCLOSED');

-- Which lists the desks read: one entry for a page, none for its rows. Like the journal it holds no personal data and is
-- only added to, but it belongs to no case and has no chain.
CREATE TABLE list_read (
    at                  timestamptz NOT NULL,
    client              text        NOT NULL,
    actor               text        NOT NULL,
    role                text        NOT NULL CHECK (role IN ('embassy', 'recruiting-centre', 'reviewer')),
    filter              text        NOT NULL,               -- codes, and the id of the case before the page
    cases               integer     NOT NULL CHECK (cases >= 0)
);
-- Repeated reads of a list by one person within ten minutes are one entry (ApplicationListTable.ENTRY).
CREATE INDEX list_read_by_reader ON list_read (client, actor, at);
-- How many lists each person read in a period (ReaderLogTable.COUNTS).
CREATE INDEX list_read_by_time ON list_read (at);

-- The answers to Idempotency-Keys. A row stays after erasure, so that a repeated request cannot create a second case.
CREATE TABLE idempotency (
    client              text        NOT NULL,
    key_hash            bytea       NOT NULL CHECK (octet_length(key_hash) = 32),
    -- Keyed hash of the body; emptied by erasure.
    fingerprint         bytea       NULL CHECK (octet_length(fingerprint) = 32),
    application_id      uuid        NOT NULL REFERENCES application,
    answer              bytea       NULL,                   -- sealed under the data key of the application
    created_at          timestamptz NOT NULL,
    PRIMARY KEY (client, key_hash)
);
CREATE INDEX idempotency_by_application ON idempotency (application_id);
CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- Messages to send. A relay claims a row: it writes its claim and sets due_at to the end of the hold. A relay that
-- stops loses the row when the hold ends by the clock of the database.
CREATE TABLE outbox (
    id                  uuid        PRIMARY KEY,            -- the id of the CloudEvent, the same in every resend
    application_id      uuid        NOT NULL REFERENCES application,
    kind                message_kind NOT NULL,
    branch              text        NOT NULL CHECK (branch <> ''),  -- its address is a setting
    data                bytea       NOT NULL,               -- signed and encrypted for the recipient
    time                timestamptz NOT NULL,
    state               message_state NOT NULL DEFAULT 'PENDING',
    attempts            integer     NOT NULL DEFAULT 0,     -- how often the broker refused this message
    due_at              timestamptz NOT NULL DEFAULT now(),
    claim               uuid        NULL,                   -- holds it until due_at; only it may settle the row
    claims              integer     NOT NULL DEFAULT 0,     -- while 0 and unclaimed, nothing of it can have left
    last_failure        text        NULL CHECK (last_failure ~ '^[a-z0-9:_.-]{1,80}$'),
    created_at          timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT one_of_a_kind UNIQUE (application_id, kind),
    CONSTRAINT dead_is_unclaimed CHECK (state = 'PENDING' OR claim IS NULL)
) WITH (
    -- Each message leaves three dead row versions. With the default of 20 % a backlog would slow the index down.
    autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'PENDING';

-- Check values of the secret keys: half of an HMAC of a constant, which distinguishes keys without revealing them. The
-- first start with a key writes its row; a start with another key of the same id is refused. While there are cases,
-- only the owner can write a lost row again.
CREATE TABLE key_check (
    purpose             text        NOT NULL CHECK (purpose IN ('SEALING', 'BLIND_INDEX')),
    key_id              text        NOT NULL CHECK (key_id <> ''),
    check_value         text        NOT NULL CHECK (check_value ~ '^[0-9a-f]{32}$'),
    recorded_at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (purpose, key_id)
);
GRANT SELECT, INSERT ON key_check TO ${app_role};

-- One row. A replica is ready only if the version of its schema lies between the two. Each migration sets `installed`
-- to its number; a migration that removes columns which an older version reads also raises `readable_from`
-- (docs/operations.md, Upgrade).
CREATE TABLE schema_version (
    installed           integer     NOT NULL,
    readable_from       integer     NOT NULL CHECK (readable_from BETWEEN 1 AND installed),
    one                 boolean     PRIMARY KEY DEFAULT true CHECK (one)
);
INSERT INTO schema_version (installed, readable_from) VALUES (1, 1);
GRANT SELECT ON schema_version TO ${app_role};

-- Messages that the broker has accepted, without their data.
CREATE TABLE forwarded (
    id                  uuid        PRIMARY KEY,
    application_id      uuid        NOT NULL REFERENCES application,
    kind                message_kind NOT NULL,
    branch              text        NOT NULL,
    attempts            integer     NOT NULL,
    forwarded_at        timestamptz NOT NULL
);
CREATE INDEX forwarded_by_application ON forwarded (application_id);

-- Ciphertext cannot be compressed: without this the server would try for each row.
ALTER TABLE application ALTER COLUMN dossier SET STORAGE EXTERNAL;
ALTER TABLE idempotency ALTER COLUMN answer SET STORAGE EXTERNAL;
ALTER TABLE outbox ALTER COLUMN data SET STORAGE EXTERNAL;

-- The least rights of the service. It never deletes rows of application (erasure empties them) and never changes rows
-- of journal, list_read and forwarded. UPDATE is granted for the columns that a statement updates.
GRANT USAGE ON SCHEMA public TO ${app_role};
GRANT SELECT, INSERT         ON application, journal, list_read, forwarded TO ${app_role};
GRANT SELECT, INSERT, DELETE ON idempotency, outbox             TO ${app_role};
GRANT UPDATE (branch, embassy, turn, tasks, embassy_since, centre_since, reviewer_since, assignee, assigned_at, state,
    attention, refusal_proposed, visible_to_branch, rule_set, version, updated_at, next_evaluation_on, key_id,
    wrapped_key, dossier, blind_index, apart_from, journal_length, journal_head) ON application TO ${app_role};
GRANT UPDATE (fingerprint, answer) ON idempotency TO ${app_role};
GRANT UPDATE (claim, claims, due_at, state, attempts, last_failure) ON outbox TO ${app_role};
