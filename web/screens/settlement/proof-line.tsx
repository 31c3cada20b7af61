import type { ReportView } from '../../../api/settlement/settlement-schemas.ts';
import type { SettlementForm } from '../../../domain/settlement/form-layouts.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { Icon } from '../../ui/icon.tsx';

/** The money of the form beside the same money of the files that were sent. */
export function ProofLine({ report, form }: { report: ReportView; form: SettlementForm }) {
  const w = useWords();
  const proofs = report.proofs.filter(({ forms }) => forms.includes(form === '01BH-list' ? '01BH' : form));
  return (
    <dl className="settlement-proofs">
      {proofs.map(({ forms, measure, inForms, difference }) => (
        <div key={measure} className={difference === '0' ? 'line-done' : 'line-stop'}>
          <dt>
            {w(`settlement.measure.${measure}`)}
            {forms.length > 1 && <small> {forms.join(' + ')}</small>}
          </dt>
          <dd>
            <strong>{numberForPeople(inForms)}</strong>
            <span>
              <Icon name={difference === '0' ? 'done' : 'stop'} />{' '}
              {difference === '0' ? w('settlement.proven') : w('settlement.differs', { amount: numberForPeople(difference) })}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
