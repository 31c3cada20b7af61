import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
ALTER TABLE growth_standards DROP CONSTRAINT growth_standards_indicator_check,
  ADD CONSTRAINT growth_standards_indicator_check CHECK (indicator IN ('weight-for-age', 'height-for-age', 'bmi-for-age'));
-- What children of a length weigh, whatever their age: L, M and S of the WHO standards by whole centimetre, with the printed limits to check them by.
CREATE TABLE growth_by_length (
  indicator text NOT NULL CONSTRAINT growth_by_length_indicator_check CHECK (indicator IN ('weight-for-length', 'weight-for-height')),
  sex text NOT NULL CONSTRAINT growth_by_length_sex_check CHECK (sex IN ('male', 'female')),
  length_cm smallint NOT NULL CONSTRAINT growth_by_length_length_cm_check CHECK (length_cm BETWEEN 45 AND 120),
  l numeric NOT NULL,
  m numeric NOT NULL,
  s numeric NOT NULL,
  sd3neg numeric NOT NULL,
  sd2neg numeric NOT NULL,
  valid_from date NOT NULL,
  valid_to date CONSTRAINT growth_by_length_valid_to_check CHECK (valid_to >= valid_from),
  source text NOT NULL,
  confidence text NOT NULL CONSTRAINT growth_by_length_confidence_check CHECK (confidence IN ('sure', 'likely', 'unsure')),
  CONSTRAINT growth_by_length_pkey PRIMARY KEY (indicator, sex, length_cm, valid_from)
);
GRANT SELECT ON growth_by_length TO his_app;
`);

// DESTRUCTIVE: the rows of body mass index are lost; loading the reference data brings them back.
export const down = (knex: Knex) =>
  knex.raw(`
DROP TABLE growth_by_length;
DELETE FROM growth_standards WHERE indicator = 'bmi-for-age';
ALTER TABLE growth_standards DROP CONSTRAINT growth_standards_indicator_check,
  ADD CONSTRAINT growth_standards_indicator_check CHECK (indicator IN ('weight-for-age', 'height-for-age'));
`);
