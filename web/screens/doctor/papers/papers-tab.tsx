import { useState } from 'react';
import type { EncounterView } from '../../../../api/encounters/encounter-schemas.ts';
import { paperKinds, type PaperKind } from '../../../../domain/papers/paper.ts';
import { useFailure, useWords } from '../../../lib/i18n/i18n.tsx';
import { can } from '../../../lib/session.ts';
import { useKeys } from '../../../lib/use-keys.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { Failed, Loading } from '../../../ui/states.tsx';
import { PaperFormPanel } from './paper-form.tsx';
import { PaperRows } from './paper-rows.tsx';
import { PrintedVisitPaper } from './printed-visit-paper.tsx';
import { standingPaper, usePaperPrints, useVisitPapers } from './use-papers.ts';

const FORMS = ['examination-form', 'treatment-sheet', 'cost-sheet'] as const;

interface PapersTabProps {
  encounter: EncounterView;
  /** The kind that is opened at once, when the closing asked for it. */
  asked: PaperKind | undefined;
}

/** What the visit hands over: papers with a number, and the forms that are only printed. F8 prints the newest again. */
export function PapersTab({ encounter, asked }: PapersTabProps) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useVisitPapers(encounter.id);
  const [writing, setWriting] = useState<PaperKind | undefined>(asked);
  const prints = usePaperPrints(encounter.id);
  const newest = data?.items.at(-1);
  useKeys({ f8: () => newest !== undefined && void prints.send({ kind: 'paper', paperId: newest.id }) });
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  const begun = encounter.state === 'in-progress' || encounter.state === 'finished';
  const blocked = !can('paper.write') ? w('state.notAllowed') : begun ? undefined : w('paper.notBegun');
  return (
    <section className="papers" aria-label={w('tab.papers')}>
      {prints.failure !== '' && (
        <Note meaning="stop" live>
          {prints.failure}
        </Note>
      )}
      <div className="paper-kinds" role="group" aria-label={w('paper.new')}>
        {paperKinds.map((kind) => (
          <ActionButton key={kind} variant="default" blocked={blocked} onPress={() => setWriting(kind)}>
            {w(`paperKind.${kind}`)}
          </ActionButton>
        ))}
      </div>
      {writing !== undefined && (
        <PaperFormPanel
          key={writing}
          {...{ encounter, kind: writing, proposed: data.proposed, replaced: standingPaper(data, writing) }}
          onIssued={(paperId) => {
            setWriting(undefined);
            void prints.send({ kind: 'paper', paperId });
          }}
          onClose={() => setWriting(undefined)}
        />
      )}
      <PaperRows encounter={encounter} papers={data.items} prints={prints} />
      <div className="paper-kinds" role="group" aria-label={w('paper.forms')}>
        {FORMS.map((kind) => (
          <ActionButton key={kind} variant="default" onPress={() => void prints.send({ kind })}>
            {w(`paperForm.${kind}`)}
          </ActionButton>
        ))}
      </div>
      {prints.print !== undefined && <PrintedVisitPaper print={prints.print} encounter={encounter} onPrinted={prints.printed} />}
    </section>
  );
}
