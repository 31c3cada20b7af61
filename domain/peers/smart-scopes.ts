/** What a system may do with a type of resource: read one by its id, search. */
export type FhirRight = 'read' | 'search';

const SCOPE = /^system\/(\*|[A-Z][A-Za-z]{1,60})\.(read|rs|r|s)$/;
/** SMART 2 letters; `read` is SMART 1 and means both. */
const RIGHTS = { read: ['read', 'search'], rs: ['read', 'search'], r: ['read'], s: ['search'] } as const satisfies Record<
  string,
  FhirRight[]
>;

interface Scope {
  type: string;
  rights: readonly FhirRight[];
}

/**
 * A scope of a system that only reads; undefined for everything else: nothing is written here, and no scope of a person's session holds.
 * Source: SMART App Launch 2.0, scopes for requesting FHIR resources
 */
export function parseScope(text: string): Scope | undefined {
  const [, type, letters] = SCOPE.exec(text) ?? [];
  return type === undefined || letters === undefined ? undefined : { type, rights: RIGHTS[letters as keyof typeof RIGHTS] };
}

/** Whether one of the scopes gives the right on the type. */
export const allows = (scopes: readonly string[], type: string, right: FhirRight): boolean =>
  scopes.some((text) => {
    const scope = parseScope(text);
    return scope !== undefined && (scope.type === '*' || scope.type === type) && scope.rights.includes(right);
  });

/**
 * Of what is asked for, what was registered: a narrower scope inside a wider one is given as asked, a wider one as registered, anything else falls away.
 * Source: RFC 6749 §3.3 (the server may give less and says what)
 */
export function grantScopes(asked: readonly string[], registered: readonly string[]): string[] {
  const granted = asked.flatMap((text) => {
    const scope = parseScope(text);
    if (scope === undefined) return [];
    if (scope.rights.every((right) => allows(registered, scope.type, right))) return [text];
    const isPart = (one: string): boolean => scope.type === '*' || parseScope(one)?.type === scope.type;
    const within = registered.filter(
      (one) => isPart(one) && parseScope(one)?.rights.every((right) => scope.rights.includes(right)) === true,
    );
    return within;
  });
  return [...new Set(granted)];
}
