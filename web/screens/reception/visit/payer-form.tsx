import { useEffect } from 'react';
import type { CoverageView } from '../../../../api/patients/coverage-schemas.ts';
import type { CardView } from '../../../../api/patients/patient-schemas.ts';
import { useSentence, useWords } from '../../../lib/i18n/i18n.tsx';
import { useCodes } from '../../../lib/reading.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { fieldId } from '../../../ui/error-summary.tsx';
import { ChoiceField, TextField } from '../../../ui/fields.tsx';
import { FormShell } from '../../../ui/form-shell.tsx';
import { Note } from '../../../ui/note.tsx';
import { CardFields } from './card-fields.tsx';
import { actsOf, payerFieldOfPath } from './payer-values.ts';
import type { PayerChange, PayerOutcome } from './use-payer-change.ts';

interface PayerFormProps {
  view: CoverageView;
  cards: CardView[];
  change: PayerChange;
  onClose: () => void;
}

/** Another card, another category, no insurance any more, or insurance after all; always with the reason. */
export function PayerForm({ view, cards, change, onClose }: PayerFormProps) {
  const w = useWords();
  const sentence = useSentence();
  const { form, issues, outcome, busy, save } = change;
  const [act, card] = form.watch(['payerAct', 'payerCard']);
  useEffect(() => document.getElementById(fieldId('payerAct'))?.focus(), []);
  const takesCard = act === 'card' || act === 'pay';
  return (
    <FormShell
      form={form}
      label={w('payer.change')}
      className="column"
      messages={[]}
      refused={issues.map((issue) => ({ field: payerFieldOfPath(issue.path), meaning: 'stop', text: sentence(issue) }))}
      refusedTitle={w('state.refused')}
    >
      {outcome !== undefined && <Outcome outcome={outcome} />}
      <ChoiceField
        name="payerAct"
        label={w('payer.act')}
        className="wide"
        choices={actsOf(view).map((value) => ({ value, label: w(`payer.act.${value}`) }))}
      />
      {takesCard && (
        <>
          <ChoiceField name="payerCard" label={w('insurance.coverage')} choices={cardChoices(w, cards)} />
          <ChoiceField
            name="payerFrom"
            label={w('payer.from')}
            choices={(['start', 'now'] as const).map((value) => ({ value, label: w(`payer.from.${value}`) }))}
          />
        </>
      )}
      {takesCard && card === 'new-card' && <CardFields />}
      {(act === 'category' || act === 'pay') && <CategoryField act={act} view={view} />}
      <TextField name="payerReason" label={w('payer.reason')} className="wide" maxLength={500} />
      <div className="wide dialog-buttons">
        <ActionButton variant="default" onPress={onClose} keyHint="Esc">
          {w('state.back')}
        </ActionButton>
        <ActionButton onPress={() => void save()} busy={busy} keyHint="Ctrl+Enter">
          {w('payer.save')}
        </ActionButton>
      </div>
    </FormShell>
  );
}

const cardChoices = (w: ReturnType<typeof useWords>, cards: CardView[]) => [
  { value: 'new-card', label: w('insurance.newCard') },
  ...cards.map((card) => ({ value: card.id, label: w('insurance.onFile', { tail: card.cardNumber.slice(-4) }) })),
];

/** The other categories; after a visit without a card the system may propose one. */
function CategoryField({ act, view }: { act: 'category' | 'pay'; view: CoverageView }) {
  const w = useWords();
  const categories = useCodes('MA_DOITUONG_KCB').filter(({ code }) => code !== view.arrivalCategory && code !== '9');
  return (
    <ChoiceField
      name="payerCategory"
      label={w('visit.arrival')}
      className="wide"
      choices={[
        { value: '', label: act === 'pay' ? w('visit.asProposed') : '–' },
        ...categories.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
      ]}
    />
  );
}

function Outcome({ outcome }: { outcome: PayerOutcome }) {
  const w = useWords();
  const sentence = useSentence();
  return (
    <div className="wide payer-outcome">
      <Note meaning="done" live>
        {w('payer.done')} {outcome.issues.map((issue) => sentence(issue)).join(' ')}
      </Note>
    </div>
  );
}
