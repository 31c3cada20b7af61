import { type Day, isWithin } from '../dates.ts';
import type { ClaimSettings } from './build-claim.ts';

interface ParameterRow {
  code: string;
  validFrom: Day;
  validTo: Day | null;
  value: unknown;
}

/** What a facility follows in its claims at a day: `claim.summary_of_every_visit`. Source: docs/legal/insurance.md#claims */
export function claimSettingsAt(rows: readonly ParameterRow[], day: Day): ClaimSettings {
  const found = rows.find(({ code, validFrom, validTo }) => code === 'claim.summary_of_every_visit' && isWithin(day, validFrom, validTo));
  return { summaryOfEveryVisit: found?.value === true };
}
