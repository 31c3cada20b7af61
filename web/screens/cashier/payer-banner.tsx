import { useState } from 'react';
import type { AccountView, PayerView } from '../../../api/cashier/cashier-schemas.ts';
import type { EligibilityCheckView, EligibilityQuestion } from '../../../api/insurance/eligibility-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { isNegative, isZero } from '../../../domain/money.ts';
import { moneyForPeople, numberForPeople } from '../../lib/format-money.ts';
import { birthForPeople, timeForPeople } from '../../lib/format.ts';
import { useFailure, useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';

/** Who pays with which card, and the one number that counts: what is due. */
export function PayerBanner({ payer, view }: { payer: PayerView; view: AccountView }) {
  const w = useWords();
  const sentence = useSentence();
  const { card } = payer;
  const rate = w('cost.rate', { rate: numberForPeople(view.benefitRate), reason: sentence({ code: view.rateReason }) });
  return (
    <header className="account-banner">
      <div className="account-person">
        <h2>{payer.fullName}</h2>
        <p>
          {birthForPeople(payer.birthDate, payer.birthPrecision)} · {w(`sex.${payer.sex as 'male' | 'female' | 'unknown'}`)} · {payer.code}
          {payer.number !== null && ` · ${payer.number}`}
        </p>
        <p>
          {card === null ? w('banner.noCover') : `${card.cardNumber} · ${rate}`}
          {payer.groups.map((group) => (
            <span key={group} className="account-group">
              {w(`cash.group.${group}`)}
            </span>
          ))}
        </p>
        {card !== null && <CardCheck payer={payer} />}
      </div>
      <Due view={view} />
    </header>
  );
}

function Due({ view }: { view: AccountView }) {
  const w = useWords();
  const back = isNegative(view.due);
  const colour = back && view.final ? 'line-care' : isZero(view.due) ? 'line-done' : '';
  return (
    <dl className="account-due">
      <div>
        <dt>{w('cash.patientPart')}</dt>
        <dd>{moneyForPeople(view.patientPart)}</dd>
      </div>
      {!isZero(view.discount) && (
        <div>
          <dt>{w('cash.discount')}</dt>
          <dd>−{moneyForPeople(view.discount)}</dd>
        </div>
      )}
      <div>
        <dt>{w('cash.paid')}</dt>
        <dd>{moneyForPeople(view.paid)}</dd>
      </div>
      <div className={`account-due-large ${colour}`}>
        <dt>{w(dueWord(view))}</dt>
        <dd>{moneyForPeople(back ? view.due.slice(1) : view.due)}</dd>
      </div>
    </dl>
  );
}

/** While the visit runs nothing goes back: the advance is simply larger than the costs so far. */
function dueWord({ due, final }: AccountView) {
  if (isZero(due)) return 'cash.nothingDue';
  if (isNegative(due)) return final ? 'cash.dueBack' : 'cash.leftNow';
  return final ? 'cash.due' : 'cash.dueNow';
}

/** Asks the insurer once more at the till. */
function CardCheck({ payer }: { payer: PayerView }) {
  const w = useWords();
  const sentence = useSentence();
  const failureText = useFailure();
  const [failure, setFailure] = useState('');
  const [answer, setAnswer] = useState<EligibilityCheckView | undefined>(undefined);
  const check = useWrite<EligibilityQuestion, EligibilityCheckView>('POST', '/eligibility-checks');
  const busy = check.state === 'sending' || check.state === 'waiting';
  const press = async () => {
    if (payer.card === null || busy) return;
    setFailure('');
    const exact = payer.birthPrecision === 'day' || payer.birthPrecision === 'minute';
    const birthDate = exact ? dayForPeople(payer.birthDate.slice(0, 10)) : payer.birthDate.slice(0, 4);
    const { cardNumber: number, validFrom, validTo, registeredFacilityCode } = payer.card;
    const typed = { validFrom, registeredFacilityCode, ...(validTo === null ? {} : { validTo }) };
    try {
      setAnswer(await check.send({ id: newId(), number, fullName: payer.fullName, birthDate, patientId: payer.patientId, typed }));
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  useKeys({ f2: () => void press() });
  return (
    <div className="account-card">
      <ActionButton variant="default" busy={busy ? w('portal.asking') : undefined} onPress={() => void press()} keyHint="F2">
        {w('cash.checkCard')}
      </ActionButton>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {answer !== undefined && (
        <Note meaning={answer.verdict === 'valid' ? 'done' : 'care'} live>
          {w(answer.source === 'simulator' ? 'portal.simulated' : 'portal.title')} {timeForPeople(answer.askedAt)}:{' '}
          {sentence(answer.sentence)}
        </Note>
      )}
    </div>
  );
}
