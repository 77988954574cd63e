-- Run this once, as the owner of the database, when the cluster is ready:
--   kubectl -n databases exec -i intake-1 -- psql intake < grants.sql
REVOKE ALL ON DATABASE intake FROM PUBLIC;
GRANT CONNECT ON DATABASE intake TO intake_app;
