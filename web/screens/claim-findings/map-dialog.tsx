import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reconciliation, ReasonRulesDecision } from '../../../api/claims/audit/audit-schemas.ts';
import { findClaimRule } from '../../../domain/claims/checks/rule-catalogue.ts';
import { newId } from '../../../domain/ids.ts';
import { useFailure, useLanguage, useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { refreshFindings } from './use-findings.ts';

/** Which rules of ours mean a reason of the insurer: counted from then on for all that was loaded. */
export function MapDialog({ reason, onClose }: { reason: Reconciliation['reasons'][number]; onClose: () => void }) {
  const w = useWords();
  const sentence = useSentence();
  const failureText = useFailure();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [typed, setTyped] = useState(reason.rules.join(', '));
  const [failure, setFailure] = useState('');
  const { send, state } = useWrite<ReasonRulesDecision, { id: string }>('POST', '/claim-audit/reason-rules');
  const rules = typed
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((rule) => rule !== '');
  const unknown = rules.filter((rule) => findClaimRule(rule) === undefined);
  const save = async () => {
    if (unknown.length > 0 || state === 'sending') return;
    try {
      setFailure('');
      await send({ id: newId(), reasonCode: reason.reasonCode, rules });
      await refreshFindings(queries);
      onClose();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('told.mapQuestion', { code: reason.reasonCode })}
      confirmText={w('told.mapSave')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      <p>{reason.reasonText}</p>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <TextInput
        data-autofocus
        label={w('told.mapLabel')}
        value={typed}
        maxLength={300}
        error={unknown.length > 0 ? `${unknown.join(', ')}: ${sentence({ code: 'claim_rule_not_found' })}` : false}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {rules.map((rule) => (
        <p key={rule} className="hint">
          {rule}: {findClaimRule(rule)?.[language] ?? '…'}
        </p>
      ))}
    </ConfirmDialog>
  );
}
