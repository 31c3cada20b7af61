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
  return (
    <div className="order-actions">
      {can('order.perform') && <Perform encounterId={encounterId} order={order} />}
      {can('order.write') && <Cancel encounterId={encounterId} order={order} />}
    </div>
  );
}

/** What a desk of the facility reports on is not ticked as done here; the button says whose it is. */
function Perform({ encounterId, order }: OrderActionsProps) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const { send, state } = useWrite<PerformOrder, OrderAnswer>('POST', `/encounters/${encounterId}/orders/${order.id}/performance`);
  const [result, setResult] = useState('');
  const [failure, setFailure] = useState('');
  const perform = async () => {
    const resultText = result.trim();
    try {
      await send(resultText === '' ? {} : { resultText });
    } catch (cause) {
      setFailure(failureText(cause));
    }
    await queries.invalidateQueries({ queryKey: [`/encounters/${encounterId}`] });
  };
  return (
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
        busy={state === 'sending' ? w('state.saving') : state === 'waiting' ? w('state.waiting') : undefined}
        onPress={() => void perform()}
      >
        {w('order.perform')}
      </ActionButton>
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
    </>
  );
}

function Cancel({ encounterId, order }: OrderActionsProps) {
  const w = useWords();
  const queries = useQueryClient();
  const { send } = useWrite<CancelOrder, OrderAnswer>('POST', `/encounters/${encounterId}/orders/${order.id}/cancellation`);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <ActionButton variant="subtle" onPress={() => setAsking(true)}>
        {w('order.cancel')}
      </ActionButton>
      {asking && (
        <ReasonDialog
          title={w('order.cancelTitle', { name: order.serviceName })}
          label={w('order.cancelReason')}
          missingText={w('order.cancelReasonMissing')}
          confirmText={w('order.cancel')}
          maxLength={500}
          onReason={async (reason) => {
            await send({ reason });
            await queries.invalidateQueries({ queryKey: [`/encounters/${encounterId}`] });
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
