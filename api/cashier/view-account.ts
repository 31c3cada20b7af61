import { openRecord, read } from '../../db/doors.ts';
import { findBankAccount } from '../../db/stores/bank-account-store.ts';
import { findEncounter, listCoverages } from '../../db/stores/encounter-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { findAccounts, listAccounts } from '../../db/views/account-view.ts';
import { findPaperPerson } from '../../db/views/paper-view.ts';
import { addDays, localDay, startOfDay } from '../../domain/dates.ts';
import { payerGroups } from '../../domain/payments/payer-groups.ts';
import { readAccount } from '../http/account.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import { accountView } from './account-view.ts';
import type { AccountList, AccountView, FindAccounts, PayerView } from './cashier-schemas.ts';

const LIST_MAX = 200;
/** A name is looked for among the visits of these days, and so is money that is still owed; a code finds any. */
const NAME_DAYS = 31;

/** Who still owes or is owed, or who came today, or what a scan and typed words find. */
export async function searchAccounts(ctx: ApiCtx, { query, show }: FindAccounts): Promise<AccountList> {
  const today = localDay(ctx.now);
  const since = startOfDay(addDays(today, -NAME_DAYS));
  const limit = LIST_MAX + 1;
  return await read(ctx, async (tx) => {
    const found =
      query === ''
        ? await listAccounts(tx, ctx.facilityId, { since: show === 'due' ? since : startOfDay(today), onlyDue: show === 'due', limit })
        : await findAccounts(tx, ctx.facilityId, { query, day: today, since, limit });
    return { items: found.slice(0, LIST_MAX), more: found.length > LIST_MAX };
  });
}

/** The bill in the blocks of the cost sheet, live while the visit runs, with every row of money. */
export async function viewAccount(ctx: ApiCtx, encounterId: string): Promise<AccountView> {
  return await read(ctx, async (tx) => {
    const encounter = await findEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    const account = await readAccount(tx, encounter);
    const bankAccount = (await findBankAccount(tx, ctx.facilityId)) ?? null;
    return accountView(encounter, account, bankAccount);
  });
}

/** Who pays; the opening is logged. */
export async function viewPayer(ctx: ApiCtx, encounterId: string): Promise<PayerView> {
  return await read(ctx, async (tx) => {
    const encounter = await findEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    await openRecord(tx, ctx, { patientId: encounter.patientId, encounterId });
    const patient = await findPatient(tx, encounter.patientId);
    const person = await findPaperPerson(tx, ctx.facilityId, encounter.patientId);
    if (person === undefined || patient === undefined) throw new Error('the patient of a visit is gone');
    const { id: patientId, ...named } = person;
    const card = (await listCoverages(tx, ctx.facilityId, encounterId)).at(-1);
    return {
      ...{ encounterId, code: encounter.code, patientId, ethnicityCode: patient.ethnicityCode, arrivalCategory: encounter.arrivalCategory },
      ...named,
      card: card ?? null,
      groups: card === undefined ? [] : payerGroups(card),
    };
  });
}
