import { useState } from 'react';
import type { CabinetListSaved, CabinetView, RefuseCabinetList } from '../../../api/stock/cabinet-schemas.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';

interface CabinetRequestProps {
  cabinetId: string;
  list: NonNullable<CabinetView['waiting']>;
  onDecided: () => void;
}

/** A base list that waits: who asks, why and what; the pharmacy approves or refuses it. */
export function CabinetRequest({ cabinetId, list, onDecided }: CabinetRequestProps) {
  const w = useWords();
  const failureText = useFailure();
  const path = `/cabinets/${cabinetId}/lists/${list.id}`;
  const approval = useWrite<{ version: number }, CabinetListSaved>('POST', `${path}/approval`);
  const refusal = useWrite<RefuseCabinetList, CabinetListSaved>('POST', `${path}/refusal`);
  const [refusing, setRefusing] = useState(false);
  const [failure, setFailure] = useState('');
  const approve = async () => {
    try {
      await approval.send({ version: list.version });
      onDecided();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <div className="cabinet-request">
      <Note meaning="care">
        {w('cabinet.waits', { name: list.requestedByName, at: momentForPeople(list.requestedAt), reason: list.reason })}
      </Note>
      <ul>
        {list.lines.map((line) => (
          <li key={line.drugCode}>
            {line.drugName}: {numberForPeople(line.quantity)} {line.unit}
          </li>
        ))}
      </ul>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {can('stock.post') && (
        <div className="stock-actions">
          <ActionButton busy={approval.state === 'sending' ? w('state.saving') : undefined} onPress={() => void approve()}>
            {w('cabinet.approve')}
          </ActionButton>
          <ActionButton variant="default" onPress={() => setRefusing(true)}>
            {w('cabinet.refuse')}
          </ActionButton>
        </div>
      )}
      {refusing && (
        <ReasonDialog
          title={w('cabinet.refuseTitle')}
          confirmText={w('cabinet.refuse')}
          onReason={async (reason) => {
            await refusal.send({ version: list.version, reason });
            onDecided();
          }}
          onClose={() => setRefusing(false)}
        />
      )}
    </div>
  );
}
