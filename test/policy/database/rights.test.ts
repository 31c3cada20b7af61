import { expect } from 'chai';
import { rows, type Db } from '../../../db/knex.ts';
import { testDatabase } from '../../support/database.ts';

/** Where the application may delete: rows that are no record of a person or of money, and why. */
const deletable: Record<string, string> = {
  fhir_assertions: 'forgotten once they have ended',
  fhir_identifiers: 'part of fhir_resources',
  fhir_links: 'ids that another system gave and does not know any more; found again by identifier',
  fhir_resources: 'an index of closed visits, made anew at any time',
  idempotency_keys: 'answers kept for a few days',
  login_attempts: 'forgotten after a good log-in',
  refresh_tokens: 'expired ones are tidied away',
  user_roles: 'a role that is taken away; the change log keeps it',
};

/** Functions that act with the owner's rights, and what for. */
const asOwner: Record<string, string> = {
  append_audit: 'the only way into the chain',
  log_change: 'the only way into the change log',
  seal_access_events: 'marks openings as sealed',
};

describe('the rights of the application', () => {
  let owner: Db;
  let app: Db;
  before(async () => {
    ({ owner, app } = await testDatabase());
  });

  const names = async (db: Db, sql: string): Promise<string[]> => (await rows<{ name: string }>(db, sql)).map(({ name }) => name);
  const TABLES = `FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'S')`;
  const may = async (right: string) =>
    await names(
      app,
      `SELECT c.relname AS name ${TABLES} AND c.relkind <> 'S' AND has_table_privilege(current_user, c.oid, '${right}') ORDER BY c.relname`,
    );

  it('own nothing in the database', async () => {
    const owned = `pg_has_role('his_app', c.relowner, 'USAGE')`;
    expect(await names(owner, `SELECT c.relname AS name ${TABLES} AND ${owned}`)).to.deep.equal([]);
    const functions = `SELECT f.proname AS name FROM pg_proc AS f WHERE f.pronamespace = 'public'::regnamespace AND pg_has_role('his_app', f.proowner, 'USAGE')`;
    expect(await names(owner, functions)).to.deep.equal([]);
  });

  it('allow no role that could bypass row security or make others', async () => {
    const strong = `SELECT r.rolname AS name FROM pg_roles AS r WHERE pg_has_role(current_user, r.oid, 'MEMBER')
      AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication)`;
    expect(await names(app, strong)).to.deep.equal([]);
  });

  it('create nothing', async () => {
    const [found] = await rows<{ create: boolean }>(app, `SELECT has_schema_privilege(current_user, 'public', 'CREATE') AS create`);
    expect(found?.create).to.equal(false);
  });

  it('delete only where nothing of a person is kept', async () => {
    expect(await may('DELETE')).to.deep.equal(Object.keys(deletable).sort());
  });

  it('empty no table, and hang no trigger on one', async () => {
    expect([...(await may('TRUNCATE')), ...(await may('TRIGGER')), ...(await may('REFERENCES'))]).to.deep.equal([]);
  });

  it('never change what was signed, settled, sent or logged', async () => {
    const final = [
      'encounter_coverages',
      'prescriptions',
      'prescription_lines',
      'prescription_overrides',
      'bills',
      'bill_lines',
      'payer_changes',
      'specimen_orders',
      'critical_notices',
      'result_readings',
      'result_books',
      'order_prints',
      ...['visit_papers', 'visit_paper_withdrawals'],
      'blood_bag_acts',
      ...['receipts', 'receipt_prints', 'account_reductions', 'charge_adjustments'],
      ...['settlement_claims', 'settlement_lines'],
      ...['stock_document_lines', 'stock_movements', 'dispensings', 'drug_substitutions'],
      ...['stock_document_lines', 'stock_movements', 'dispensings', 'drug_substitutions', 'cabinet_issues'],
    ];
    const logs = [
      'claim_files',
      'claim_rule_settings',
      ...['claim_reason_rules', 'claim_audit_imports', 'claim_audit_acts'],
      ...['outbox_attempts', 'sharing_consents'],
      'prescription_transmission_attempts',
      'claim_submission_attempts',
      'eligibility_checks',
      'access_events',
      'audit_events',
      'audit_heads',
      'change_log',
    ];
    const changeable = await may('UPDATE');
    expect([...final, ...logs].filter((name) => changeable.includes(name))).to.deep.equal([]);
  });

  it('write into the logs only through their functions', async () => {
    const writable = await may('INSERT');
    expect(['audit_events', 'audit_heads', 'change_log'].filter((name) => writable.includes(name))).to.deep.equal([]);
  });

  it('reach the owner’s rights only through functions that are listed here, each with a fixed search path', async () => {
    const definers = await rows<{ name: string; fixed: boolean }>(
      owner,
      `SELECT f.proname AS name, EXISTS (SELECT FROM unnest(f.proconfig) AS s WHERE s = 'search_path=public, pg_temp') AS fixed
         FROM pg_proc AS f WHERE f.pronamespace = 'public'::regnamespace AND f.prosecdef ORDER BY f.proname`,
    );
    expect(definers.map(({ name }) => name)).to.deep.equal(Object.keys(asOwner));
    expect(definers.filter(({ fixed }) => !fixed)).to.deep.equal([]);
  });

  it('have append_audit as the only function that writes the chain', async () => {
    const writers = await names(
      owner,
      `SELECT f.proname AS name FROM pg_proc AS f WHERE f.pronamespace = 'public'::regnamespace AND f.prosrc ~* 'insert\\s+into\\s+audit_events' ORDER BY 1`,
    );
    expect(writers).to.deep.equal(['append_audit']);
    const granted = await names(
      owner,
      `SELECT CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END AS name
         FROM pg_proc AS f CROSS JOIN LATERAL aclexplode(f.proacl) AS g WHERE f.proname = 'append_audit' AND g.grantee <> f.proowner`,
    );
    expect(granted).to.deep.equal(['his_app']);
  });
});
