import type { z } from 'zod';
import type { IssueView } from '../../../api/http/schemas.ts';
import { useSentence, useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { viInterop } from '../../lib/i18n/vi-interop.ts';
import type { Cause } from './use-interop.ts';

const isWord = (key: string): key is WordKey => key in viInterop;

/** What these say is said by the class already, and better. */
const VAGUE = ['', 'fhir_http_status', 'fhir_entry_refused', 'special_category_withheld'];

/** A cause in words: what was said of the record, else what kind of answer came. */
export function useCauseWords(): (cause: Pick<Cause, 'class' | 'code'>) => string {
  const w = useWords();
  const sentence = useSentence();
  return ({ class: kind, code }) => {
    const key = `interop.class.${kind}`;
    return VAGUE.includes(code) ? (isWord(key) ? w(key) : kind) : sentence({ code });
  };
}

/** The sentence of an issue as it came over the wire. */
export function useIssueWords(): (issue: z.infer<typeof IssueView>) => string {
  const sentence = useSentence();
  return ({ params, ...issue }) => sentence({ ...issue, ...(params === undefined ? {} : { params }) });
}

/** The field of the record that is to be mended, as the forms call it. */
export function useFieldWords(): (field: string) => string {
  const w = useWords();
  return (field) => {
    const key = `interop.field.${field}`;
    return isWord(key) ? w(key) : field;
  };
}
