-- What the broker has taken stays written down: the service has never deleted a row of it, and may not.
REVOKE DELETE ON forwarded FROM ${app_role};
