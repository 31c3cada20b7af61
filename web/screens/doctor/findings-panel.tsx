import { TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { Icon } from '../../ui/icon.tsx';
import { fieldId } from '../../ui/error-summary.tsx';
import { Note } from '../../ui/note.tsx';
import { PregnancyButton } from './pregnancy.tsx';
import type { Finding, PrescriptionDraft } from './use-prescription.ts';

/** All findings in one place, hard ones first. What a reason answers is answered here, by one key or in words; any other stop is mended in the grid. */
export function FindingsPanel({ encounter, prescription }: { encounter: EncounterView; prescription: PrescriptionDraft }) {
  const w = useWords();
  const { findings, reasons, giveReason, checkFailed, rows } = prescription;
  if (rows.length === 0) return null;
  return (
    <section className="findings" aria-label={w('findings.title')}>
      <h2>{w('findings.title')}</h2>
      {checkFailed !== undefined && <Note meaning="care">{w('findings.failed', { why: checkFailed })}</Note>}
      {findings.length === 0 && checkFailed === undefined && <Note meaning="done">{w('findings.none')}</Note>}
      {findings.some((one) => one.needsReason) && (
        <p className="field-hint">
          {w('findings.quick')} {QUICK_REASONS.map((key, i) => `${i + 1} ${w(key)}`).join(' · ')}
        </p>
      )}
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
      {findings.some((one) => one.code === 'pregnancy_not_asked') && <PregnancyButton encounter={encounter} />}
    </section>
  );
}

const QUICK_REASONS = ['reason.benefit', 'reason.tolerated', 'reason.short', 'reason.noOther', 'reason.intended'] as const;

function Knowledge({ consequence, advice, source, reviewStatus }: NonNullable<Finding['knowledge']>) {
  const w = useWords();
  const unreviewed = reviewStatus === 'unreviewed' ? ` · ${w('findings.unreviewed')}` : '';
  return (
    <small className="knowledge">
      {[consequence, advice]
        .filter((text) => text !== null)
        .map((text) => text.replace(/\.\s*$/, ''))
        .join('. ')}{' '}
      ({source}
      {unreviewed})
    </small>
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
  // One key writes a usual reason; every other text is the doctor's own.
  const type = (typed: string) => {
    const quick = reason === '' && /^[1-9]$/.test(typed) ? QUICK_REASONS[Number(typed) - 1] : undefined;
    onReason(quick === undefined ? typed : w(quick));
  };
  const goOn = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.ctrlKey) return;
    event.preventDefault();
    const open = [...document.querySelectorAll<HTMLElement>('.findings [data-missing="true"]')].filter(
      (one) => one !== event.currentTarget,
    );
    (open[0] ?? document.getElementById(fieldId('drug')))?.focus();
  };
  return (
    <li className={`finding line-${meaning}`}>
      <Icon name={meaning} />
      <b>{w(finding.needsReason && finding.severity === 'error' ? 'severity.hard' : `severity.${finding.severity}`)}</b>
      <span className="grow">
        {text} <small>{finding.code}</small>
        {finding.knowledge !== undefined && <Knowledge {...finding.knowledge} />}
      </span>
      {finding.needsReason && (
        <TextInput
          aria-label={w('findings.reasonFor', { text })}
          placeholder={w('findings.reason')}
          maxLength={300}
          value={reason}
          data-missing={reason.trim() === ''}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={goOn}
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
