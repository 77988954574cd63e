-- The whole store. Personal data is only in columns that hold ciphertext: application.dossier, idempotency.answer,
-- outbox.data. Whatever else is here may be read by whoever has a backup, and must tell them nothing about a person.
--
-- The migrating role owns everything; ${app_role} is the role that the service runs as.

CREATE TABLE application (
    id                  uuid        PRIMARY KEY,            -- random: ids must not be guessable
    owner               text        NOT NULL CHECK (owner <> ''),   -- the client that posted it
    route               text        NOT NULL CHECK (route IN ('EMBASSY', 'IN_COUNTRY')),
    branch              text        NOT NULL CHECK (branch IN (
                                        'GROUND_FORCES', 'TERRITORIAL_DEFENCE', 'DEFENCE_INTELLIGENCE',
                                        'SPECIAL_OPERATIONS', 'NATIONAL_GUARD', 'STATE_SPECIAL_TRANSPORT')),
    embassy             text        NULL CHECK (embassy <> ''),     -- id in the directory of embassies
    state               text        NOT NULL CHECK (state IN (
                                        'IN_PROGRESS', 'CLEARED_FOR_TRAVEL', 'IN_REVIEW', 'REFUSAL_PROPOSED', 'REFUSED',
                                        'ACCEPTED', 'FORWARDED', 'WITHDRAWN', 'ERASED')),
    -- What everybody but reviewers sees: a case held only by a hidden finding looks as if it waited for its next step.
    shown_state         text        NOT NULL CHECK (shown_state IN (
                                        'IN_PROGRESS', 'CLEARED_FOR_TRAVEL', 'IN_REVIEW', 'REFUSAL_PROPOSED', 'REFUSED',
                                        'ACCEPTED', 'FORWARDED', 'WITHDRAWN', 'ERASED')),
    attention           boolean     NOT NULL DEFAULT false, -- cleared for travel, then lost a ground: flagged to its embassy
    -- Whether the recruiting centres of the branch may see it: in the country, or cleared for travel once.
    open_to_branch      boolean     NOT NULL,
    rule_set            text        NOT NULL,
    version             integer     NOT NULL DEFAULT 1 CHECK (version > 0), -- the ETag
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    -- Tells that something happens on that day, not what.
    next_evaluation_on  date        NULL,

    -- The three that make a person readable. Erasure empties them: without its data key a copy in a backup stays closed.
    key_id              text        NULL,
    wrapped_key         bytea       NULL,
    dossier             bytea       NULL,

    -- Keyed hash of document country and number.
    blind_index         bytea       NULL CHECK (octet_length(blind_index) = 32),
    first_of_document   boolean     NOT NULL,

    -- Kept apart from the journal, so that a cut tail shows.
    journal_length      integer     NOT NULL CHECK (journal_length > 0),
    journal_head        bytea       NOT NULL CHECK (octet_length(journal_head) = 32),

    CONSTRAINT embassy_on_its_route CHECK ((route = 'EMBASSY') = (embassy IS NOT NULL)),
    CONSTRAINT sealed_or_erased CHECK (
        CASE WHEN state = 'ERASED'
             THEN num_nonnulls(key_id, wrapped_key, dossier, blind_index) = 0
             ELSE num_nonnulls(key_id, wrapped_key, dossier) = 3 END)
);

-- Two posts of one document at the same moment: one becomes the first, the other meets this index and is decided again,
-- knowing of it. A closed case frees the place by itself.
CREATE UNIQUE INDEX application_first_of_document ON application (blind_index)
    WHERE first_of_document AND state NOT IN ('REFUSED', 'WITHDRAWN', 'ERASED');
CREATE INDEX application_by_document ON application (blind_index) WHERE blind_index IS NOT NULL;
-- The lists, by keyset.
CREATE INDEX application_by_embassy ON application (embassy, created_at, id) WHERE embassy IS NOT NULL;
CREATE INDEX application_by_branch ON application (branch, created_at, id) WHERE open_to_branch;
CREATE INDEX application_by_state ON application (state, created_at, id)
    WHERE state IN ('IN_PROGRESS', 'CLEARED_FOR_TRAVEL', 'IN_REVIEW', 'REFUSAL_PROPOSED');
CREATE INDEX application_by_age ON application (created_at, id);
CREATE INDEX application_to_evaluate ON application (next_evaluation_on) WHERE next_evaluation_on IS NOT NULL;
CREATE INDEX application_of_rule_set ON application (rule_set)
    WHERE state IN ('IN_PROGRESS', 'CLEARED_FOR_TRAVEL', 'IN_REVIEW', 'REFUSAL_PROPOSED');
-- Retention looks for those whose period is over; what is open is found along application_by_state.
CREATE INDEX application_to_purge ON application (state, updated_at) WHERE state IN ('REFUSED', 'WITHDRAWN', 'FORWARDED');

-- Who did and who read what. Holds no personal data and nothing that erasure destroys, so that the chain outlives it:
-- hash = sha256(previous hash || bytes of the entry); before the first stands sha256(id of the application, 16 bytes).
CREATE TABLE journal (
    application_id      uuid        NOT NULL REFERENCES application,
    seq                 integer     NOT NULL CHECK (seq > 0),
    at                  timestamptz NOT NULL,
    client              text        NOT NULL,
    actor               text        NOT NULL,
    role                text        NOT NULL CHECK (role IN (
                                        'portal', 'embassy', 'recruiting-centre', 'reviewer', 'privacy', 'operator',
                                        'service')),
    action              text        NOT NULL CHECK (action IN (
                                        'SUBMITTED', 'READ', 'STEP_RECORDED', 'EVIDENCE_RECORDED', 'AMENDED', 'RESOLVED',
                                        'REEVALUATED', 'ACCEPTED', 'FORWARDED', 'RESUBMITTED', 'WITHDRAWN', 'ERASED',
                                        'JOURNAL_READ', 'REPLAYED')),
    detail              text        NULL,                   -- a code, never a value that somebody sent
    hash                bytea       NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (application_id, seq)
);

-- What was answered to an Idempotency-Key. The row outlives erasure, so that a replay cannot create a second case.
CREATE TABLE idempotency (
    client              text        NOT NULL,
    key_hash            bytea       NOT NULL CHECK (octet_length(key_hash) = 32),
    fingerprint         bytea       NULL CHECK (octet_length(fingerprint) = 32),    -- keyed hash of the body; gone with erasure
    application_id      uuid        NOT NULL REFERENCES application,
    answer              bytea       NULL,                   -- sealed under the data key of the application
    created_at          timestamptz NOT NULL,
    PRIMARY KEY (client, key_hash)
);
CREATE INDEX idempotency_by_application ON idempotency (application_id);
CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- What is still to be sent. A relay claims a row by writing its claim and pushing due_at behind the end of its hold: a
-- relay that died or froze loses the row by the mere passing of time, on the database's clock and nobody else's.
CREATE TABLE outbox (
    id                  uuid        PRIMARY KEY,            -- the id of the CloudEvent, the same in every resend
    application_id      uuid        NOT NULL REFERENCES application,
    kind                text        NOT NULL CHECK (kind IN ('ACCEPTED', 'WITHDRAWN')),
    branch              text        NOT NULL CHECK (branch <> ''),  -- its address is a setting, read when it is sent
    data                bytea       NOT NULL,               -- signed and sealed to the recipient when the row was made
    time                timestamptz NOT NULL,
    state               text        NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'DEAD')),
    attempts            integer     NOT NULL DEFAULT 0,     -- how often the broker refused this very row
    due_at              timestamptz NOT NULL DEFAULT now(),
    claim               uuid        NULL,                   -- who holds it until due_at; nobody else may settle it
    claims              integer     NOT NULL DEFAULT 0,     -- while 0, nothing of it can have left the house
    last_failure        text        NULL CHECK (last_failure ~ '^[a-z0-9:_.-]{1,80}$'),
    created_at          timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT one_of_a_kind UNIQUE (application_id, kind),
    CONSTRAINT dead_is_unclaimed CHECK (state = 'PENDING' OR claim IS NULL)
) WITH (
    -- Every row that passes leaves three dead versions; left to the default of 20 % a long backlog would bury the index.
    autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'PENDING';

-- What the broker has taken. Sent rows leave the hot table; the message itself is not kept.
CREATE TABLE forwarded (
    id                  uuid        PRIMARY KEY,
    application_id      uuid        NOT NULL REFERENCES application,
    kind                text        NOT NULL CHECK (kind IN ('ACCEPTED', 'WITHDRAWN')),
    branch              text        NOT NULL,
    attempts            integer     NOT NULL,
    forwarded_at        timestamptz NOT NULL
);
CREATE INDEX forwarded_by_application ON forwarded (application_id);

-- The least that the service can run with. Rows of application are never deleted, erasure empties them; a line of the
-- journal can be written and read, and neither changed nor removed.
GRANT USAGE ON SCHEMA public TO ${app_role};
GRANT SELECT, INSERT, UPDATE         ON application TO ${app_role};
GRANT SELECT, INSERT                 ON journal     TO ${app_role};
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency TO ${app_role};
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox      TO ${app_role};
GRANT SELECT, INSERT, DELETE         ON forwarded   TO ${app_role};
