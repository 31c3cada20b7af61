import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EncounterView, SectionVersions } from '../../../api/encounters/encounter-schemas.ts';
import type { SectionKind } from '../../../domain/encounters/examination-sections.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';

/** What stood in a part of the form before, who wrote it and who replaced it; fetched when it is opened. Nothing for a part that never changed. */
export function EarlierVersions({ encounter, kind }: { encounter: EncounterView; kind: SectionKind }) {
  const w = useWords();
  const [opened, setOpened] = useState(false);
  if (!encounter.rewrittenSections.includes(kind)) return null;
  return (
    <details className="earlier-versions" onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{w('section.earlier', { part: w(`section.${kind}`) })}</summary>
      {opened && <Versions encounter={encounter} kind={kind} />}
    </details>
  );
}

function Versions({ encounter, kind }: { encounter: EncounterView; kind: SectionKind }) {
  const w = useWords();
  const failureText = useFailure();
  const path = `/encounters/${encounter.id}/section-versions`;
  // A newer version of the visit may have replaced one more text.
  const { data, error } = useQuery({ ...reading<SectionVersions>(path), queryKey: [path, String(encounter.version)] });
  if (error !== null) return <p role="status">{failureText(error)}</p>;
  const earlier = data?.items.filter((one) => one.kind === kind) ?? [];
  return (
    <ol>
      {earlier.map((one) => (
        <li key={one.id}>
          <small>
            {w('section.writtenBy', { moment: momentForPeople(one.writtenAt), name: one.writtenByName })}
            {' · '}
            {w('section.replacedBy', { moment: momentForPeople(one.replacedAt), name: one.replacedByName })}
          </small>
          <p>{one.body}</p>
        </li>
      ))}
    </ol>
  );
}
