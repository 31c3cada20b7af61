import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OrderView } from '../../../api/encounters/encounter-schemas.ts';
import type { CancelOrder, OrderAnswer, PerformOrder } from '../../../api/orders/order-schemas.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

interface OrderActionsProps {
  encounterId: string;
  order: OrderView;
}

/** One open order: its result and "performed", or cancelled with a reason. */
export function OrderActions({ encounterId, order }: OrderActionsProps) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const base = `/encounters/${encounterId}/orders/${order.id}`;
  const perform = useWrite<PerformOrder, OrderAnswer>('POST', `${base}/performance`);
  const cancel = useWrite<CancelOrder, OrderAnswer>('POST', `${base}/cancellation`);
  const [result, setResult] = useState('');
  const [cancelling, setCancelling] = useState(false);
  const [failure, setFailure] = useState('');
  const run = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (cause) {
      setFailure(failureText(cause));
    }
    await queries.invalidateQueries({ queryKey: [`/encounters/${encounterId}`] });
  };
  const busy =
    perform.state === 'sending' || cancel.state === 'sending'
      ? w('state.saving')
      : perform.state === 'waiting' || cancel.state === 'waiting'
        ? w('state.waiting')
        : undefined;
  const resultText = result.trim();
  return (
    <div className="order-actions">
      {can('order.perform') && (
        <>
          {order.reportedBy === null && (
            <TextInput
              aria-label={w('order.resultOf', { name: order.serviceName })}
              placeholder={w('order.result')}
              value={result}
              maxLength={2000}
              onChange={(event) => setResult(event.currentTarget.value)}
            />
          )}
          <ActionButton
            variant="default"
            blocked={order.reportedBy === null ? undefined : w(`order.reportedBy.${order.reportedBy}`)}
            busy={busy}
            onPress={() => void run(() => perform.send(resultText === '' ? {} : { resultText }))}
          >
            {w('order.perform')}
          </ActionButton>
        </>
      )}
      {can('order.write') && (
        <ActionButton variant="subtle" onPress={() => setCancelling(true)}>
          {w('order.cancel')}
        </ActionButton>
      )}
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
      {cancelling && (
        <CancelDialog
          order={order}
          onBack={() => setCancelling(false)}
          onCancel={(reason) => {
            setCancelling(false);
            void run(() => cancel.send({ reason }));
          }}
        />
      )}
    </div>
  );
}

function CancelDialog({ order, onBack, onCancel }: { order: OrderView; onBack: () => void; onCancel: (reason: string) => void }) {
  const w = useWords();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('order.cancelTitle', { name: order.serviceName })}
      confirmText={w('order.cancel')}
      cancelText={w('state.back')}
      onConfirm={() => (reason.trim() === '' ? setAsked(true) : onCancel(reason.trim()))}
      onCancel={onBack}
    >
      <TextInput
        label={w('order.cancelReason')}
        value={reason}
        maxLength={500}
        data-autofocus
        error={asked && reason.trim() === '' ? w('order.cancelReasonMissing') : false}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
