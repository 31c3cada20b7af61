import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { IcdEntry } from '../../../api/catalogues/catalogue-schemas.ts';
import type { EncounterView, SetDiagnoses, VersionView } from '../../../api/encounters/encounter-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import type { Issue } from '../../../domain/issue.ts';
import { get, Problem } from '../../lib/http.ts';
import { useLanguage, useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { reading, useCatalogue } from '../../lib/reading.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ComboBox } from '../../ui/combo-box.tsx';
import { Note } from '../../ui/note.tsx';
import { rankDiagnoses } from './rank-diagnoses.ts';
import { KeepCondition } from './conditions.tsx';

type Diagnosis = EncounterView['diagnoses'][number];

const USUAL_PATH = '/favourite-diagnoses';

/** By rank, the first is the primary one. A choice is saved at once; taking it out is the undo. */
export function Diagnoses({ encounter, readOnly }: { encounter: EncounterView; readOnly: boolean }) {
  const w = useWords();
  const sentence = useSentence();
  const { change, issues, busy } = useDiagnoses(encounter);
  return (
    <section className="diagnoses" aria-label={w('diagnosis.title')}>
      <h2>
        {w('diagnosis.title')} {busy && <small role="status">{w('state.saving')}</small>}
      </h2>
      <ol>
        {encounter.diagnoses.map((one, rank) => (
          <li key={one.id}>
            <b>{one.icdCode}</b> <span className="grow">{one.name}</span>
            <small>{rank === 0 ? w('diagnosis.primary') : w('diagnosis.secondary')}</small>
            {!readOnly && <KeepCondition encounter={encounter} icdCode={one.icdCode} />}
            {!readOnly && <DiagnosisActions one={one} rank={rank} change={change} />}
          </li>
        ))}
      </ol>
      {!readOnly && <IcdSearch has={encounter.diagnoses} onPick={(one) => change((list) => [...list, one])} />}
      {[...issues, ...encounter.issues.filter((issue) => issue.path.startsWith('diagnoses'))].map((issue) => (
        <Note key={issue.code + issue.path} meaning={issue.severity === 'error' ? 'stop' : 'care'} live>
          {sentence(issue)}
        </Note>
      ))}
    </section>
  );
}

type Change = (next: (list: Diagnosis[]) => Diagnosis[]) => void;

function DiagnosisActions({ one, rank, change }: { one: Diagnosis; rank: number; change: Change }) {
  const w = useWords();
  return (
    <>
      {rank > 0 && (
        <ActionButton variant="subtle" onPress={() => change((list) => [one, ...list.filter((other) => other.id !== one.id)])}>
          {w('diagnosis.makePrimary')}
        </ActionButton>
      )}
      <ActionButton variant="subtle" onPress={() => change((list) => list.filter((other) => other.id !== one.id))}>
        {w('diagnosis.remove', { code: one.icdCode })}
      </ActionButton>
    </>
  );
}

function useDiagnoses(encounter: EncounterView) {
  const path = `/encounters/${encounter.id}`;
  const queries = useQueryClient();
  const write = useWrite<SetDiagnoses, VersionView>('PUT', `${path}/diagnoses`);
  const [issues, setIssues] = useState<Issue[]>([]);
  const send = async (base: EncounterView, next: (list: Diagnosis[]) => Diagnosis[]) => {
    const items = next(base.diagnoses).map(({ id, icdCode, text }) => ({ id, icdCode, ...(text === '' ? {} : { text }) }));
    setIssues((await write.send({ version: base.version, items })).issues);
  };
  const run = async (next: (list: Diagnosis[]) => Diagnosis[], base = encounter, again = true): Promise<void> => {
    try {
      await send(base, next);
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      // Adding or removing one line means the same on the newer list, so it is done there.
      if (cause.code === 'stale_version' && again) return await run(next, await get<EncounterView>(path), false);
      setIssues(cause.issues.length > 0 ? cause.issues : [{ code: cause.code, path: '', severity: 'error' }]);
    }
    await Promise.all([path, USUAL_PATH].map(async (key) => await queries.invalidateQueries({ queryKey: [key] })));
  };
  return { change: ((next) => void run(next)) satisfies Change, issues, busy: write.state === 'sending' || write.state === 'waiting' };
}

function IcdSearch({ has, onPick }: { has: Diagnosis[]; onPick: (one: Diagnosis) => void }) {
  const w = useWords();
  const { language } = useLanguage();
  const [typed, setTyped] = useState('');
  const { items: found, settled } = useCatalogue<IcdEntry>('icd10', typed);
  const usual = useQuery({ ...reading<{ items: IcdEntry[] }>(USUAL_PATH), staleTime: 10 * 60_000 });
  const notYet = (usual.data?.items ?? []).filter(({ code }) => has.every(({ icdCode }) => icdCode !== code));
  const isEmpty = typed.trim() === '';
  const items = rankDiagnoses(typed, found, notYet);
  return (
    <ComboBox
      name="icd"
      label={has.length === 0 ? w('diagnosis.searchPrimary') : w('diagnosis.searchSecondary')}
      placeholder={w('diagnosis.placeholder')}
      query={typed}
      onQuery={setTyped}
      items={items.map((entry) => ({
        value: entry.code,
        label: `${entry.code}  ${language === 'vi' ? entry.nameVi : entry.nameEn || entry.nameVi}`,
        ...(entry.notPrimary || entry.hasSubcodes
          ? { detail: w(entry.notPrimary ? 'diagnosis.notPrimary' : 'diagnosis.hasSubcodes') }
          : {}),
      }))}
      settled={isEmpty ? !usual.isPending : settled}
      emptyText={w(isEmpty ? 'diagnosis.noneUsual' : 'state.noMatch')}
      afterPick="stay"
      onPick={(item) => {
        setTyped('');
        onPick({ id: newId(), icdCode: item.value, name: item.label, text: '' });
      }}
    />
  );
}
