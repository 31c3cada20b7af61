import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BankAccountView, NewBankAccount } from '../../../api/cashier/book-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { moveOnEnter } from '../../ui/move-on-enter.ts';
import { Note } from '../../ui/note.tsx';
import { Failed, Loading } from '../../ui/states.tsx';

const fields = [
  { name: 'bankBin', max: 6 },
  { name: 'bankName', max: 60 },
  { name: 'accountNumber', max: 19 },
  { name: 'accountName', max: 60 },
] as const;
type Filled = Record<(typeof fields)[number]['name'], string>;

/** Where payments by code go. */
export function BankTab() {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery(reading<BankAccountView>('/bank-account'));
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={4} />;
  return <BankForm key={data.account?.setAt ?? ''} account={data.account} onSet={() => void refetch()} />;
}

function BankForm({ account, onSet }: { account: BankAccountView['account']; onSet: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const [filled, setFilled] = useState<Filled>(account ?? { bankBin: '', bankName: '', accountNumber: '', accountName: '' });
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState('');
  const write = useWrite<NewBankAccount, unknown>('PUT', '/bank-account');
  const blocked = fields.some(({ name }) => filled[name].trim() === '') ? w('cash.bankMissing') : undefined;
  const ask = () => {
    if (blocked === undefined) setAsking(true);
  };
  useKeys({ f9: ask, 'ctrl+enter': ask });
  const save = async () => {
    setAsking(false);
    setFailure('');
    const { bankBin, bankName, accountNumber, accountName } = filled;
    try {
      await write.send({ id: newId(), bankBin: bankBin.trim(), bankName, accountNumber: accountNumber.trim(), accountName });
      onSet();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <section className="bank" aria-label={w('cash.tab.bank')}>
      <h2>{w('cash.tab.bank')}</h2>
      <p className="hint">{account === null ? w('cash.bankNone') : w('cash.bankSince', { at: momentForPeople(account.setAt) })}</p>
      <form
        className="close-shift"
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event: React.KeyboardEvent<HTMLFormElement>) => moveOnEnter(event)}
      >
        {fields.map(({ name, max }, i) => (
          <label key={name}>
            {w(`cash.bank.${name}`)}
            <input
              autoFocus={i === 0}
              maxLength={max}
              value={filled[name]}
              onChange={(event) => setFilled({ ...filled, [name]: event.target.value })}
            />
          </label>
        ))}
        {failure !== '' && (
          <Note meaning="stop" live>
            {failure}
          </Note>
        )}
        <ActionButton blocked={blocked} busy={write.state === 'sending' ? w('state.saving') : undefined} onPress={ask} keyHint="F9">
          {w('cash.bankSet')}
        </ActionButton>
      </form>
      {asking && (
        <ConfirmDialog
          opened
          title={w('cash.bankTitle', { account: filled.accountNumber, bank: filled.bankName })}
          confirmText={w('cash.bankSet')}
          cancelText={w('state.back')}
          onConfirm={() => void save()}
          onCancel={() => setAsking(false)}
        >
          <p>{w('cash.bankHint')}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
