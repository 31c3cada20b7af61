import { error, information, warning, type Issue } from '../issue.ts';
import { foldName } from '../patients/fold-name.ts';
import type { DrugIngredient, DrugLine, KnownAllergy, PrescribingDrug, PrescribingFacts } from './prescribing-facts.ts';

/** ATC codes end at 7 characters; 5 name the chemical subgroup. */
const SUBSTANCE_LENGTH = 7;
const SUBGROUP_LENGTH = 5;
const PENICILLINS = 'J01C';
/** Cephalosporins, carbapenems and monobactams share the ring or a side chain with penicillins. */
const OTHER_BETA_LACTAMS = 'J01D';

/**
 * Lines that meet a known allergy, on any route: the skin reacts too. An ingredient or class that is named, and any penicillin
 * for a penicillin, stop; a near relative (same chemical subgroup, other beta-lactams) warns. Never asked is told once, and so
 * is an allergy in words that match nothing: silence would look like safety. The substance is not repeated in the issue.
 * Source: docs/legal/prescribing.md#allergies
 */
export function checkAllergies(lines: DrugLine[], facts: PrescribingFacts): Issue[] {
  if (facts.allergyStatus === 'never-asked') return [information('allergies_not_asked', '')];
  const findings = lines.flatMap((line, i) => {
    const drug = facts.drugs.get(line.drugCode);
    return drug === undefined ? [] : worstOf(drug, facts.allergies).map((relation) => issueOf(relation, i, drug.name));
  });
  return [...checkWords(facts), ...findings];
}

type Relation = 'ingredient' | 'class' | 'related';

/** At most one finding for a line: the closest relation. */
function worstOf(drug: PrescribingDrug, allergies: KnownAllergy[]): Relation[] {
  const relations = new Set(drug.ingredients.flatMap((ingredient) => allergies.map((allergy) => relationOf(ingredient, allergy))));
  return (['ingredient', 'class', 'related'] as const).filter((relation) => relations.has(relation)).slice(0, 1);
}

function issueOf(relation: Relation, i: number, drug: string): Issue {
  return (relation === 'related' ? warning : error)(`allergy_${relation}`, `lines.${i}`, { drug });
}

function relationOf(ingredient: DrugIngredient, { substance, atcCode }: KnownAllergy): Relation | undefined {
  if (atcCode === null) return foldName(substance) === foldName(ingredient.name) ? 'ingredient' : undefined;
  const has = (prefix: string): boolean => ingredient.atcCodes.some((code) => code.startsWith(prefix));
  if (has(atcCode)) return atcCode.length >= SUBSTANCE_LENGTH ? 'ingredient' : 'class';
  if (atcCode.startsWith(PENICILLINS) && has(PENICILLINS)) return 'class';
  if (atcCode.length >= SUBGROUP_LENGTH && has(atcCode.slice(0, SUBGROUP_LENGTH))) return 'related';
  const betaLactam = atcCode.startsWith(PENICILLINS) || atcCode.startsWith(OTHER_BETA_LACTAMS);
  return betaLactam && (has(PENICILLINS) || has(OTHER_BETA_LACTAMS)) ? 'related' : undefined;
}

function checkWords({ allergies, drugs }: PrescribingFacts): Issue[] {
  const names = new Set([...drugs.values()].flatMap((drug) => drug.ingredients.map((ingredient) => foldName(ingredient.name))));
  const unmatched = allergies.some((allergy) => allergy.atcCode === null && !names.has(foldName(allergy.substance)));
  return unmatched ? [information('allergy_not_checked', '')] : [];
}
