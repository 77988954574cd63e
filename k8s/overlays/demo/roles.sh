#!/bin/sh
# The two roles: one owns and migrates, one runs. The passwords are in the environment (Secret postgres).
set -eu
psql -v ON_ERROR_STOP=1 -v owner="$INTAKE_OWNER_PASSWORD" -v app="$INTAKE_APP_PASSWORD" -U postgres <<'SQL'
CREATE ROLE intake_owner LOGIN PASSWORD :'owner';
CREATE ROLE intake_app LOGIN PASSWORD :'app';
CREATE DATABASE intake OWNER intake_owner;
REVOKE ALL ON DATABASE intake FROM PUBLIC;
GRANT CONNECT ON DATABASE intake TO intake_app;
SQL
