import './insurance.css';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ClaimRuleList, RuleDecision } from '../../../api/claims/claim-check-schemas.ts';
import { findClaimRule } from '../../../domain/claims/checks/rule-catalogue.ts';
import { newId } from '../../../domain/ids.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useLanguage, useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { SwitchedOff } from './finding-groups.tsx';

type Rule = ClaimRuleList['items'][number];
type Setting = Exclude<Rule['setting'], null>;

const WORDS: Readonly<Record<Setting, WordKey>> = {
  block: 'finding.block',
  error: 'finding.error',
  warning: 'finding.warning',
  info: 'finding.info',
  off: 'rules.off',
};
const SETTINGS: readonly Setting[] = ['block', 'error', 'warning', 'info', 'off'];

/** The rules of the claim check: what each asks, how often it found something of late, and what this facility made of it. Enter decides. */
export function ClaimRulesScreen() {
  const w = useWords();
  const failureText = useFailure();
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<Rule | undefined>(undefined);
  const { data, error, refetch } = useQuery(reading<ClaimRuleList>('/claim-rules'));
  const columns = useColumns();
  const { language } = useLanguage();
  useKeys({ esc: () => search.current?.select(), f4: () => search.current?.select() });
  const all = data?.items ?? [];
  const shown = all.filter((rule) => matches(rule, typed, language));
  return (
    <section className="claim-rules" aria-label={w('rules.title')}>
      <div className="day-bar">
        <TextInput
          ref={search}
          autoFocus
          className="grow"
          aria-label={w('rules.search')}
          placeholder={w('rules.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span role="status">{data !== undefined && w('rules.count', { shown: shown.length, all: all.length })}</span>
      </div>
      <SwitchedOff rules={all} />
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={8} />}
      {data !== undefined && shown.length === 0 && <Empty>{w('rules.count', { shown: 0, all: all.length })}</Empty>}
      {shown.length > 0 && (
        <div className="scroll">
          <KeyTable
            label={w('rules.title')}
            columns={columns}
            rows={shown}
            rowKey={({ rule }) => rule}
            current={open?.rule}
            onOpen={setOpen}
          />
        </div>
      )}
      {open !== undefined && <Decide rule={open} onClose={() => setOpen(undefined)} onDecided={() => void refetch()} />}
    </section>
  );
}

/** In general: what a finding would put in stands as dots. */
const sentenceOf = (rule: string, language: 'vi' | 'en'): string => (findClaimRule(rule)?.[language] ?? rule).replace(/\{\w+\}/g, '…');

function matches({ rule }: Rule, typed: string, language: 'vi' | 'en'): boolean {
  const entry = findClaimRule(rule);
  const text = fold(`${rule} ${entry?.fields.join(' ') ?? ''} ${entry?.[language] ?? ''}`);
  return fold(typed)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();

function useColumns(): Column<Rule>[] {
  const w = useWords();
  const { language } = useLanguage();
  return [
    { key: 'rule', title: w('rules.rule'), width: '110px', render: ({ rule }) => rule },
    { key: 'sentence', title: w('rules.sentence'), render: ({ rule }) => sentenceOf(rule, language) },
    {
      key: 'severity',
      title: w('rules.severity'),
      width: '130px',
      render: (rule) => (rule.implemented ? w(WORDS[rule.severity]) : w('rules.notImplemented')),
    },
    { key: 'setting', title: w('rules.setting'), width: '120px', render: ({ setting }) => (setting === null ? '' : w(WORDS[setting])) },
    { key: 'recent', title: w('rules.recent'), width: '80px', align: 'right', render: ({ recent }) => (recent === 0 ? '' : recent) },
  ];
}

function Decide({ rule, onClose, onDecided }: { rule: Rule; onClose: () => void; onDecided: () => void }) {
  const w = useWords();
  const entry = findClaimRule(rule.rule);
  const { language } = useLanguage();
  const [severity, setSeverity] = useState<Rule['setting']>(rule.setting);
  const { send } = useWrite<RuleDecision, { id: string }>('PUT', `/claim-rules/${rule.rule}`);
  const isMilder = rule.sureBlock && severity !== null && severity !== 'block';
  const decide = async (reason: string) => {
    await send({ id: newId(), severity, reason });
    onDecided();
    onClose();
  };
  const facts = (
    <>
      <p>{entry?.[language]}</p>
      <p>
        <small>{w('rules.source', { source: entry?.source ?? '', confidence: entry?.confidence ?? '' })}</small>
      </p>
      {rule.decidedAt !== null && (
        <p>
          <small>
            {w('rules.decided', { name: rule.decidedByName ?? '', at: momentForPeople(rule.decidedAt), reason: rule.reason ?? '' })}
          </small>
        </p>
      )}
      <label>
        {w('rules.setting')}{' '}
        <select value={severity ?? ''} onChange={(event) => setSeverity(SETTINGS.find((one) => one === event.target.value) ?? null)}>
          <option value="">{w('rules.asIs')}</option>
          {SETTINGS.map((one) => (
            <option key={one} value={one}>
              {w(WORDS[one])}
            </option>
          ))}
        </select>
      </label>
      {isMilder && <Note meaning="care">{w('rules.warnSure')}</Note>}
      {!can('claim-rule.write') && <Note meaning="information">{w('state.notAllowed')}</Note>}
    </>
  );
  return (
    <ReasonDialog
      title={w('rules.change', { rule: rule.rule })}
      confirmText={w('rules.save')}
      label={w('rules.reason')}
      onReason={async (reason) => (can('claim-rule.write') ? await decide(reason) : onClose())}
      onClose={onClose}
    >
      {facts}
    </ReasonDialog>
  );
}
