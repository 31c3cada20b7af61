import type { Issue } from '../../domain/issue.ts';
import { useSentence, useWords, type WordKey } from './i18n/i18n.tsx';
import { viNational } from './i18n/vi-national.ts';

const isWord = (key: string): key is WordKey => key in viNational;

/** The sentence of an issue of the national system with its field in words; a field nobody has named keeps the name of the interface. */
export function useNationalSentence(): (issue: Issue) => string {
  const w = useWords();
  const sentence = useSentence();
  return (issue) => {
    const key = `national.field.${String(issue.params?.['field'] ?? '')}`;
    return sentence(isWord(key) ? { ...issue, params: { ...issue.params, field: w(key) } } : issue);
  };
}
