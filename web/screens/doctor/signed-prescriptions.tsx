import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { WithdrawPrescription } from '../../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { useNationalSentence } from '../../lib/national-sentence.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { isOpen } from './is-open.ts';
import type { Sheets } from './papers/use-sheets.ts';

type Signed = EncounterView['prescriptions'][number];

/** Signed sheets are read as the patient will take them; they are never changed, only withdrawn. F8 prints the newest again. */
export function SignedPrescriptions({ encounter, sheets }: { encounter: EncounterView; sheets: Sheets }) {
  const w = useWords();
  const last = encounter.prescriptions.at(-1);
  useKeys({
    f8: () => {
      if (last !== undefined) void sheets.print([last.id]);
    },
  });
  return (
    <>
      {sheets.failure !== '' && (
        <Note meaning="stop" live>
          {sheets.failure}
        </Note>
      )}
      {encounter.prescriptions.map((one) => (
        <section key={one.id} className="signed" aria-label={w('signed.title', { code: one.code.toUpperCase() })}>
          <Head one={one} />
          <ol>
            {one.lines.map((line) => (
              <li key={line.id}>
                <b>{line.drugName}</b> × {numberForPeople(line.quantity)} {line.unit} <span>{line.dosageText}</span>{' '}
                {line.payer !== 'insurance' && <small>{w(`payer.${line.payer}`)}</small>}
              </li>
            ))}
          </ol>
          {can('prescription.write') && (
            <Actions encounter={encounter} one={one} sheets={sheets} keyHint={one === last ? 'F8' : undefined} />
          )}
        </section>
      ))}
    </>
  );
}

function Head({ one }: { one: Signed }) {
  const w = useWords();
  const signed = w('signed.by', { code: one.code.toUpperCase(), at: momentForPeople(one.signedAt), name: one.prescriberName });
  if (one.withdrawnAt === null) {
    return (
      <>
        <Note meaning="done">{signed}</Note>
        <Transmission one={one} />
      </>
    );
  }
  return (
    <>
      <Note meaning="care">
        {signed} {w('signed.withdrawn', { at: momentForPeople(one.withdrawnAt), reason: one.withdrawnReason ?? '' })}
      </Note>
      {isHeldThere(one) && <Note meaning="stop">{w('national.withdrawAccepted')}</Note>}
    </>
  );
}

/** The national system has it, and no call gets it back. */
const isHeldThere = ({ transmission }: Signed): boolean => transmission?.state === 'accepted' && transmission.source === 'system';

/** Where the sheet stands on its way to the national system, in a word; why it came back, in sentences. */
function Transmission({ one: { transmission } }: { one: Signed }) {
  const w = useWords();
  const sentence = useNationalSentence();
  if (transmission === null) return null;
  const { state, source, lastClass, issues } = transmission;
  const isSimulated = state === 'accepted' && source === 'simulator';
  const waits = state === 'queued' && lastClass === 'doctor-account-missing' ? ` – ${w('national.class.doctor-account-missing')}` : '';
  const words = w('national.sheet', { state: (isSimulated ? w('national.simulated') : w(`national.state.${state}`)) + waits });
  if (state !== 'rejected' && state !== 'unknown') return <p className="hint">{words}</p>;
  return (
    <Note meaning={state === 'rejected' ? 'stop' : 'care'}>
      {words} {issues.map(sentence).join(' ')}
    </Note>
  );
}

interface ActionsProps {
  encounter: EncounterView;
  one: Signed;
  sheets: Sheets;
  keyHint: string | undefined;
}

function Actions({ encounter, one, sheets, keyHint }: ActionsProps) {
  const w = useWords();
  const [asking, setAsking] = useState(false);
  return (
    <span className="signed-actions">
      <ActionButton variant="default" onPress={() => void sheets.print([one.id])} {...(keyHint === undefined ? {} : { keyHint })}>
        {w('sheet.print')}
      </ActionButton>
      {isOpen(encounter) && one.withdrawnAt === null && (
        <ActionButton variant="default" onPress={() => setAsking(true)}>
          {w('signed.withdraw')}
        </ActionButton>
      )}
      {asking && <WithdrawDialog encounter={encounter} one={one} onClose={() => setAsking(false)} />}
    </span>
  );
}

function WithdrawDialog({ encounter, one, onClose }: { encounter: EncounterView; one: Signed; onClose: () => void }) {
  const w = useWords();
  const queries = useQueryClient();
  const [id] = useState(newId);
  const withdraw = useWrite<WithdrawPrescription, unknown>('POST', `/prescriptions/${one.id}/withdrawal`);
  const save = async (reason: string) => {
    await withdraw.send({ id, reason });
    await queries.invalidateQueries({ queryKey: [`/encounters/${encounter.id}`] });
    onClose();
  };
  return (
    <ReasonDialog
      title={w('signed.withdrawQuestion', { code: one.code.toUpperCase() })}
      confirmText={w('signed.withdraw')}
      label={w('signed.reason')}
      missingText={w('signed.reasonMissing')}
      maxLength={500}
      onReason={save}
      onClose={onClose}
    >
      {isHeldThere(one) && <Note meaning="care">{w('national.willStay')}</Note>}
    </ReasonDialog>
  );
}
