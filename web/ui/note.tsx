import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

export type Meaning = 'stop' | 'care' | 'done' | 'information';

/** A sentence with its meaning as colour, icon and word. */
export function Note({ meaning, children, live = false }: { meaning: Meaning; children: ReactNode; live?: boolean }) {
  return (
    <div className={`note note-${meaning}`} {...(live ? { role: 'status' } : {})}>
      <Icon name={meaning} />
      <span>{children}</span>
    </div>
  );
}
