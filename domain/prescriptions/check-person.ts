import { error, information, type Issue, warning } from '../issue.ts';
import { compare } from '../money.ts';
import { AGE_CAUTIONS, DISEASE_CAUTIONS } from './clinical-cautions.ts';
import type { DrugLine, PrescribingDrug, PrescribingFacts, PrescribingPerson } from './prescribing-facts.ts';

const REDUCED_EGFR = '60';
const OLD_MONTHS = 65 * 12;
const FERTILE_FROM_MONTHS = 15 * 12;
const FERTILE_UNTIL_MONTHS = 50 * 12;
/** Last completed weeks of the first and the second third of a pregnancy. */
const FIRST_UNTIL = 13;
const SECOND_UNTIL = 27;

/**
 * Lines against what is known of the person: age, pregnancy, breastfeeding, kidneys, diseases. Where a substance acts on the whole body only.
 * A contraindication in a pregnancy or at an age is an error that a reason answers; doubt warns; what was not asked is told.
 * Source: docs/legal/prescribing.md#person
 */
export function checkPerson(lines: DrugLine[], facts: PrescribingFacts): Issue[] {
  return lines.flatMap((line, i) => {
    const drug = facts.drugs.get(line.drugCode);
    if (drug?.systemic !== true) return [];
    const path = `lines.${i}`;
    return [
      ...checkAge(drug, path, facts.person),
      ...checkPregnancy(drug, path, facts.person),
      ...checkBreastfeeding(drug, path, facts.person),
      ...checkKidneys(drug, path, facts.person),
      ...checkDiseases(drug, path, facts.person),
    ];
  });
}

const has = (drug: PrescribingDrug, atc: string): boolean =>
  drug.ingredients.some(({ atcCodes }) => atcCodes.some((code) => code.startsWith(atc)));

function checkAge(drug: PrescribingDrug, path: string, { ageMonths }: PrescribingPerson): Issue[] {
  // The catalogue's own words about an age are told by checkDoses.
  if (drug.paediatricLimit?.includes('tuổi') === true) return [];
  const found = AGE_CAUTIONS.filter(({ atc, underMonths }) => ageMonths < underMonths && has(drug, atc));
  return found.slice(0, 1).map(({ underMonths, weight }) => {
    const params = { drug: drug.name, years: underMonths / 12 };
    return weight === 'error' ? error('age_contraindicated', path, params) : warning('age_restricted', path, params);
  });
}

function checkPregnancy(drug: PrescribingDrug, path: string, person: PrescribingPerson): Issue[] {
  const { sex, ageMonths, pregnancy } = person;
  const tag = drug.pregnancy ?? '';
  const params = { drug: drug.name };
  if (sex === 'male' || pregnancy === 'no') return [];
  if (pregnancy === 'never-asked') {
    const fertile = sex === 'female' && ageMonths >= FERTILE_FROM_MONTHS && ageMonths < FERTILE_UNTIL_MONTHS;
    return fertile && (tag.startsWith('contraindicated') || tag.startsWith('not_') || tag === 'caution_teratogenic')
      ? [information('pregnancy_not_asked', path, params)]
      : [];
  }
  if (tag.startsWith('not_')) return [error('pregnancy_contraindicated', path, params)];
  if (tag.startsWith('contraindicated')) return forbidsNow(tag, person) ? [error('pregnancy_contraindicated', path, params)] : [];
  if (tag === 'caution_teratogenic' || tag === 'avoid') return [warning('pregnancy_avoid', path, params)];
  return tag.startsWith('caution') ? [information('pregnancy_caution', path, params)] : [];
}

/** `contraindicated_t1`, `_t2_t3`, `_t3` bind in these thirds only; unknown weeks bind always. */
function forbidsNow(tag: string, { pregnancyWeeks }: PrescribingPerson): boolean {
  const thirds = tag.match(/t\d/g);
  if (thirds === null || pregnancyWeeks === null) return true;
  const now = pregnancyWeeks <= FIRST_UNTIL ? 't1' : pregnancyWeeks <= SECOND_UNTIL ? 't2' : 't3';
  return thirds.includes(now);
}

function checkBreastfeeding(drug: PrescribingDrug, path: string, { breastfeeding }: PrescribingPerson): Issue[] {
  const tag = drug.lactation ?? '';
  if (!breastfeeding || tag === '' || tag === 'acceptable') return [];
  const params = { drug: drug.name };
  return [
    tag.startsWith('contraindicated') ? warning('lactation_contraindicated', path, params) : information('lactation_caution', path, params),
  ];
}

function checkKidneys(drug: PrescribingDrug, path: string, { egfr, ageMonths }: PrescribingPerson): Issue[] {
  if (!drug.renalCaution) return [];
  if (egfr !== null) return compare(egfr, REDUCED_EGFR) < 0 ? [warning('renal_reduced', path, { drug: drug.name, egfr })] : [];
  return ageMonths >= OLD_MONTHS ? [information('renal_not_known', path, { drug: drug.name })] : [];
}

function checkDiseases(drug: PrescribingDrug, path: string, { icdCodes }: PrescribingPerson): Issue[] {
  const met = DISEASE_CAUTIONS.filter(({ atc }) => has(drug, atc)).flatMap(({ icd }) =>
    icdCodes.filter((code) => icd.some((one) => code.startsWith(one))),
  );
  const [first] = met;
  return first === undefined ? [] : [warning('disease_caution', path, { drug: drug.name, icdCode: first })];
}
