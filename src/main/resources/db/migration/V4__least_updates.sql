-- A running service changes what a case has become, and never whose it is, where it came from or what was written for it.
REVOKE UPDATE ON application, idempotency, outbox FROM ${app_role};
GRANT UPDATE (branch, state, shown_state, attention, open_to_branch, rule_set, version, updated_at, next_evaluation_on, key_id,
    wrapped_key, dossier, blind_index, first_of_document, journal_length, journal_head) ON application TO ${app_role};
GRANT UPDATE (fingerprint, answer) ON idempotency TO ${app_role};
GRANT UPDATE (claim, claims, due_at, state, attempts, last_failure) ON outbox TO ${app_role};
