-- What is sealed cannot be made smaller: the server tried with every row that it wrote, and gave up each time.
ALTER TABLE application ALTER COLUMN dossier SET STORAGE EXTERNAL;
ALTER TABLE idempotency ALTER COLUMN answer SET STORAGE EXTERNAL;
ALTER TABLE outbox ALTER COLUMN data SET STORAGE EXTERNAL;
