import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import type { Json } from './json.ts';
import { type Native, natives } from './native-rules.ts';
import type { NamedRule } from './shapes.ts';

/** Where a rule looks when it looks beyond its node. */
export interface RuleScope {
  /** The resource that the node lies in. */
  resource: Json;
  /** The one that contains it, or itself. */
  root: Json;
}

/** Judged by the walk and by the narrative's own check. */
const ELSEWHERE = new Set(['ele-1', 'txt-1', 'txt-2']);
/** Ask what lies outside the resource, which nobody here can fetch. */
const UNASKABLE = new Set(['ctm-1']);

export type Verdict = 'kept' | 'broken' | 'unjudged';

/** Judges a node by a rule: by our own words for it where there are some, else by its FHIRPath. What FHIRPath leaves empty is kept. */
export function judgeRule(rule: NamedRule, node: unknown, scope: RuleScope): Verdict {
  if (ELSEWHERE.has(rule.key) || UNASKABLE.has(rule.key)) return 'kept';
  const own: Native | undefined = natives[rule.key];
  const answer = own?.(node as Json, scope);
  return answer === undefined ? judgeByFhirPath(rule, node, scope) : answer ? 'kept' : 'broken';
}

/** Some rules of the standard trace what they see; a log must not hold a record. */
const SILENT = { traceFn: (): void => undefined };

type Compiled = (node: unknown, variables: Record<string, unknown>) => unknown;
const compiled = new Map<string, Compiled>();

/** The FHIRPath of a rule on a node. Compiled when it is first needed; most are never. */
export function judgeByFhirPath({ key, base, expression }: NamedRule, node: unknown, { resource, root }: RuleScope): Verdict {
  let run = compiled.get(`${base} ${key}`);
  if (run === undefined) {
    run = fhirpath.compile({ base, expression }, r4, SILENT) as Compiled;
    compiled.set(`${base} ${key}`, run);
  }
  try {
    const found = run(node, { resource, rootResource: root });
    return Array.isArray(found) && found[0] === false ? 'broken' : 'kept';
  } catch {
    // The library throws errors and plain texts at a node of a wrong shape. The walk reports the shape, the caller that nobody judged; the cause may quote the record.
    return 'unjudged';
  }
}
