import './blood.css';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { Empty, Failed } from '../../ui/states.tsx';
import { BagListPanel } from './bag-list.tsx';
import { BagPanel } from './bag-panel.tsx';
import { BookDialog } from './book-dialog.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { ReceiveDialog } from './receive-dialog.tsx';
import { shows, useBags } from './use-bags.ts';

/** The bags at the left, one bag with its next acts and its trace at the right. A scanned number opens its bag. */
export function BloodScreen() {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const { searchBox, ...bags } = useBags();
  const [dialog, setDialog] = useState<'receive' | 'groups' | 'book' | undefined>(undefined);
  const writes = can('blood.write');
  const byNumber = Object.fromEntries(shows.map((one, i) => [`alt+${i + 1}`, () => bags.setShow(one)]));
  useKeys({ esc: bags.toSearch, f4: bags.toSearch, ...(writes ? { f2: () => setDialog('receive') } : {}), ...byNumber });
  const refresh = () => void queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/blood') });
  const close = () => {
    setDialog(undefined);
    refresh();
  };
  if (bags.error !== null && bags.shown === undefined)
    return <Failed text={failureText(bags.error)} retryText={w('state.retry')} onRetry={() => void bags.refetch()} />;
  return (
    <div className="blood-desk">
      <BagListPanel {...{ bags, searchBox }} mayWrite={writes} onDialog={setDialog} />
      {bags.openId === undefined ? (
        <Empty>{w('blood.choose')}</Empty>
      ) : (
        <BagPanel key={bags.openId} bagId={bags.openId} mayWrite={writes} onChanged={refresh} />
      )}
      {dialog === 'receive' && <ReceiveDialog onClose={close} onReceived={refresh} />}
      {dialog === 'groups' && <GroupDialog onClose={close} />}
      {dialog === 'book' && <BookDialog onClose={close} />}
    </div>
  );
}
