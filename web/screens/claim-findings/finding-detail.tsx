import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { FindingDetail } from '../../../api/claims/audit/audit-schemas.ts';
import type { DecisionKind } from '../../../domain/claims/audit/decide-finding.ts';
import { describeFinding } from '../../../domain/claims/checks/rule-catalogue.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { cureOfTold } from '../../lib/cure-of.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useLanguage, useWords } from '../../lib/i18n/i18n.tsx';
import { leftFor } from '../../lib/left-for.ts';
import { reading, useCodes } from '../../lib/reading.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import { lastDayOf, placeOf, stateMeanings } from './finding-words.ts';

/** One finding: what is refused and where, what we had found ourselves, what can be done, and what happened. Opened by a press only: it is logged. */
export function FindingDetailPane({ id }: { id: string }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery({ ...reading<FindingDetail>(`/claim-audit/findings/${id}`), staleTime: 0 });
  if (data === undefined) {
    return (
      <section className="told-detail">
        {error === null && <Loading label={w('state.loading')} lines={6} />}
        {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      </section>
    );
  }
  return (
    <section className="told-detail" aria-label={w('told.detail', { code: data.claimKey })}>
      <h2>{w('told.detail', { code: data.claimKey })}</h2>
      <p>{data.patientName}</p>
      <Standing one={data} />
      <What one={data} />
      <Doings one={data} />
      <Own one={data} />
      <History one={data} />
    </section>
  );
}

function Standing({ one }: { one: FindingDetail }) {
  const w = useWords();
  return (
    <Note meaning={stateMeanings[one.state]}>
      {w(`told.state.${one.state}`)}: {moneyForPeople(one.refused)}
      {one.restored !== '0' && `, ${w('told.restored', { amount: moneyForPeople(one.restored) })}`}
      {one.answer !== null && `. ${w('told.answerBy')}: ${w('told.endOf', { day: lastDayOf(one.answer) })}`}
      {one.isSentAgain && `. ${w('told.sentAgain')}`}
    </Note>
  );
}

function What({ one }: { one: FindingDetail }) {
  const w = useWords();
  const departments = useCodes('MA_KHOA');
  const department = departments.find(({ code }) => code === one.departmentCode)?.name ?? one.departmentCode;
  const facts = [
    placeOf(one, w),
    one.itemCode,
    one.proposed === null ? '' : w('told.proposed', { amount: moneyForPeople(one.proposed) }),
    one.stage === null ? '' : w(`told.stage.${one.stage}`),
    dayForPeople(one.auditedOn),
    one.minutesNumber === '' ? '' : w('told.minutes', { number: one.minutesNumber }),
  ];
  const people = [w('told.department', { name: department }), one.doctorName === '' ? '' : w('told.doctor', { name: one.doctorName })];
  return (
    <>
      <p>
        <b>{one.itemName === '' ? w('told.wholeClaim') : one.itemName}</b>
      </p>
      <p>
        {one.reasonText} <small>{one.reasonCode}</small>
      </p>
      <p className="hint">{facts.filter((fact) => fact !== '').join(' · ')}</p>
      <p className="hint">{people.filter((fact) => fact !== '').join(' · ')}</p>
    </>
  );
}

/** The first thing that can be done has F9, the way to the cure F10. */
function Doings({ one }: { one: FindingDetail }) {
  const w = useWords();
  const [, go] = useLocation();
  const [kind, setKind] = useState<DecisionKind | undefined>(undefined);
  const [asked, setAsked] = useState(false);
  const [own] = one.ownFindings;
  const { path, place } = cureOfTold({ table: one.table, field: one.field, own }, one.encounterId);
  const cure = () => {
    if (path === undefined) return setAsked(true);
    leftFor.set(one.encounterId);
    go(path);
  };
  // What gives money up never has the key.
  const first = (['contest', 'cure', 'restore', 'undo'] as const).find((decision) => one.decisions.includes(decision));
  useKeys({ f9: () => setKind(first), f10: cure });
  return (
    <>
      <div className="told-buttons">
        {one.decisions.map((decision) => (
          <ActionButton
            key={decision}
            variant={decision === first ? 'filled' : 'default'}
            {...(decision === first ? { keyHint: 'F9' } : {})}
            onPress={() => setKind(decision)}
          >
            {w(`told.do.${decision}`)}
          </ActionButton>
        ))}
        <ActionButton variant="default" keyHint="F10" onPress={cure}>
          {w('told.cure')}
        </ActionButton>
      </div>
      <p className="hint">{w(place)}</p>
      {asked && (
        <Note meaning="care" live>
          {w('cure.askSomebody')}
        </Note>
      )}
      {kind !== undefined && <DecideDialog one={one} kind={kind} onClose={() => setKind(undefined)} />}
    </>
  );
}

function Own({ one }: { one: FindingDetail }) {
  const w = useWords();
  const { language } = useLanguage();
  return (
    <>
      <h3>{w('told.ownFindings')}</h3>
      <p>{w(`told.own.${one.own}`)}</p>
      <ul>
        {one.ownFindings.map((finding, i) => (
          <li key={i}>
            {describeFinding(finding, language)} <small>{finding.rule}</small>
          </li>
        ))}
      </ul>
    </>
  );
}

function History({ one }: { one: FindingDetail }) {
  const w = useWords();
  return (
    <>
      <h3>{w('told.history')}</h3>
      <ol>
        {one.acts.toReversed().map((act) => (
          <li key={act.number}>
            {w(`told.act.${act.kind}`, { amount: moneyForPeople(act.refusedAfter), restored: moneyForPeople(act.restoredAfter) })}
            {act.note !== null && <p>{act.note}</p>}
            <p className="hint">
              {w('told.byWhom', { name: act.actedByName, at: momentForPeople(act.actedAt) })}
              {act.fileName !== null && ` · ${act.fileName}`}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
