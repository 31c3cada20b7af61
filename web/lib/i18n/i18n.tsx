import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import type { Issue } from '../../../domain/issue.ts';
import { renderMessage } from '../../../domain/render-message.ts';
import { Problem } from '../http.ts';
import { loadMore, vietnamese, type Tongue, type WordKey, type Words } from './more-words.ts';

export { lazyWithWords } from './more-words.ts';
export type { WordKey, Words };

export type Language = Tongue['language'];
type Params = Record<string, string | number>;

interface Spoken extends Tongue {
  choose: (language: Language) => Promise<void>;
}

const STORED = 'language';
const Language = createContext<Spoken>({ ...vietnamese, choose: () => Promise.resolve() });

/** The first words of Vietnamese are in the first download; English comes whole when it is asked for. */
export async function loadTongue(language: Language): Promise<Tongue> {
  if (language === 'vi') return vietnamese;
  const [{ en }, { messagesEn }] = await Promise.all([import('./en.ts'), import('../../../domain/messages-en.ts')]);
  return { language, words: en, messages: messagesEn };
}

export const storedLanguage = (): Language => (localStorage.getItem(STORED) === 'en' ? 'en' : 'vi');

export function LanguageProvider({ initial, children }: { initial: Tongue; children: ReactNode }) {
  const [tongue, setTongue] = useState(initial);
  useEffect(() => {
    // A desk, a dialog or a refusal that needs them before they are here asks again by itself.
    void loadMore().catch(() => undefined);
  }, []);
  const choose = async (language: Language) => {
    const next = await loadTongue(language);
    localStorage.setItem(STORED, language);
    document.documentElement.lang = language;
    setTongue(next);
  };
  return <Language value={{ ...tongue, choose }}>{children}</Language>;
}

export const useLanguage = (): Spoken => use(Language);

/** `w('queue.waiting', { n: 3 })`. */
export function useWords(): (key: WordKey, params?: Params) => string {
  const { words } = use(Language);
  return (key, params = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}

/** The sentence of an issue in the chosen language. */
export function useSentence(): (issue: Pick<Issue, 'code' | 'params'> & Partial<Pick<Issue, 'path'>>) => string {
  const { messages } = use(Language);
  return (issue) => renderMessage(messages, issue);
}

/** What to say about a request that failed: the refusal in words, or that no answer came. */
export function useFailure(): (cause: unknown) => string {
  const sentence = useSentence();
  const w = useWords();
  return (cause) => {
    if (!(cause instanceof Problem)) return w('state.noAnswer');
    const said = cause.issues.length > 0 ? cause.issues.map(sentence).join(' ') : sentence({ code: cause.code });
    return cause.status >= 500 && cause.requestId !== undefined ? `${said} (${cause.requestId})` : said;
  };
}
