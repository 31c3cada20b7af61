import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- The health book is reached through the insurer's gateway, whose address and account each facility has by itself.
ALTER TABLE destinations
  DROP CONSTRAINT destinations_kind_check,
  ADD CONSTRAINT destinations_kind_check CHECK (kind IN ('fhir', 'health-book')),
  ALTER COLUMN base_url DROP NOT NULL,
  ADD CONSTRAINT destinations_base_url_kind_check CHECK ((kind = 'fhir') = (base_url IS NOT NULL));
`);

// DESTRUCTIVE: health books are no destinations any more; with messages that name them this fails.
export const down = (knex: Knex) =>
  knex.raw(`
DELETE FROM destinations WHERE kind <> 'fhir';
ALTER TABLE destinations
  DROP CONSTRAINT destinations_base_url_kind_check,
  ALTER COLUMN base_url SET NOT NULL,
  DROP CONSTRAINT destinations_kind_check,
  ADD CONSTRAINT destinations_kind_check CHECK (kind = 'fhir');
`);
