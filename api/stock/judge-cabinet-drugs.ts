import type { IssueLine } from '../../db/stores/cabinet-store.ts';
import type { ReadTx } from '../../db/doors.ts';
import type { CatalogueDrug } from '../../db/stores/drug-catalogue-store.ts';
import type { Encounter } from '../../db/stores/encounter-store.ts';
import { readOpenLines } from '../../db/views/open-drugs-view.ts';
import { readPrescribingFacts } from '../../db/views/prescribing-view.ts';
import { localDay } from '../../domain/dates.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { checkAllergies } from '../../domain/prescriptions/check-allergies.ts';
import { checkInteractions } from '../../domain/prescriptions/check-interactions.ts';
import { checkPerson } from '../../domain/prescriptions/check-person.ts';
import { itemKindOf } from '../../domain/stock/item-kind.ts';
import type { ApiCtx } from '../http/context.ts';

export interface JudgedDrugs {
  issues: Issue[];
  drugs: Map<string, CatalogueDrug>;
}

/**
 * Whether the facility has the drugs, and the safety check against what still acts. `lines` are all of what is
 * taken, for paths name their places; supplies among them are passed over.
 */
export async function judgeCabinetDrugs(tx: ReadTx, ctx: ApiCtx, encounter: Encounter, lines: IssueLine[]): Promise<JudgedDrugs> {
  const places = lines.flatMap((line, i) => (itemKindOf(line.drugCode) === 'drug' ? [i] : []));
  const own = lines.filter(({ drugCode }) => itemKindOf(drugCode) === 'drug');
  const day = localDay(ctx.now);
  const drugCodes = own.map(({ drugCode }) => drugCode);
  const open = await readOpenLines(tx, encounter, { today: day, drugCodes });
  const { facts, drugs } = await readPrescribingFacts(tx, encounter, { drugCodes, open, day });
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

const atPlace = (path: string, places: number[]): string =>
  path.replace(/^lines\.(\d+)/, (_, i: string) => `lines.${places[Number(i)] ?? i}`);
