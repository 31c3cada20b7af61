import { error, type Issue, warning } from '../../domain/issue.ts';

const words = (text: string): Set<string> => new Set(text.split(' '));
/** Chapters 7 to 11 and 15 of HTML 4.0 without its forms, and what XHTML says of them. Source: HL7 FHIR R4 narrative.html, txt-1 */
const ELEMENTS = words(
  'a abbr acronym address area b bdo big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins del kbd li ' +
    'map ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var',
);
const ATTRIBUTES = words(
  'abbr accesskey align alt axis border cellpadding cellspacing char charoff charset cite class colspan compact coords dir frame headers height href hreflang id ' +
    'ismap lang longdesc name nohref noshade nowrap rel rev rowspan rules scope shape span src start style summary tabindex title type usemap valign value width ' +
    'xml:lang xml:space xmlns',
);
const TAG = /<(\/?)([A-Za-z][A-Za-z0-9:]*)((?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const COMMENT = /<!--[\s\S]*?-->/y;
const XMLNS = /\sxmlns\s*=\s*["']http:\/\/www\.w3\.org\/1999\/xhtml["']/;
const STRAY = /&(?!#\d+;|#x[\da-f]+;|[a-z][a-z\d]*;)/i;
const OF_HTML = /&(?!(?:amp|lt|gt|quot|apos);)[a-z][a-z\d]*;/i;

/**
 * The words for people to a resource: well-formed XHTML, only what formats and nothing that acts, and something in it.
 * Source: HL7 FHIR R4 narrative.html, txt-1 and txt-2
 */
export function checkNarrative(div: unknown, path: string): Issue[] {
  if (typeof div !== 'string' || div.trim() === '') return [];
  const found = readMarkup(div.trim());
  if (typeof found === 'string') return [error('fhir_narrative_unsound', path, { rule: found })];
  if (!found.hasContent) return [error('fhir_narrative_empty', path)];
  return OF_HTML.test(div) ? [warning('fhir_narrative_entity', path)] : [];
}

/** What is not well formed, by a word for it; else whether there is anything to read or to see. */
function readMarkup(div: string): string | { hasContent: boolean } {
  const open: string[] = [];
  let [at, hasContent, isOver] = [0, false, false];
  while (at < div.length) {
    const next = div.indexOf('<', at);
    const words = div.slice(at, next === -1 ? div.length : next);
    if (words.trim() !== '' && (open.length === 0 || STRAY.test(words))) return open.length === 0 ? 'outside' : 'entity';
    hasContent ||= words.replace(/&nbsp;|&#160;|&#xa0;/gi, '').trim() !== '';
    if (next === -1) break;
    const comment = matchAt(COMMENT, div, next);
    const tag = comment ?? matchAt(TAG, div, next);
    if (tag === undefined) return 'tag';
    at = next + tag[0].length;
    if (comment !== undefined) continue;
    const fault = isOver ? 'outside' : applyTag(tag, open);
    if (fault !== undefined) return fault;
    hasContent ||= tag[2] === 'img';
    isOver = open.length === 0;
  }
  return open.length > 0 || !isOver ? 'unclosed' : { hasContent };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function applyTag([, slash, name = '', attributes = '', selfClosed]: RegExpExecArray, open: string[]): string | undefined {
  if (slash === '/') return open.pop() === name && attributes === '' ? undefined : 'nesting';
  if (open.length === 0 && (name !== 'div' || !XMLNS.test(attributes))) return 'div';
  if (!ELEMENTS.has(name)) return 'element';
  if (selfClosed !== '/') open.push(name);
  return checkAttributes(attributes);
}

function checkAttributes(attributes: string): string | undefined {
  const seen = new Set<string>();
  for (const [, name = '', value = ''] of attributes.matchAll(/([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
    if (!ATTRIBUTES.has(name) || seen.has(name)) return 'attribute';
    if (STRAY.test(value)) return 'entity';
    // Nothing in a narrative may act, and nothing may be fetched without being asked.
    if (/^["']\s*(javascript|vbscript|data:text)/i.test(value)) return 'script';
    seen.add(name);
  }
  return undefined;
}
