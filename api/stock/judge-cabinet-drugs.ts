import { listCabinetIssues, type IssueLine } from '../../db/stores/cabinet-store.ts';
import type { ReadTx } from '../../db/doors.ts';
import type { CatalogueDrug } from '../../db/stores/drug-catalogue-store.ts';
import type { Encounter } from '../../db/stores/encounter-store.ts';
import { listOpenDrugs } from '../../db/stores/prescription-store.ts';
import { readPrescribingFacts } from '../../db/views/prescribing-view.ts';
import { localDay } from '../../domain/dates.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { checkAllergies } from '../../domain/prescriptions/check-allergies.ts';
import { checkInteractions } from '../../domain/prescriptions/check-interactions.ts';
import { checkPerson } from '../../domain/prescriptions/check-person.ts';
import { computeDailyQuantity } from '../../domain/prescriptions/dosage.ts';
import { itemKindOf } from '../../domain/stock/item-kind.ts';
import type { ApiCtx } from '../http/context.ts';

export interface JudgedDrugs {
  issues: Issue[];
  drugs: Map<string, CatalogueDrug>;
}

/**
 * Whether the facility has the drugs, and the safety check against what was prescribed and taken in the visit before. `lines` are all of what is
 * taken, for paths name their places; supplies among them are passed over.
 */
export async function judgeCabinetDrugs(tx: ReadTx, ctx: ApiCtx, encounter: Encounter, lines: IssueLine[]): Promise<JudgedDrugs> {
  const places = lines.flatMap((line, i) => (itemKindOf(line.drugCode) === 'drug' ? [i] : []));
  const own = lines.filter(({ drugCode }) => itemKindOf(drugCode) === 'drug');
  const day = localDay(ctx.now);
  const drugCodes = own.map(({ drugCode }) => drugCode);
  const { facts, drugs } = await readPrescribingFacts(tx, encounter, { drugCodes, open: await takenBefore(tx, ctx, encounter, own), day });
  const drafted = own.map(({ drugCode, quantity, usage }) => ({ drugCode, quantity, dosage: { note: usage, days: 1 } }));
  const basic = own.flatMap(({ drugCode, usage, orderId, payer }, i) => [
    ...(drugs.has(drugCode) ? [] : [error('stock_drug_unknown', `lines.${i}.drugCode`, { drug: drugCode })]),
    ...(facts.place.formulary.has(drugCode) ? [] : [error('cabinet_not_in_formulary', `lines.${i}.drugCode`)]),
    ...(usage === '' ? [error('cabinet_usage_missing', `lines.${i}.usage`)] : []),
    ...(orderId === undefined ? [] : [error('supply_only', `lines.${i}.orderId`)]),
    ...(payer === 'included' ? [error('supply_only', `lines.${i}.payer`)] : []),
  ]);
  const issues = [...basic, ...checkAllergies(drafted, facts), ...checkInteractions(drafted, facts), ...checkPerson(drafted, facts)];
  return { drugs, issues: issues.map((issue) => ({ ...issue, path: atPlace(issue.path, places) })) };
}

/** What the person takes or was given in this visit, without what is taken now. */
async function takenBefore(tx: ReadTx, ctx: ApiCtx, encounter: Encounter, own: IssueLine[]) {
  const prescribed = (await listOpenDrugs(tx, encounter, localDay(ctx.now))).map(({ drugCode, dosage }) => ({
    ...{ drugCode, dailyQuantity: computeDailyQuantity(dosage) },
  }));
  const before = (await listCabinetIssues(tx, ctx.facilityId, encounter.id)).filter(({ reversedAt }) => reversedAt === null);
  const taken = before
    .flatMap(({ lines }) => lines.map(({ drugCode }) => drugCode))
    .filter((code) => itemKindOf(code) === 'drug' && !own.some(({ drugCode }) => drugCode === code));
  return [...prescribed, ...taken.map((drugCode) => ({ drugCode, dailyQuantity: '0' }))];
}

const atPlace = (path: string, places: number[]): string =>
  path.replace(/^lines\.(\d+)/, (_, i: string) => `lines.${places[Number(i)] ?? i}`);
