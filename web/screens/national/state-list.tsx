import type { TransmissionSummary } from '../../../api/national-prescriptions/national-schemas.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Meaning } from '../../ui/note.tsx';
import { meanings } from './national-words.ts';
import type { Filter } from './use-transmissions.ts';

interface StateListProps {
  summary: TransmissionSummary | undefined;
  chosen: Filter['only'];
  onChoose: (only: Filter['only']) => void;
}

/** How many stand where, what needs somebody first; choosing one shows only these. */
export function StateList({ summary, chosen, onChoose }: StateListProps) {
  const w = useWords();
  const counts = summary?.counts ?? [];
  const count = (state: keyof typeof meanings) => counts.find((one) => one.state === state)?.count ?? 0;
  const states = (Object.keys(meanings) as (keyof typeof meanings)[]).filter((state) => count(state) > 0 || state === chosen);
  const recalls = summary?.recalls ?? 0;
  const all = counts.reduce((sum, one) => sum + one.count, 0);
  return (
    <section className="national-states" aria-label={w('national.byState')}>
      <Choice pressed={chosen === undefined} count={all} text={w('national.all')} onPress={() => onChoose(undefined)} />
      {(recalls > 0 || chosen === 'recall') && (
        <Choice
          pressed={chosen === 'recall'}
          meaning="stop"
          count={recalls}
          text={w('national.recalls')}
          onPress={() => onChoose('recall')}
        />
      )}
      {states.map((state) => (
        <Choice
          key={state}
          pressed={chosen === state}
          meaning={meanings[state]}
          count={count(state)}
          text={w(`national.state.${state}`)}
          onPress={() => onChoose(state)}
        />
      ))}
      {(summary?.simulated ?? 0) > 0 && (
        <p className="hint">
          {w('national.simulated')}: {summary?.simulated}
        </p>
      )}
    </section>
  );
}

function Choice({
  pressed,
  meaning,
  count,
  text,
  onPress,
}: {
  pressed: boolean;
  meaning?: Meaning;
  count: number;
  text: string;
  onPress: () => void;
}) {
  return (
    <button type="button" aria-pressed={pressed} className={meaning === undefined ? '' : `line-${meaning}`} onClick={onPress}>
      {meaning !== undefined && <Icon name={meaning} />}
      <span className="grow">{text}</span>
      <b>{count}</b>
    </button>
  );
}
