import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BagDetail } from '../../../api/blood/blood-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { ActDialog } from './act-dialog.tsx';
import { actsOf, type DeskAct } from './bag-acts.ts';
import { groupForPeople } from './blood-words.ts';
import { ReserveDialog } from './reserve-dialog.tsx';

interface BagPanelProps {
  bagId: string;
  mayWrite: boolean;
  onChanged: () => void;
}

/** One bag: what its label says, what may be done with it now, and what was done. */
export function BagPanel({ bagId, mayWrite, onChanged }: BagPanelProps) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery(reading<BagDetail>(`/blood/bags/${bagId}`));
  if (data !== undefined) return <OpenBag bag={data} mayWrite={mayWrite} onChanged={onChanged} />;
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  return <Loading label={w('state.loading')} lines={8} />;
}

function OpenBag({ bag, mayWrite, onChanged }: { bag: BagDetail; mayWrite: boolean; onChanged: () => void }) {
  const w = useWords();
  const [act, setAct] = useState<DeskAct | undefined>(undefined);
  const acts = mayWrite ? actsOf(bag) : [];
  const [next] = acts;
  useKeys(next === undefined ? {} : { 'ctrl+enter': () => setAct(next), f9: () => setAct(next) });
  const close = () => setAct(undefined);
  const done = () => {
    setAct(undefined);
    onChanged();
  };
  return (
    <section className="blood-record" aria-label={bag.unitNumber}>
      <Label bag={bag} />
      {bag.expiresOn < today() && <Note meaning="stop">{w('blood.expired')}</Note>}
      {bag.state === 'reserved' && (
        <Note meaning={bag.crossMatch === 'compatible' ? 'done' : 'care'}>{w(`blood.crossMatch.${bag.crossMatch ?? 'none'}`)}</Note>
      )}
      {acts.length > 0 && (
        <div className="action-row">
          {acts.map((one, i) => (
            <ActionButton
              key={one}
              variant={i === 0 ? 'filled' : one === 'discard' ? 'subtle' : 'default'}
              onPress={() => setAct(one)}
              {...(i === 0 ? { keyHint: 'Ctrl+Enter' } : {})}
            >
              {w(`blood.act.${one}`)}
            </ActionButton>
          ))}
        </div>
      )}
      <Trace bag={bag} />
      {act === 'reserve' && <ReserveDialog bag={bag} onClose={close} onDone={done} />}
      {act !== undefined && act !== 'reserve' && <ActDialog act={act} bag={bag} onClose={close} onDone={done} />}
    </section>
  );
}

function Label({ bag }: { bag: BagDetail }) {
  const w = useWords();
  const facts: [string, string][] = [
    [w('blood.unitNumber'), bag.unitNumber],
    [w('blood.volume'), String(bag.volumeMl)],
    [w('blood.collected'), dayForPeople(bag.collectedOn)],
    [w('blood.expires'), dayForPeople(bag.expiresOn)],
    [w('blood.supplier'), bag.supplier],
    [w('blood.state'), w(`blood.state.${bag.state}`)],
    ...(bag.encounterCode === null ? [] : [[w('blood.for'), w('blood.visit', { code: bag.encounterCode })] as [string, string]]),
  ];
  return (
    <>
      <h2>
        <span className="blood-group">{groupForPeople(bag)}</span> {w(`blood.product.${bag.product}`)}
      </h2>
      <dl className="blood-label">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Trace({ bag }: { bag: BagDetail }) {
  const w = useWords();
  // A cross-match is kept as its result and its technique; the result is said in words.
  const noteFor = (act: string, note: string): string =>
    act === 'cross-match'
      ? note.replace(/^(compatible|incompatible)/, (found) =>
          w(found === 'compatible' ? 'blood.result.compatible' : 'blood.result.incompatible'),
        )
      : note;
  return (
    <>
      <h3>{w('blood.trace')}</h3>
      <ol className="blood-trace">
        {bag.acts.map((one) => (
          <li key={one.sequence}>
            <b>{w(`blood.act.${one.act}`)}</b> {momentForPeople(one.at)} · {one.byName}
            {one.encounterCode !== null && ` · ${w('blood.visit', { code: one.encounterCode })}`}
            {one.note !== null && <small>{noteFor(one.act, one.note)}</small>}
          </li>
        ))}
      </ol>
    </>
  );
}
