import { useState } from 'react';
import type { ResultDesk } from '../../../../domain/results/result-desks.ts';
import { useWords } from '../../../lib/i18n/i18n.tsx';
import { useKeys } from '../../../lib/use-keys.ts';
import { MachinesSection } from './machines-section.tsx';
import { RangesSection } from './ranges-section.tsx';
import { TemplatesSection } from './templates-section.tsx';

const sections = { laboratory: ['ranges', 'machines'], imaging: ['templates', 'machines'] } as const;
type Section = (typeof sections)[ResultDesk][number];

/** What the head of a desk keeps: ranges or wordings, and machines. Alt+1 and Alt+2 change between them. */
export function KeepHouse({ desk, onBack }: { desk: ResultDesk; onBack: () => void }) {
  const w = useWords();
  const [section, setSection] = useState<Section>(sections[desk][0]);
  useKeys(Object.fromEntries(sections[desk].map((one, i) => [`alt+${i + 1}`, () => setSection(one)])));
  return (
    <div className="keep-house">
      <div className="reporting-filters" role="group" aria-label={w('keep.sections')}>
        {sections[desk].map((one, i) => (
          <button key={one} type="button" aria-pressed={one === section} onClick={() => setSection(one)}>
            {w(`keep.section.${one}`)} <kbd>Alt+{i + 1}</kbd>
          </button>
        ))}
        <button type="button" onClick={onBack}>
          {w('keep.back')}
        </button>
      </div>
      {section === 'ranges' && <RangesSection />}
      {section === 'machines' && <MachinesSection desk={desk} />}
      {section === 'templates' && <TemplatesSection />}
    </div>
  );
}
