import { useState } from 'react';
import type { NewDepot } from '../../../api/stock/stock-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty } from '../../ui/states.tsx';

/** A facility without depots: the two that everybody needs are one key away. */
export function DepotSetup({ onMade }: { onMade: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const [ids] = useState(() => ({ main: newId(), counter: newId() }));
  const [failure, setFailure] = useState('');
  const write = useWrite<NewDepot, unknown>('POST', '/depots');
  const make = async () => {
    try {
      await write.send({ id: ids.main, code: 'KC', name: w('stock.mainDepot'), kind: 'main' });
      await write.send({ id: ids.counter, code: 'QNT', name: w('stock.counterDepot'), kind: 'counter' });
      onMade();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <Empty>
      {w('stock.noDepots')}
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
      {can('stock.post') && <ActionButton onPress={() => void make()}>{w('stock.makeDepots')}</ActionButton>}
    </Empty>
  );
}
