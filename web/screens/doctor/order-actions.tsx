import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OrderView } from '../../../api/encounters/encounter-schemas.ts';
import type { CancelOrder, OrderAnswer, PerformOrder } from '../../../api/orders/order-schemas.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
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
        <ReasonDialog
          title={w('order.cancelTitle', { name: order.serviceName })}
          label={w('order.cancelReason')}
          missingText={w('order.cancelReasonMissing')}
          confirmText={w('order.cancel')}
          maxLength={500}
          onReason={async (reason) => {
            await cancel.send({ reason });
            await queries.invalidateQueries({ queryKey: [`/encounters/${encounterId}`] });
            setCancelling(false);
          }}
          onClose={() => setCancelling(false)}
        />
      )}
    </div>
  );
}
