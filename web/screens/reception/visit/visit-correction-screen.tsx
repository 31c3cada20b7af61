import { useEffect, useEffectEvent } from 'react';
import { useLocation, useRoute } from 'wouter';
import { useWords } from '../../../lib/i18n/i18n.tsx';
import { useKeys } from '../../../lib/use-keys.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { DeskDialogs, useDeskDialogs } from './desk-dialogs.tsx';

/** Card and payer of one visit, reached by a link from a finding; Esc in the dialog leads back. */
export function VisitCorrectionScreen() {
  const w = useWords();
  const [, params] = useRoute('/visit/:encounterId');
  const [, go] = useLocation();
  const back = () => go('/claims');
  useKeys({ esc: back });
  return (
    <DeskDialogs onChanged={() => undefined} onVisitClosed={back}>
      <section className="empty" aria-label={w('visit.correction')}>
        <ActionButton keyHint="Esc" onPress={back}>
          {w('visit.backToClaims')}
        </ActionButton>
      </section>
      {params?.encounterId !== undefined && <OpenAtOnce encounterId={params.encounterId} />}
    </DeskDialogs>
  );
}

function OpenAtOnce({ encounterId }: { encounterId: string }) {
  const { openVisit } = useDeskDialogs();
  // The link names the visit; the dialog belongs to the desk around it.
  const open = useEffectEvent((id: string) => openVisit(id));
  useEffect(() => open(encounterId), [encounterId]);
  return null;
}
