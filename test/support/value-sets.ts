import type {
  Bundle,
  CodeSystem,
  CodeSystemConcept,
  ValueSet,
  ValueSetComposeInclude,
  ValueSetComposeIncludeFilter,
} from '@medplum/fhirtypes';

export interface Terminology {
  systems: Map<string, CodeSystem>;
  valueSets: Map<string, ValueSet>;
}

/** Codes by their system. */
export type Expansion = Record<string, string[]>;

export function openTerminology(files: unknown[]): Terminology {
  const resources = files.flatMap((file) => (file as Bundle).entry ?? []).map(({ resource }) => resource);
  const systems = resources.filter((one): one is CodeSystem => one?.resourceType === 'CodeSystem');
  const valueSets = resources.filter((one): one is ValueSet => one?.resourceType === 'ValueSet');
  return {
    systems: new Map(systems.map((one) => [one.url ?? '', one])),
    valueSets: new Map(valueSets.map((one) => [one.url ?? '', one])),
  };
}

/**
 * Every code of a list. Empty when it cannot be listed from HL7's own files (MIME types, languages, currencies): the checker knows those by
 * their form.
 */
export function expandValueSet(terminology: Terminology, url: string): Expansion {
  const { compose } = terminology.valueSets.get(url) ?? {};
  const included = compose?.include.map((one) => expand(terminology, one)) ?? [];
  if (included.length === 0 || included.includes(undefined)) return {};
  const excluded = new Set((compose?.exclude ?? []).flatMap((one) => pairsOf(expand(terminology, one) ?? {})));
  const expansion: Expansion = {};
  for (const pair of new Set(included.flatMap((one) => pairsOf(one ?? {})))) {
    const [system = '', code = ''] = pair.split('|');
    if (!excluded.has(pair)) (expansion[system] ??= []).push(code);
  }
  return expansion;
}

const pairsOf = (expansion: Expansion): string[] =>
  Object.entries(expansion).flatMap(([system, codes]) => codes.map((code) => `${system}|${code}`));

function expand(terminology: Terminology, { system, concept, filter, valueSet }: ValueSetComposeInclude): Expansion | undefined {
  if (system === undefined) {
    const parts = (valueSet ?? []).map((url) => expandValueSet(terminology, url.split('|')[0] ?? ''));
    return parts.some((one) => Object.keys(one).length === 0) ? undefined : (Object.assign({}, ...parts) as Expansion);
  }
  if (concept !== undefined) return { [system]: concept.flatMap(({ code }) => code ?? []) };
  const codes = terminology.systems.get(system)?.concept;
  if (codes === undefined) return undefined;
  const all = flat(codes);
  const kept = (filter ?? []).reduce<CodeSystemConcept[] | undefined>((list, one) => list && applied(list, one), all);
  return kept === undefined ? undefined : { [system]: kept.flatMap(({ code }) => code ?? []) };
}

const flat = (concepts: CodeSystemConcept[]): CodeSystemConcept[] => concepts.flatMap((one) => [one, ...flat(one.concept ?? [])]);

function applied(concepts: CodeSystemConcept[], { op, value }: ValueSetComposeIncludeFilter): CodeSystemConcept[] | undefined {
  if (op !== 'is-a' && op !== 'descendent-of') return undefined;
  const found = new Set<string>();
  const add = (code: string): void => {
    if (found.has(code)) return;
    found.add(code);
    const nested = concepts.find((one) => one.code === code)?.concept ?? [];
    const named = concepts.filter(({ property }) => property?.some((one) => one.code === 'subsumedBy' && one.valueCode === code));
    for (const child of [...nested, ...named]) add(child.code ?? '');
  };
  add(value ?? '');
  if (op === 'descendent-of') found.delete(value ?? '');
  return concepts.filter(({ code }) => found.has(code ?? ''));
}
