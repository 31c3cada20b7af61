import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { LogInTried, TryLogIn } from '../../../api/national-prescriptions/national-schemas.ts';
import type { SendClass } from '../../../domain/prescriptions/national-state.ts';
import { newId } from '../../../domain/ids.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note, type Meaning } from '../../ui/note.tsx';
import { refreshNational } from './refresh-national.ts';

interface Account {
  id: string;
  setAt: string | null;
  stoppedAt: string | null;
  stoppedClass: SendClass | null;
}
interface AccountFormProps {
  title: string;
  hint?: string;
  /** Where it is set; its end is below. */
  path: string;
  whose: TryLogIn;
  account: Account | null;
  field: { name: 'baseUrl' | 'linkCode'; label: string; value: string };
  endQuestion: string;
}
type Said = { meaning: Meaning; text: string };

/** One account: what may be shown, the form that sets it anew, a try, its end. The password goes in and never comes out. */
export function AccountForm({ title, hint, path, whose, account, field, endQuestion }: AccountFormProps) {
  const [said, setSaid] = useState<Said | undefined>(undefined);
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {hint !== undefined && <p className="hint">{hint}</p>}
      <Standing account={account} isFacility={field.name === 'baseUrl'} />
      <Fields path={path} field={field} onSaid={setSaid} />
      <div className="national-buttons">
        <TryButton whose={whose} account={account} onSaid={setSaid} />
        {account !== null && <EndButton path={path} id={account.id} question={endQuestion} onSaid={setSaid} />}
      </div>
      {said !== undefined && (
        <Note meaning={said.meaning} live>
          {said.text}
        </Note>
      )}
    </section>
  );
}

function Standing({ account, isFacility }: { account: Account | null; isFacility: boolean }) {
  const w = useWords();
  if (account === null) return <Note meaning="care">{w(isFacility ? 'national.accounts.none' : 'national.accounts.noAccount')}</Note>;
  if (account.stoppedAt !== null && account.stoppedClass !== null) {
    const why = w(`national.class.${account.stoppedClass}`);
    return <Note meaning="stop">{w('national.accounts.stopped', { at: momentForPeople(account.stoppedAt), why })}</Note>;
  }
  return <p>{w('national.accounts.since', { at: account.setAt === null ? '–' : momentForPeople(account.setAt) })}</p>;
}

function Fields({ path, field, onSaid }: Pick<AccountFormProps, 'path' | 'field'> & { onSaid: (said: Said) => void }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [value, setValue] = useState(field.value);
  const [password, setPassword] = useState('');
  const secret = useRef<HTMLInputElement>(null);
  const set = useWrite<Record<string, string>, unknown>('POST', path);
  const save = async () => {
    if (value.trim() === '' || password === '') return onSaid({ meaning: 'stop', text: w('national.accounts.fill') });
    try {
      await set.send({ id: newId(), [field.name]: value.trim(), password });
      setPassword('');
      onSaid({ meaning: 'done', text: w('national.accounts.saved') });
      await refreshNational(queries);
    } catch (cause) {
      onSaid({ meaning: 'stop', text: failureText(cause) });
    }
  };
  const isSaving = set.state === 'sending' || set.state === 'waiting';
  return (
    <form
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        if (event.ctrlKey || event.target === secret.current) void save();
        else secret.current?.focus();
      }}
    >
      <TextInput
        label={field.label}
        value={value}
        maxLength={300}
        spellCheck={false}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <TextInput
        ref={secret}
        type="password"
        autoComplete="new-password"
        label={w('national.accounts.password')}
        description={w('national.accounts.passwordHint')}
        value={password}
        maxLength={200}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <ActionButton busy={isSaving ? w('state.saving') : undefined} onPress={() => void save()}>
        {w('national.accounts.save')}
      </ActionButton>
    </form>
  );
}

function TryButton({ whose, account, onSaid }: Pick<AccountFormProps, 'whose' | 'account'> & { onSaid: (said: Said) => void }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const tryIt = useWrite<TryLogIn, LogInTried>('POST', '/national-accounts/log-ins');
  const isTrying = tryIt.state === 'sending' || tryIt.state === 'waiting';
  const press = async () => {
    try {
      const { works, source, class: found } = await tryIt.send(whose);
      const good = w(source === 'system' ? 'national.accounts.works' : 'national.accounts.worksSimulated');
      onSaid(
        works
          ? { meaning: 'done', text: good }
          : { meaning: 'stop', text: w('national.accounts.fails', { why: w(`national.class.${found}`) }) },
      );
      await refreshNational(queries);
    } catch (cause) {
      onSaid({ meaning: 'stop', text: failureText(cause) });
    }
  };
  return (
    <ActionButton
      variant="default"
      busy={isTrying ? w('national.accounts.trying') : undefined}
      blocked={account === null ? w('national.accounts.noAccount') : undefined}
      onPress={() => void press()}
    >
      {w('national.accounts.try')}
    </ActionButton>
  );
}

function EndButton({ path, id, question, onSaid }: { path: string; id: string; question: string; onSaid: (said: Said) => void }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const end = useWrite<{ id: string }, unknown>('POST', `${path}/end`);
  const press = async () => {
    try {
      await end.send({ id });
      onSaid({ meaning: 'done', text: w('national.accounts.ended') });
      await refreshNational(queries);
    } catch (cause) {
      onSaid({ meaning: 'stop', text: failureText(cause) });
    }
    setAsking(false);
  };
  return (
    <>
      <ActionButton variant="default" onPress={() => setAsking(true)}>
        {w('national.accounts.end')}
      </ActionButton>
      {asking && (
        <ConfirmDialog
          opened
          title={question}
          confirmText={end.state === 'sending' ? w('state.saving') : w('national.accounts.end')}
          cancelText={w('state.back')}
          onConfirm={() => void press()}
          onCancel={() => setAsking(false)}
        />
      )}
    </>
  );
}
