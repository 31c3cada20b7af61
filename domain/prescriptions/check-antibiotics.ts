import { information, type Issue } from '../issue.ts';
import { INFECTIONS } from './clinical-cautions.ts';
import type { DrugLine, PrescribingFacts } from './prescribing-facts.ts';

const ANTIBIOTICS = 'J01';
const DAYS_MIN = 3;
const DAYS_MAX = 14;

/**
 * Antibiotics by mouth or injection: without an infection among the diagnoses, of the classes Watch and Reserve at a commune (Reserve anywhere),
 * and for fewer than 3 or more than 14 days. All inform; none stops. Source: docs/legal/prescribing.md#antibiotics
 */
export function checkAntibiotics(lines: DrugLine[], facts: PrescribingFacts): Issue[] {
  const { icdCodes } = facts.person;
  const explained = icdCodes.length === 0 || icdCodes.some((code) => INFECTIONS.some((start) => code.startsWith(start)));
  return lines.flatMap((line, i) => {
    const drug = facts.drugs.get(line.drugCode);
    const isAntibiotic =
      drug?.systemic === true && drug.ingredients.some(({ atcCodes }) => atcCodes.some((code) => code.startsWith(ANTIBIOTICS)));
    if (drug === undefined || !isAntibiotic) return [];
    const params = { drug: drug.name };
    const isOdd = line.dosage.days < DAYS_MIN || line.dosage.days > DAYS_MAX;
    return [
      ...(explained ? [] : [information('antibiotic_without_infection', `lines.${i}`, params)]),
      ...(isHeldBack(drug.awareClass, facts)
        ? [information('antibiotic_held_back', `lines.${i}`, { ...params, class: drug.awareClass ?? '' })]
        : []),
      ...(isOdd ? [information('antibiotic_days', `lines.${i}.dosage.days`, { ...params, min: DAYS_MIN, max: DAYS_MAX })] : []),
    ];
  });
}

function isHeldBack(awareClass: string | null, { place }: PrescribingFacts): boolean {
  return awareClass === 'reserve' || (awareClass === 'watch' && place.level === 'commune');
}
