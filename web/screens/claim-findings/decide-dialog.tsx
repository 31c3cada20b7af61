import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FindingDecided, FindingDecision, FindingDetail } from '../../../api/claims/audit/audit-schemas.ts';
import type { DecisionKind } from '../../../domain/claims/audit/decide-finding.ts';
import { moneyForPeople, numberForPeople } from '../../lib/format-money.ts';
import { readDecimal } from '../../lib/format.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { refreshFindings } from './use-findings.ts';

interface DecideDialogProps {
  one: FindingDetail;
  kind: DecisionKind;
  onClose: () => void;
}

/** One decision with its why; of money given back also how much. */
export function DecideDialog({ one, kind, onClose }: DecideDialogProps) {
  const w = useWords();
  const queries = useQueryClient();
  const [typed, setTyped] = useState(numberForPeople(one.refused));
  const amount = readDecimal(typed.replaceAll('.', ''));
  const { send } = useWrite<FindingDecision, FindingDecided>('POST', `/claim-audit/findings/${one.id}/decisions`);
  const decide = async (note: string) => {
    if (kind === 'restore' && amount === undefined) return;
    await send({ version: one.version, kind, note, ...(kind === 'restore' && amount !== undefined ? { amount } : {}) });
    await refreshFindings(queries);
    onClose();
  };
  return (
    <ReasonDialog
      title={w(`told.ask.${kind}`, { code: one.claimKey, amount: moneyForPeople(one.refused) })}
      confirmText={w(`told.do.${kind}`)}
      label={w(`told.note.${kind}`)}
      maxLength={2000}
      onReason={decide}
      onClose={onClose}
    >
      {kind === 'restore' && (
        <label className="dialog-field">
          {w('told.amountBack')}
          <input
            inputMode="decimal"
            maxLength={20}
            value={typed}
            aria-invalid={amount === undefined}
            onChange={(event) => setTyped(event.target.value)}
          />
          {amount === undefined && <span role="alert">{w('told.amountWrong')}</span>}
        </label>
      )}
    </ReasonDialog>
  );
}
