import { error, information, warning, type Issue } from '../issue.ts';
import { foldName } from '../patients/fold-name.ts';
import type { DrugIngredient, DrugLine, Interaction, PrescribingDrug, PrescribingFacts } from './prescribing-facts.ts';

type Action = Interaction['action'];

/** Worst first: of several findings on the same two ingredients only the worst is shown. */
const ACTIONS = [
  'contraindicated',
  'contraindicated_in_context',
  'separate_or_washout',
  'avoid_or_monitor',
  'monitor',
] as const satisfies Action[];
const ISSUES = {
  contraindicated: { make: error, code: 'interaction_contraindicated' },
  contraindicated_in_context: { make: warning, code: 'interaction_conditional' },
  separate_or_washout: { make: warning, code: 'interaction_separate' },
  avoid_or_monitor: { make: warning, code: 'interaction_major' },
  monitor: { make: information, code: 'interaction_moderate' },
} as const satisfies Record<Action, { make: typeof error; code: string }>;
/** A group of the list is named by its ATC code of 3, 4 or 5 characters, a substance by 7. */
const ATC_LENGTHS = [7, 5, 4, 3];
const CLASS_LENGTH = 5;

/**
 * Interactions and repeated ingredients, each reported at the later of two lines, or at the line that meets an earlier
 * prescription. Both directions count, every ingredient of a combination counts, two routes that both act on the whole body
 * are needed for an interaction. A drug of which an ingredient has no ATC code is reported as `drug_not_checked`.
 * Source: QĐ 5948/QĐ-BYT; docs/legal/prescribing.md#interactions
 */
export function checkInteractions(lines: DrugLine[], facts: PrescribingFacts): Issue[] {
  const index = indexInteractions(facts.interactions);
  const drugs = lines.map((line) => facts.drugs.get(line.drugCode));
  const open = facts.open.map(({ drugCode }) => facts.drugs.get(drugCode));
  return drugs.flatMap((drug, i) => {
    if (drug === undefined) return [];
    const others = [...drugs.slice(0, i), ...open].filter((other) => other !== undefined);
    return [...checkKnown(drug, i), ...others.flatMap((other) => checkPair(drug, other, { path: `lines.${i}`, index }))];
  });
}

function checkKnown(drug: PrescribingDrug, i: number): Issue[] {
  const checkable = drug.ingredients.length > 0 && drug.ingredients.every((ingredient) => ingredient.atcCodes.length > 0);
  return checkable ? [] : [information('drug_not_checked', `lines.${i}`, { drug: drug.name })];
}

function checkPair(drug: PrescribingDrug, other: PrescribingDrug, at: { path: string; index: Map<string, Interaction> }): Issue[] {
  if (drug.systemic !== other.systemic) return [];
  const names = { drug: drug.name, other: other.name };
  const repeated = drug.ingredients.filter((ingredient) => other.ingredients.some((one) => isSame(ingredient, one)));
  const found = drug.systemic ? interactionsOf(drug.ingredients, other.ingredients, at.index) : [];
  const sameClass = repeated.length === 0 && found.length === 0 && drug.systemic && sharesClass(drug, other);
  return [
    ...repeated.map((ingredient) => warning('duplicate_ingredient', at.path, { ...names, ingredient: ingredient.name })),
    ...(sameClass ? [information('duplicate_class', at.path, names)] : []),
    ...found.map((interaction) => interactionIssue(interaction, at.path, names)),
  ];
}

/** Two of one chemical subgroup (ATC level 4), such as two NSAIDs or two statins, seldom make sense together. */
function sharesClass(drug: PrescribingDrug, other: PrescribingDrug): boolean {
  const classes = (one: PrescribingDrug) => one.ingredients.flatMap(({ atcCodes }) => atcCodes.map((code) => code.slice(0, CLASS_LENGTH)));
  return classes(drug).some((code) => code.length === CLASS_LENGTH && classes(other).includes(code));
}

/** The worst of each two ingredients; an entry that names a fixed combination is met by each of its parts, and told once. */
function interactionsOf(a: DrugIngredient[], b: DrugIngredient[], index: Map<string, Interaction>): Interaction[] {
  const found = a.flatMap((one) => b.filter((other) => !isSame(one, other)).map((other) => worst(one, other, index)));
  return [...new Set(found.filter((interaction) => interaction !== undefined))];
}

function interactionIssue(found: Interaction, path: string, names: { drug: string; other: string }): Issue {
  const { make, code } = ISSUES[found.action];
  const hours = found.separationHours === null ? {} : { hours: found.separationHours };
  return make(code, path, { ...names, interaction: found.id, ...hours });
}

const isSame = (a: DrugIngredient, b: DrugIngredient): boolean => a.atcCodes.some((code) => b.atcCodes.includes(code));

function worst(a: DrugIngredient, b: DrugIngredient, index: Map<string, Interaction>): Interaction | undefined {
  const found = interactionKeys(a).flatMap((keyA) => interactionKeys(b).map((keyB) => index.get(pairKey(keyA, keyB))));
  return found.filter((interaction) => interaction !== undefined).reduce<Interaction | undefined>(worse, undefined);
}

/**
 * What the list may know an ingredient by: its ATC codes, the groups these belong to, and its name where the ATC index has no code for it.
 * Source: docs/legal/prescribing.md#interactions
 */
export const interactionKeys = (ingredient: DrugIngredient): string[] => [
  `name:${foldName(ingredient.name)}`,
  ...ingredient.atcCodes.flatMap((code) => ATC_LENGTHS.filter((length) => code.length >= length).map((length) => code.slice(0, length))),
];

function indexInteractions(interactions: Interaction[]): Map<string, Interaction> {
  const index = new Map<string, Interaction>();
  for (const interaction of interactions) {
    const key = pairKey(interaction.atcA, interaction.atcB);
    index.set(key, worse(index.get(key), interaction));
  }
  return index;
}

/** One key for both directions. */
const pairKey = (a: string, b: string): string => (a < b ? `${a}|${b}` : `${b}|${a}`);

function worse(a: Interaction | undefined, b: Interaction): Interaction {
  return a === undefined || ACTIONS.indexOf(b.action) < ACTIONS.indexOf(a.action) ? b : a;
}
