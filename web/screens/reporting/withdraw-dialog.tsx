import { useState } from 'react';
import type { ResultAnswer, WithdrawResult, WorkItem } from '../../../api/results/result-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import type { ResultDesk } from '../../../domain/results/result-desks.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';

/** Takes an approved result back, with the reason; the order waits again. */
export function WithdrawDialog({ desk, item, number, onDone }: { desk: ResultDesk; item: WorkItem; number: number; onDone: () => void }) {
  const w = useWords();
  const withdraw = useWrite<WithdrawResult, ResultAnswer>('POST', `/${desk}/orders/${item.orderId}/withdrawals`);
  const [asking, setAsking] = useState(false);
  const run = async (reason: string) => {
    await withdraw.send({ id: newId(), number, reason });
    setAsking(false);
    onDone();
  };
  return (
    <>
      <ActionButton variant="subtle" onPress={() => setAsking(true)}>
        {w('result.withdraw')}
      </ActionButton>
      {asking && (
        <ReasonDialog
          title={w('result.withdrawTitle', { name: item.serviceName })}
          label={w('result.withdrawReason')}
          confirmText={w('result.withdraw')}
          onReason={run}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
