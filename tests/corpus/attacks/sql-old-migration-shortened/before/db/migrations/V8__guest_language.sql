ALTER TABLE guests ADD COLUMN language text;
