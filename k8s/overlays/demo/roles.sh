#!/bin/sh
# Creates the two roles: the owner for migrations, and the role of the service. The environment (Secret postgres) holds
# the passwords.
set -eu
psql -v ON_ERROR_STOP=1 -v owner="$INTAKE_OWNER_PASSWORD" -v app="$INTAKE_APP_PASSWORD" -U postgres <<'SQL'
CREATE ROLE intake_owner LOGIN PASSWORD :'owner';
CREATE ROLE intake_app LOGIN PASSWORD :'app';
CREATE DATABASE intake OWNER intake_owner;
REVOKE ALL ON DATABASE intake FROM PUBLIC;
GRANT CONNECT ON DATABASE intake TO intake_app;
SQL
