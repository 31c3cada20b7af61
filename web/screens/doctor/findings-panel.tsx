import { TextInput } from '@mantine/core';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Note } from '../../ui/note.tsx';
import type { Finding, PrescriptionDraft } from './use-prescription.ts';

/** All findings in one place, hard ones first. A warning is answered here with a reason; a stop is mended in the grid. */
export function FindingsPanel({ prescription }: { prescription: PrescriptionDraft }) {
  const w = useWords();
  const { findings, reasons, giveReason, checkFailed, rows } = prescription;
  if (rows.length === 0) return null;
  return (
    <section className="findings" aria-label={w('findings.title')}>
      <h2>{w('findings.title')}</h2>
      {checkFailed !== undefined && <Note meaning="care">{w('findings.failed', { why: checkFailed })}</Note>}
      {findings.length === 0 && checkFailed === undefined && <Note meaning="done">{w('findings.none')}</Note>}
      <ul>
        {findings.map((finding) => (
          <FindingLine
            key={finding.key}
            finding={finding}
            reason={reasons[finding.key] ?? ''}
            onReason={(reason) => giveReason(finding.key, reason)}
          />
        ))}
      </ul>
    </section>
  );
}

interface FindingLineProps {
  finding: Finding;
  reason: string;
  onReason: (reason: string) => void;
}

function FindingLine({ finding, reason, onReason }: FindingLineProps) {
  const w = useWords();
  const sentence = useSentence();
  const meaning = ({ error: 'stop', warning: 'care', information: 'information' } as const)[finding.severity];
  const text = sentence(finding);
  const { rowId } = finding;
  return (
    <li className={`finding line-${meaning}`}>
      <Icon name={meaning} />
      <b>{w(`severity.${finding.severity}`)}</b>
      <span className="grow">
        {text} <small>{finding.code}</small>
      </span>
      {finding.severity === 'warning' && (
        <TextInput
          aria-label={w('findings.reasonFor', { text })}
          placeholder={w('findings.reason')}
          maxLength={300}
          value={reason}
          onChange={(event) => onReason(event.currentTarget.value)}
        />
      )}
      {finding.severity === 'error' && rowId !== undefined && (
        <button type="button" className="text-button" onClick={() => document.getElementById(`dose-${rowId}-morning`)?.focus()}>
          {w('findings.goTo')}
        </button>
      )}
    </li>
  );
}
