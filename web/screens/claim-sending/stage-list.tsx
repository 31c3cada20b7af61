import type { SendingSummary } from '../../../api/claims/sending/sending-schemas.ts';
import type { ClaimStage } from '../../../domain/claims/submission-state.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { Icon } from '../../ui/icon.tsx';
import { stageMeanings } from './sending-words.ts';

interface StageListProps {
  counts: SendingSummary['counts'];
  chosen: ClaimStage | undefined;
  onChoose: (only: ClaimStage | undefined) => void;
}

/** How many stand where and for how much of the fund; choosing one shows only these. */
export function StageList({ counts, chosen, onChoose }: StageListProps) {
  const w = useWords();
  const stages = (Object.keys(stageMeanings) as ClaimStage[]).filter(
    (stage) => stage === chosen || counts.some((one) => one.stage === stage),
  );
  return (
    <section className="sending-stages" aria-label={w('sending.byStage')}>
      <button type="button" aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        <span className="grow">{w('sending.all')}</span>
        <b>{counts.reduce((sum, one) => sum + one.count, 0)}</b>
      </button>
      {stages.map((stage) => {
        const found = counts.find((one) => one.stage === stage);
        return (
          <button
            key={stage}
            type="button"
            aria-pressed={chosen === stage}
            className={`line-${stageMeanings[stage]}`}
            onClick={() => onChoose(stage)}
          >
            <Icon name={stageMeanings[stage]} />
            <span className="grow">
              {w(`sending.stage.${stage}`)}
              <small>{moneyForPeople(found?.fundAmount ?? '0')}</small>
            </span>
            <b>{found?.count ?? 0}</b>
          </button>
        );
      })}
    </section>
  );
}
