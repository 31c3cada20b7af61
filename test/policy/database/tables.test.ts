import { expect } from 'chai';
import { rows, type Db } from '../../../db/knex.ts';
import { testDatabase } from '../../support/database.ts';

/** Tables of the whole province or of the installation: one row is the same for every facility. */
const sharedTables: Record<string, string> = {
  facilities: 'the facilities themselves',
  users: 'a person may work in several facilities',
  user_roles: 'read before the facility of a session is known',
  login_attempts: 'nobody has a facility yet when a log-in fails',
  refresh_tokens: 'read before the facility of a session is known',
  patients: 'one person is one record in the province',
  patient_identifiers: 'part of the person',
  insurance_cards: 'part of the person',
  patient_merges: 'one person is one record in the province',
  name_words: 'words that occur in names, of nobody in particular',
  allergies: 'part of the person: every facility must see them',
  patient_photos: 'part of the person',
  reproductive_states: 'part of the person: every facility must see them',
  patient_conditions: 'part of the person: every facility must see them; what tells of HIV is left out by the store',
  destinations: 'configuration of the installation',
  installation: 'what this installation has loaded',
  fhir_clients: 'read before the facility of a system that asks is known',
  fhir_assertions: 'belong to a client, whose facility is not known yet',
};

/** Catalogues have no facility and no history of changes: they are loaded from files that have one. */
const catalogues = [
  ...['icd_versions', 'icd_chapters', 'icd_blocks', 'icd_codes', 'icd_synonyms', 'icd_age_edits', 'icd_dual_pairs', 'techniques'],
  ...['service_prices', 'procedures', 'technique_procedures', 'observation_codes', 'drugs', 'drug_ingredients', 'insurance_ingredients'],
  ...[
    'ingredients',
    'interactions',
    'interaction_groups',
    'interaction_group_members',
    'drug_routes',
    'controlled_substances',
    'long_term_diseases',
    'provinces',
    'starter_templates',
    'growth_by_length',
    'growth_standards',
  ],
  ...[
    'service_prices',
    'procedures',
    'technique_procedures',
    'observation_codes',
    'lab_indicators',
    'lab_services',
    'lab_ranges',
    'drugs',
    'drug_ingredients',
    'insurance_ingredients',
  ],
  ...['ingredients', 'interactions', 'interaction_groups', 'drug_routes', 'controlled_substances', 'long_term_diseases', 'provinces'],
  ...['communes', 'facility_entries', 'insurance_disease_lists', 'code_entries', 'parameters'],
];

/** Tables that leave no entry in the change log, and why. */
const untracked: Record<string, string> = {
  price_list_lines: 'the lines of a list are never changed; the list itself is tracked, with the digest of its file',
  change_log: 'is the log',
  audit_events: 'only grows, and every row is hashed',
  audit_heads: 'the end of the chain, changed by every write',
  access_events: 'only grows, sealed into the chain',
  idempotency_keys: 'answers kept for a few days',
  counters: 'the number stands in the row that took it',
  login_attempts: 'a few minutes of counting',
  refresh_tokens: 'secrets that live for a shift',
  outbox_attempts: 'only grows',
  sharing_consents: 'only grows',
  fhir_assertions: 'a few minutes, so that none works twice',
  fhir_resources: 'follows from the closed visits, made anew at any time',
  fhir_identifiers: 'part of fhir_resources',
  fhir_links: 'what others hold of ours; found again by identifier at any time',
  prescription_transmission_attempts: 'only grows',
  claim_submission_attempts: 'only grows',
  claim_audit_acts: 'only grows',
  installation: 'written by the loaders only',
  name_words: 'follows from the names in patients',
  claim_checks: 'worked out anew from the visit at any time',
  settlement_claims: 'only grows; the report, which is tracked, says when its claims were fixed',
  settlement_lines: 'only grows, worked out anew from the claims at any time; the report keeps the digest',
  stock_balances: 'the running total of stock_movements and stock_reservations, which are tracked',
};

/** All tables but the migration library's; partitions follow their parent. */
const OURS = `n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname NOT LIKE 'knex\\_%'`;
const FROM_TABLES = `FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE ${OURS}`;

describe('every table', () => {
  let owner: Db;
  before(async () => {
    owner = (await testDatabase()).owner;
  });

  const names = async (sql: string): Promise<string[]> => (await rows<{ name: string }>(owner, sql)).map(({ name }) => name);
  const tables = async (condition = 'true') => await names(`SELECT c.relname AS name ${FROM_TABLES} AND ${condition} ORDER BY c.relname`);
  const ownedByFacility = async () => (await tables()).filter((name) => !(name in sharedTables) && !catalogues.includes(name));

  it('has a primary key', async () => {
    expect(await tables()).to.have.length.greaterThan(40);
    expect(await tables(`NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.contype = 'p')`)).to.deep.equal([]);
  });

  it('of a list here exists', async () => {
    const real = await tables();
    expect([...Object.keys(sharedTables), ...catalogues, ...Object.keys(untracked)].filter((name) => !real.includes(name))).to.deep.equal(
      [],
    );
  });

  it('belongs to a facility, with its key beginning there, or stands in a list with the reason', async () => {
    const startsWithFacility = await tables(`EXISTS (
      SELECT FROM pg_constraint AS k JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
       WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attname = 'facility_id')`);
    // The log is found by its sequence; it is partitioned by time, so that is what its key must hold.
    expect((await ownedByFacility()).filter((name) => !startsWithFacility.includes(name))).to.deep.equal(['change_log']);
  });

  it('that belongs to a facility has row security on, forced, and the fence as its only policy', async () => {
    const fenced =
      await tables(`c.relrowsecurity AND c.relforcerowsecurity AND 1 = (SELECT count(*) FROM pg_policy AS p WHERE p.polrelid = c.oid)
      AND EXISTS (SELECT FROM pg_policies AS p WHERE p.schemaname = 'public' AND p.tablename = c.relname AND p.cmd = 'ALL' AND p.roles = '{public}'
                     AND p.qual = '(facility_id = current_facility())' AND p.with_check = p.qual)`);
    expect((await ownedByFacility()).filter((name) => !fenced.includes(name))).to.deep.equal([]);
  });

  it('with a column facility_id that is not fenced stands in a list with the reason', async () => {
    const open = await tables(`NOT c.relrowsecurity AND EXISTS (
      SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = 'facility_id' AND NOT a.attisdropped)`);
    expect(open.filter((name) => !(name in sharedTables))).to.deep.equal([]);
  });

  it('is changed only with an entry in the change log, or stands in a list with the reason', async () => {
    const tracked = await tables(`EXISTS (
      SELECT FROM pg_trigger AS t JOIN pg_proc AS f ON f.oid = t.tgfoid
       WHERE t.tgrelid = c.oid AND f.proname = 'log_change' AND t.tgenabled = 'O' AND t.tgtype & 28 = 28 AND t.tgtype & 1 = 1)`);
    const missing = (await tables()).filter((name) => !tracked.includes(name) && !(name in untracked) && !catalogues.includes(name));
    expect(missing).to.deep.equal([]);
    expect(tracked.filter((name) => name in untracked || catalogues.includes(name))).to.deep.equal([]);
  });

  it('with a version counts it up by trigger', async () => {
    const unversioned = await tables(`
      EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = 'version' AND a.atttypid = 'integer'::regtype)
      AND NOT EXISTS (SELECT FROM pg_trigger AS t JOIN pg_proc AS f ON f.oid = t.tgfoid WHERE t.tgrelid = c.oid AND f.proname = 'bump_version')`);
    expect(unversioned).to.deep.equal([]);
  });
});

describe('every foreign key', () => {
  let owner: Db;
  before(async () => {
    owner = (await testDatabase()).owner;
  });

  const keys = async (condition: string): Promise<string[]> =>
    (
      await rows<{ name: string }>(
        owner,
        `SELECT k.conname AS name FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
          WHERE k.contype = 'f' AND ${OURS} AND ${condition} ORDER BY k.conname`,
      )
    ).map(({ name }) => name);

  it('between facility-owned tables carries the facility on both sides', async () => {
    const withFacility = (relation: string, columns: string) => `EXISTS (SELECT FROM pg_attribute AS a
      WHERE a.attrelid = k.${relation} AND a.attnum = ANY (k.${columns}) AND a.attname = 'facility_id')`;
    const fenced = (relation: string) => `(SELECT r.relrowsecurity FROM pg_class AS r WHERE r.oid = k.${relation})`;
    const between = `${fenced('conrelid')} AND ${fenced('confrelid')}`;
    expect(await keys(between)).not.to.be.empty;
    expect(
      await keys(`${between} AND NOT (${withFacility('conrelid', 'conkey')} AND ${withFacility('confrelid', 'confkey')})`),
    ).to.deep.equal([]);
  });

  it('is covered by the first columns of an index, so that a look from the other side scans nothing', async () => {
    const covered = `EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = k.conrelid AND i.indisvalid
      AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) ~ '^\\(\\w+ IS NOT NULL\\)$')
      AND k.conkey @> (i.indkey::smallint[])[0:cardinality(k.conkey) - 1] AND k.conkey <@ (i.indkey::smallint[])[0:cardinality(k.conkey) - 1])`;
    expect(await keys(`NOT ${covered}`)).to.deep.equal([]);
  });

  it('keeps what it points to: nothing is deleted or emptied along with it', async () => {
    expect(await keys(`k.confdeltype <> 'a'`)).to.deep.equal([]);
  });
});
