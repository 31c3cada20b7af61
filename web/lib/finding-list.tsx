import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ClaimItem } from '../../api/claims/claim-schemas.ts';
import { describeFinding } from '../../domain/claims/checks/rule-catalogue.ts';
import { useLanguage, useWords } from './i18n/i18n.tsx';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { cureOf } from './cure-of.ts';
import { leftFor } from './left-for.ts';

export type Finding = ClaimItem['findings'][number];

export const MEANINGS = { block: 'stop', error: 'stop', warning: 'care', info: 'information' } as const;
const WORDS = { block: 'finding.block', error: 'finding.error', warning: 'finding.warning', info: 'finding.info' } as const;

/** The findings of a visit, the worst first. Enter on one goes to the place that cures it, or says whom to ask. */
export function FindingList({ encounterId, findings }: { encounterId: string; findings: readonly Finding[] }) {
  const w = useWords();
  const { language } = useLanguage();
  const [, go] = useLocation();
  const [told, setTold] = useState<number | undefined>(undefined);
  const leave = (path: string) => {
    leftFor.set(encounterId);
    go(path);
  };
  if (findings.length === 0) return <Note meaning="done">{w('claims.nothingWrong')}</Note>;
  return (
    <ul className="finding-list" aria-label={w('claims.findings')}>
      {findings.map((finding, i) => {
        const { path, place } = cureOf(finding, encounterId);
        return (
          <li key={i}>
            <button
              type="button"
              className={`line-${MEANINGS[finding.severity]}`}
              onClick={() => (path === undefined ? setTold(i) : leave(path))}
            >
              <Icon name={MEANINGS[finding.severity]} />
              <span>
                <b>{w(WORDS[finding.severity])}</b> {describeFinding(finding, language)} <small>{placeOf(finding)}</small>
                <small className="cure">
                  {path === undefined ? '' : '↵ '}
                  {w(place)}
                </small>
                {told === i && (
                  <small role="status" className="cure">
                    {w('cure.askSomebody')}
                  </small>
                )}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

const placeOf = ({ rule, table, row, number, fields }: Finding): string =>
  [rule, table, row === 0 ? '' : `${row}`, number === '' || number === String(row) ? '' : `STT ${number}`, fields.join(', ')]
    .filter(Boolean)
    .join(' · ');
