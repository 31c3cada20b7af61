import type { EligibilityCheckView } from '../../../api/insurance/eligibility-schemas.ts';
import { localTime } from '../../../domain/dates.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { useFailure, useSentence, useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note, type Meaning } from '../../ui/note.tsx';
import { fieldsOfAnswer, type Eligibility } from './use-eligibility.ts';
import type { Reception } from './use-reception.ts';

const meanings: Record<EligibilityCheckView['verdict'], Meaning> = {
  valid: 'done',
  'valid-unverifiable': 'information',
  'newer-card': 'care',
  'not-insured': 'stop',
  contradicts: 'stop',
  'not-answered': 'care',
  misconfigured: 'care',
};

/** What the insurer says: one sentence, one thing to do, where it differs from the paper, and what it knows of earlier visits. */
export function EligibilityPanel({ reception, eligibility }: { reception: Reception; eligibility: Eligibility }) {
  const w = useWords();
  const failureText = useFailure();
  const { answer, isAsking, error, askAgain } = eligibility;
  if (isAsking)
    return (
      <div className="wide portal">
        <Note meaning="information">{w('portal.asking')}</Note>
      </div>
    );
  if (error !== null)
    return (
      <div className="wide portal">
        <Note meaning="care" live>
          {failureText(error)} {w('portal.later')}
        </Note>
      </div>
    );
  if (answer === undefined) return null;
  return <Answer reception={reception} answer={answer} askAgain={askAgain} />;
}

function Answer({ reception, answer, askAgain }: { reception: Reception; answer: EligibilityCheckView; askAgain: () => void }) {
  const w = useWords();
  const sentence = useSentence();
  return (
    <div className="wide portal">
      <Note meaning={meanings[answer.verdict]} live>
        <span className="portal-source">
          {w(answer.source === 'simulator' ? 'portal.simulated' : 'portal.title')} {localTime(answer.askedAt)}:
        </span>{' '}
        {sentence(answer.sentence)}
      </Note>
      <Suggestion reception={reception} answer={answer} askAgain={askAgain} />
      {answer.differences.length > 0 && (
        <ul className="portal-differences" aria-label={w('portal.differences')}>
          {answer.differences.map(({ field, typed, portal }) => (
            <li key={field}>
              {w(`portal.field.${field}` as WordKey)}: <s>{typed}</s> → <b>{portal}</b>
            </li>
          ))}
        </ul>
      )}
      <PortalHistory answer={answer} />
    </div>
  );
}

/** The one thing to do next, as a button where the form can do it. */
function Suggestion({ reception, answer, askAgain }: { reception: Reception; answer: EligibilityCheckView; askAgain: () => void }) {
  const w = useWords();
  const coverage = reception.form.watch('coverage');
  const fields = fieldsOfAnswer(answer);
  const offersCard = fields !== undefined && (coverage === 'none' || answer.action === 'use_new_card');
  if (offersCard && (answer.verdict === 'valid' || answer.verdict === 'newer-card'))
    return (
      <ActionButton variant="default" onPress={() => reception.fill(fields)}>
        {w('portal.useCard', { tail: (fields.cardNumber ?? '').slice(-4) })}
      </ActionButton>
    );
  if (answer.action === 'register_uninsured' && coverage !== 'none')
    return (
      <ActionButton variant="default" onPress={() => reception.fill({ coverage: 'none' })}>
        {w('portal.uninsured')}
      </ActionButton>
    );
  if (answer.action === 'retry_later' || answer.state === 'not-answered')
    return (
      <ActionButton variant="default" onPress={askAgain}>
        {w('portal.askAgain')}
      </ActionButton>
    );
  return answer.action === 'none' ? null : <p className="portal-action">{w(`portal.action.${answer.action}` as WordKey)}</p>;
}

function PortalHistory({ answer }: { answer: EligibilityCheckView }) {
  const w = useWords();
  if (answer.history.length === 0 && answer.audits.length === 0) return null;
  const day = (value: string | null) => (value === null ? '' : dayForPeople(value.slice(0, 10)));
  return (
    <details className="portal-history">
      <summary>{w('portal.history', { n: answer.history.length, audits: answer.audits.length })}</summary>
      <ul>
        {answer.history.map((visit, i) => (
          <li key={i}>
            {day(visit.admittedOn)}–{day(visit.dischargedOn)} · {visit.facilityName ?? visit.facilityCode} · {visit.diagnosis ?? ''}
          </li>
        ))}
        {answer.audits.map((audit, i) => (
          <li key={`audit-${i}`}>
            {w('portal.audit')} {audit.at ?? ''}: {audit.message ?? audit.code ?? ''}
          </li>
        ))}
      </ul>
    </details>
  );
}
