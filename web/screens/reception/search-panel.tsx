import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { PatientSearchAnswer, PatientSummary } from '../../../api/patients/patient-schemas.ts';
import { parseBirthDate } from '../../../domain/patients/parse-birth-date.ts';
import { birthForPeople } from '../../lib/format.ts';
import { ask } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useRested } from '../../lib/reading.ts';
import { isScanText } from '../../lib/scan.ts';
import { today } from '../../lib/server-clock.ts';
import { useScanner } from '../../lib/use-scanner.ts';
import { Note } from '../../ui/note.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { ResultRow } from './result-row.tsx';
import type { ReceptionForm } from './reception-form.ts';
import type { Reception } from './use-reception.ts';

interface SearchPanelProps {
  reception: Reception;
  inputRef: RefObject<HTMLInputElement | null>;
}

/** `?` or `?40`: somebody nobody can name, with a guess of the age. */
const UNKNOWN = /^\?\s*(\d{0,3})$/;

/** Finds people while the name is typed. Enter takes the marked one; the list never steals the cursor. */
export function SearchPanel({ reception, inputRef }: SearchPanelProps) {
  const w = useWords();
  const search = useSearch(reception);
  return (
    <section className="search-panel" aria-label={w('search.label')}>
      <label htmlFor="search">{w('search.label')}</label>
      <input
        id="search"
        ref={inputRef}
        role="combobox"
        aria-expanded={search.items.length > 0}
        aria-controls="search-results"
        aria-autocomplete="list"
        aria-activedescendant={search.items[search.at] === undefined ? undefined : `result-${search.items[search.at]?.id}`}
        autoComplete="off"
        autoFocus
        spellCheck={false}
        placeholder={w('search.placeholder')}
        value={search.text}
        onChange={(event) => search.type(event.target.value)}
        onKeyDown={search.onKeyDown}
      />
      <div id="search-results" role="listbox" aria-label={w('search.results')}>
        {search.items.map((item, index) => (
          <ResultRow key={item.id} item={item} marked={index === search.at} onChoose={() => void search.choose(item)} />
        ))}
      </div>
      {search.text === '' && reception.state.known !== undefined && <HistoryPanel reception={reception} />}
      {search.say !== '' && !(search.text === '' && reception.state.known !== undefined) && (
        <Note meaning={search.failed ? 'stop' : 'information'} live>
          {search.say}
        </Note>
      )}
    </section>
  );
}

function useSearch(reception: Reception) {
  const w = useWords();
  const failureText = useFailure();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [trouble, setTrouble] = useState('');
  const enterWaits = useRef(false);
  const { items, settled, error } = useFound(text);
  const clear = () => {
    setText('');
    setAt(0);
    setTrouble('');
    enterWaits.current = false;
  };
  /** `work` tells whether somebody on record stands in the form now. */
  const run = async (work: () => Promise<boolean>) => {
    try {
      const isOnRecord = await work();
      clear();
      reception.focusSoon(isOnRecord);
    } catch (cause) {
      setTrouble(failureText(cause));
    }
  };
  useScanner((code) => void run(() => reception.scan(code)));
  const choose = (item: PatientSummary) => run(async () => (await reception.take(item.id)) !== undefined);
  const beginNew = (fields: Partial<ReceptionForm>): Promise<boolean> => {
    reception.begin(fields);
    return Promise.resolve(false);
  };
  const enter = () => {
    const item = items[at];
    const unknown = UNKNOWN.exec(text.trim());
    if (unknown !== null) {
      reception.beginUnknown(unknown[1] ?? '', w('search.unknownLabel'));
      clear();
      reception.focusSoon(false);
    } else if (isScanText(text)) void run(() => reception.scan(text.trim()));
    else if (!settled) enterWaits.current = true;
    else if (item !== undefined) void choose(item);
    else void run(() => beginNew(newPerson(text)));
  };
  const onSettled = useEffectEvent(() => {
    if (enterWaits.current) enter();
  });
  useEffect(() => {
    if (settled) onSettled();
  }, [settled]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey) return;
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, items.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Enter' && text.trim() !== '') enter();
    else if (event.key === 'Escape') clear();
    else return;
    event.preventDefault();
  };
  const type = (value: string) => {
    enterWaits.current = false;
    setText(value);
    setAt(0);
    setTrouble('');
  };
  const failed = trouble !== '' || error !== null;
  const unknownHint = UNKNOWN.test(text.trim()) ? w('search.unknown') : '';
  const none = unknownHint !== '' ? unknownHint : settled && text.trim() !== '' && items.length === 0 ? w('search.none') : '';
  const hint = text === '' ? w('search.empty') : none;
  return { text, at, items, type, choose, onKeyDown, failed, say: trouble !== '' ? trouble : error !== null ? failureText(error) : hint };
}

function useFound(text: string) {
  const typed = isScanText(text) || UNKNOWN.test(text.trim()) ? '' : text.trim();
  const query = useRested(typed);
  const { data, isPlaceholderData, error } = useQuery({
    queryKey: ['patient-search', query],
    queryFn: ({ signal }) => ask<PatientSearchAnswer>('/patients/search', { query, limit: 6 }, signal),
    enabled: query.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  const items = query.length < 2 ? [] : (data?.items ?? []);
  return { items, settled: query === typed && (query.length < 2 || (data !== undefined && !isPlaceholderData)), error };
}

/** A new person begun with what was searched for: words are the name, digits the birth date. */
function newPerson(text: string): { fullName: string; birth: string } {
  const words = text.trim().split(/\s+/);
  const birth = words.find((word) => parseBirthDate(word, today()) !== undefined) ?? '';
  const name = words.filter((word) => !/\d/.test(word)).map((word) => word.charAt(0).toLocaleUpperCase('vi') + word.slice(1));
  const read = parseBirthDate(birth, today());
  return { fullName: name.join(' '), birth: read === undefined ? '' : birthForPeople(read.birthDate, read.birthPrecision) };
}
