import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Where the person goes: home, home with a day to come back, to a ward here, to another facility.
ALTER TABLE encounter_closures ADD COLUMN disposition text,
  -- Why the visit ended though another room had not finished with the person.
  ADD COLUMN left_rooms_reason text;
ALTER TABLE encounter_closures DISABLE TRIGGER log_change;
UPDATE encounter_closures SET disposition = CASE WHEN discharge_type IN ('2', '5') THEN 'referral' WHEN follow_up_on IS NOT NULL THEN 'follow-up' ELSE 'home' END;
ALTER TABLE encounter_closures ENABLE TRIGGER log_change;
ALTER TABLE encounter_closures ALTER COLUMN disposition SET NOT NULL,
  ADD CONSTRAINT encounter_closures_disposition_check CHECK (disposition IN ('home', 'follow-up', 'admission', 'referral'));
`);

// DESTRUCTIVE: who was admitted, and why rooms were left, is lost.
export const down = (knex: Knex) => knex.raw(`ALTER TABLE encounter_closures DROP COLUMN left_rooms_reason, DROP COLUMN disposition`);
