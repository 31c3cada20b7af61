import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- How children grow, by completed month: L, M and S of the WHO standards, with the printed limits of -3 and -2 SD to check them by.
CREATE TABLE growth_standards (
  indicator text NOT NULL CONSTRAINT growth_standards_indicator_check CHECK (indicator IN ('weight-for-age', 'height-for-age')),
  sex text NOT NULL CONSTRAINT growth_standards_sex_check CHECK (sex IN ('male', 'female')),
  month smallint NOT NULL CONSTRAINT growth_standards_month_check CHECK (month BETWEEN 0 AND 60),
  l numeric NOT NULL,
  m numeric NOT NULL,
  s numeric NOT NULL,
  sd3neg numeric NOT NULL,
  sd2neg numeric NOT NULL,
  valid_from date NOT NULL,
  valid_to date CONSTRAINT growth_standards_valid_to_check CHECK (valid_to >= valid_from),
  source text NOT NULL,
  confidence text NOT NULL CONSTRAINT growth_standards_confidence_check CHECK (confidence IN ('sure', 'likely', 'unsure')),
  CONSTRAINT growth_standards_pkey PRIMARY KEY (indicator, sex, month, valid_from)
);
GRANT SELECT ON growth_standards TO his_app;
`);

export const down = (knex: Knex) => knex.raw(`DROP TABLE growth_standards`);
