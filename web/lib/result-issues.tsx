import type { ResultView, ValueView } from '../../api/results/result-schemas.ts';
import type { Flag } from '../../domain/results/indicator.ts';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { momentForPeople } from './format.ts';
import { useWords } from './i18n/i18n.tsx';

const meanings = { N: 'done', L: 'care', H: 'care', A: 'care', LL: 'stop', HH: 'stop' } as const satisfies Record<Flag, string>;

/** A flag in words with its meaning, never colour alone. */
export function FlagWord({ flag }: { flag: Flag }) {
  const w = useWords();
  if (flag === 'N') return <span className="line-done">{w('result.flag.N')}</span>;
  return (
    <strong className={`line-${meanings[flag]}`}>
      {(flag === 'LL' || flag === 'HH') && <Icon name="stop" />} {w(`result.flag.${flag}`)}
    </strong>
  );
}

interface ResultIssueProps {
  issue: ResultView;
  /** False for what a later issue replaced. */
  counts: boolean;
  /** Earlier values of an indicator in one line, oldest first. */
  trendOf?: (indicatorCode: string) => string;
}

/** One issue of a result: what was found, who answers for it, who was told. */
export function ResultIssue({ issue, counts, trendOf }: ResultIssueProps) {
  const w = useWords();
  const title = w(`result.issue.${issue.kind}`, { n: issue.number, reason: issue.changeReason ?? '' });
  return (
    <section className={counts ? 'result-issue' : 'result-issue replaced'} aria-label={title}>
      {(issue.kind !== 'result' || !counts) && (
        <p>
          <strong>{title}</strong> {!counts && `(${w('result.replaced')})`}
        </p>
      )}
      {issue.values.length > 0 && <Values values={issue.values} {...(trendOf === undefined ? {} : { trendOf })} />}
      {issue.description !== null && <p className="result-words">{issue.description}</p>}
      {issue.conclusion !== null && (
        <p className="result-words">
          <strong>{w('result.conclusion')}:</strong> {issue.conclusion}
        </p>
      )}
      <Signature issue={issue} />
      {issue.told.map((told) => (
        <p key={told.at}>
          {w('critical.told', {
            ...{ to: told.to, at: momentForPeople(told.at), by: told.byName },
            readBack: w(told.readBack ? 'critical.readBackYes' : 'critical.readBackNo'),
          })}
        </p>
      ))}
      {issue.acknowledged !== null && (
        <Note meaning="done">
          {w('critical.acknowledged', {
            ...{ by: issue.acknowledged.byName, at: momentForPeople(issue.acknowledged.at), action: issue.acknowledged.action },
          })}
        </Note>
      )}
    </section>
  );
}

function Values({ values, trendOf }: { values: ValueView[]; trendOf?: (indicatorCode: string) => string }) {
  const w = useWords();
  return (
    <table className="plain-table result-values">
      <thead>
        <tr>
          <th scope="col">{w('result.indicator')}</th>
          <th scope="col">{w('result.value')}</th>
          <th scope="col">{w('result.unit')}</th>
          <th scope="col">{w('result.flag')}</th>
          <th scope="col">{w('result.range')}</th>
          {trendOf !== undefined && <th scope="col">{w('results.trend')}</th>}
        </tr>
      </thead>
      <tbody>
        {values.map((value) => (
          <tr key={value.indicatorCode} data-flag={value.flag ?? ''}>
            <th scope="row">{value.name}</th>
            <td className="shown">{value.shown}</td>
            <td>{value.unit ?? ''}</td>
            <td>{value.flag !== null && <FlagWord flag={value.flag} />}</td>
            <td>{value.range}</td>
            {trendOf !== undefined && <td>{trendOf(value.indicatorCode)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Signature({ issue }: { issue: ResultView }) {
  const w = useWords();
  const text =
    issue.approvedAt === null
      ? w('result.draftBy', { entered: issue.enteredByName, at: momentForPeople(issue.enteredAt) })
      : w('result.by', { performed: issue.performedByName, approved: issue.approvedByName ?? '', at: momentForPeople(issue.approvedAt) });
  return (
    <small>
      {text}
      {issue.machineCode !== null && ` · ${w('result.machine')}: ${issue.machineCode}`}
    </small>
  );
}
