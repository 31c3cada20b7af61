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
  const known = (code: string): Keyed | undefined => keyed(facts.drugs.get(code));
  const drugs = lines.map((line) => known(line.drugCode));
  const open = facts.open.map(({ drugCode }) => known(drugCode));
  const index = indexOf(facts.interactions, [...drugs, ...open]);
  return drugs.flatMap((one, i) => {
    if (one === undefined) return [];
    const others = [...drugs.slice(0, i), ...open].filter((other) => other !== undefined);
    return [...checkKnown(one.drug, i), ...others.flatMap((other) => checkPair(one, other, { path: `lines.${i}`, index }))];
  });
}

/** A drug with what the list may know its ingredients by, worked out once and not at every pair. */
interface Keyed {
  drug: PrescribingDrug;
  parts: { ingredient: DrugIngredient; keys: string[] }[];
}

function keyed(drug: PrescribingDrug | undefined): Keyed | undefined {
  return drug && { drug, parts: drug.ingredients.map((ingredient) => ({ ingredient, keys: interactionKeys(ingredient) })) };
}

function checkKnown(drug: PrescribingDrug, i: number): Issue[] {
  const checkable = drug.ingredients.length > 0 && drug.ingredients.every((ingredient) => ingredient.atcCodes.length > 0);
  return checkable ? [] : [information('drug_not_checked', `lines.${i}`, { drug: drug.name })];
}

function checkPair(one: Keyed, another: Keyed, at: { path: string; index: Index }): Issue[] {
  const [drug, other] = [one.drug, another.drug];
  if (drug.systemic !== other.systemic) return [];
  const names = { drug: drug.name, other: other.name };
  const repeated = drug.ingredients.filter((ingredient) => other.ingredients.some((one) => isSame(ingredient, one)));
  const found = drug.systemic ? interactionsOf(one, another, at.index) : [];
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
function interactionsOf(a: Keyed, b: Keyed, index: Index): Interaction[] {
  const found = a.parts.flatMap((one) =>
    b.parts.filter((other) => !isSame(one.ingredient, other.ingredient)).map((other) => worst(one.keys, other.keys, index)),
  );
  return [...new Set(found.filter((interaction) => interaction !== undefined))];
}

function interactionIssue(found: Interaction, path: string, names: { drug: string; other: string }): Issue {
  const { make, code } = ISSUES[found.action];
  const hours = found.separationHours === null ? {} : { hours: found.separationHours };
  return make(code, path, { ...names, interaction: found.id, ...hours });
}

const isSame = (a: DrugIngredient, b: DrugIngredient): boolean => a.atcCodes.some((code) => b.atcCodes.includes(code));

function worst(a: string[], b: string[], index: Index): Interaction | undefined {
  let found: Interaction | undefined;
  for (const keyA of a) {
    const partners = index.get(keyA);
    if (partners === undefined) continue;
    for (const keyB of b) {
      const interaction = partners.get(keyB);
      if (interaction !== undefined) found = worse(found, interaction);
    }
  }
  return found;
}

/**
 * What the list may know an ingredient by: its ATC codes, the groups these belong to, and its name where the ATC index has no code for it.
 * Source: docs/legal/prescribing.md#interactions
 */
export const interactionKeys = (ingredient: DrugIngredient): string[] => [
  `name:${foldName(ingredient.name)}`,
  ...ingredient.atcCodes.flatMap((code) => ATC_LENGTHS.filter((length) => code.length >= length).map((length) => code.slice(0, length))),
];

/** By either side, what it meets on the other. */
type Index = Map<string, Map<string, Interaction>>;

/** Only the pairs with both sides among these drugs: the whole list has thousands of pairs, a sheet a few dozen keys. */
function indexOf(interactions: Interaction[], drugs: (Keyed | undefined)[]): Index {
  const index: Index = new Map();
  const present = new Set(drugs.flatMap((drug) => drug?.parts.flatMap(({ keys }) => keys) ?? []));
  for (const interaction of interactions) {
    if (!present.has(interaction.atcA) || !present.has(interaction.atcB)) continue;
    note(index, interaction.atcA, interaction.atcB, interaction);
    note(index, interaction.atcB, interaction.atcA, interaction);
  }
  return index;
}

function note(index: Index, from: string, to: string, interaction: Interaction): void {
  const partners = index.get(from) ?? new Map<string, Interaction>();
  index.set(from, partners.set(to, worse(partners.get(to), interaction)));
}

function worse(a: Interaction | undefined, b: Interaction): Interaction {
  return a === undefined || ACTIONS.indexOf(b.action) < ACTIONS.indexOf(a.action) ? b : a;
}
