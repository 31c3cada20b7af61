import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutsideRecord } from '../../../api/interop/outside-schemas.ts';
import { ask } from '../../lib/http.ts';
import { useFailure, useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { viInterop } from '../../lib/i18n/vi-interop.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { useIssueWords } from './interop-words.ts';

interface OutsideRecordProps {
  encounterId: string;
  destinationId: string;
}

/** What a destination gets of a visit: to be read, or as JSON. F8 turns from one to the other, F9 copies the JSON. */
export function OutsideRecordPane({ encounterId, destinationId }: OutsideRecordProps) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery({
    queryKey: ['/outside-records', encounterId, destinationId],
    queryFn: ({ signal }) => ask<OutsideRecord>('/outside-records', { encounterId, destinationId }, signal),
    staleTime: 0,
    // A look is logged: nobody looks again by coming back to the window.
    refetchOnWindowFocus: false,
  });
  return (
    <section className="interop-detail" aria-label={w('interop.outside.title')}>
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={8} />}
      {data !== undefined && data.json === null && <Held record={data} />}
      {data !== undefined && data.json !== null && <Sent record={data} json={data.json} />}
    </section>
  );
}

function Held({ record }: { record: OutsideRecord }) {
  const w = useWords();
  const sentence = useIssueWords();
  return (
    <>
      <Note meaning="stop">{w('interop.outside.nothing', { name: record.destination })}</Note>
      <ul>
        {record.issues.map((issue) => (
          <li key={issue.code + issue.path}>{sentence(issue)}</li>
        ))}
      </ul>
    </>
  );
}

function Sent({ record, json }: { record: OutsideRecord; json: string }) {
  const w = useWords();
  const [isJson, setIsJson] = useState(false);
  const [told, setTold] = useState<'copied' | 'notCopied' | undefined>(undefined);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(json);
      setTold('copied');
    } catch {
      // Browsers give the clipboard to pages of https and of this machine only: the text can be marked and copied by hand.
      setTold('notCopied');
      setIsJson(true);
    }
  };
  const turn = () => setIsJson(!isJson);
  useKeys({ f8: turn, f9: () => void copy() });
  return (
    <>
      <h2>{w('interop.outside.as', { name: record.destination })}</h2>
      <div className="interop-buttons">
        <ActionButton variant="default" keyHint="F8" onPress={turn}>
          {w(isJson ? 'interop.outside.read' : 'interop.outside.json')}
        </ActionButton>
        <ActionButton variant="default" keyHint="F9" onPress={() => void copy()}>
          {w('interop.outside.copy')}
        </ActionButton>
      </div>
      {told !== undefined && (
        <Note meaning={told === 'copied' ? 'done' : 'care'} live>
          {w(`interop.outside.${told}`)}
        </Note>
      )}
      {isJson ? (
        <pre className="interop-json" tabIndex={0} aria-label="JSON">
          {json}
        </pre>
      ) : (
        <Sections record={record} />
      )}
    </>
  );
}

const isWord = (key: string): key is WordKey => key in viInterop;

function Sections({ record }: { record: OutsideRecord }) {
  const w = useWords();
  return record.sections.map(({ type, lines }) => {
    const key = `interop.type.${type}`;
    return (
      <div key={type}>
        <h3>
          {isWord(key) ? w(key) : type} <small>{type}</small>
        </h3>
        <ul>
          {lines.map((line, i) => (
            <li key={i}>{line}</li>
          ))}
        </ul>
      </div>
    );
  });
}
