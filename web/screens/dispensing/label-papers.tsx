import './labels.css';
import { useEffect, useEffectEvent } from 'react';
import { createPortal } from 'react-dom';
import type { DispensingView } from '../../../api/dispensing/dispensing-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { birthForPeople } from '../../lib/format.ts';
import { today } from '../../lib/server-clock.ts';
import { session } from '../../lib/session.ts';
import type { BoxRow } from './use-hand-over.ts';

interface Label {
  key: string;
  drugName: string;
  quantity: string;
  usage: string;
  lots: string;
}

/** One sticker a drug, sent to the printer once; nothing of it is seen on the screen. */
export function PrintedLabels({ view, rows, onPrinted }: { view: DispensingView; rows: BoxRow[]; onPrinted: () => void }) {
  const printed = useEffectEvent(onPrinted);
  useEffect(() => {
    window.print();
    // The browser comes back when the paper was sent or the dialog closed.
    const next = setTimeout(() => printed(), 0);
    return () => clearTimeout(next);
  }, []);
  return createPortal(
    <div className="paper drug-labels" lang="vi">
      {labelsOf(view, rows).map((label) => (
        <LabelPaper key={label.key} view={view} label={label} />
      ))}
    </div>,
    document.body,
  );
}

function LabelPaper({ view, label }: { view: DispensingView; label: Label }) {
  const { patient } = view;
  return (
    <section className="drug-label">
      <p className="label-facility">
        {session.get()?.facility.name} · {dayForPeople(today())}
      </p>
      <p className="label-person">
        {patient.fullName} ({birthForPeople(patient.birthDate, patient.birthPrecision)})
      </p>
      <p className="label-drug">
        {label.drugName} · {label.quantity}
      </p>
      <p className="label-usage">{label.usage}</p>
      <p className="label-lots">{label.lots}</p>
    </section>
  );
}

/** What is on the table now, or what was handed over before when nothing is. */
function labelsOf(view: DispensingView, rows: BoxRow[]): Label[] {
  return view.lines.flatMap((line) => {
    const unit = line.substitute?.unit ?? line.unit;
    const now = rows.filter((row) => row.line.id === line.id);
    const boxes =
      now.length > 0
        ? now.map((row) => ({
            lot: row.lotNumber,
            expires: line.lots.find(({ lotId }) => lotId === row.lotId)?.expiresOn,
            n: row.quantity,
          }))
        : line.handedOver.map((one) => ({ lot: one.lotNumber, expires: one.expiresOn, n: numberForPeople(one.quantity) }));
    if (boxes.length === 0) return [];
    return [
      {
        key: line.id,
        drugName: line.substitute?.drugName ?? line.drugName,
        quantity: boxes.map(({ n }) => `${n} ${unit}`).join(' + '),
        usage: line.substitute?.usage ?? line.dosageText,
        lots: boxes.map(({ lot, expires }) => `Lô ${lot} – HD ${expires === undefined ? '' : dayForPeople(expires)}`).join('; '),
      },
    ];
  });
}
