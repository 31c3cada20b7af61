import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Note } from './note.tsx';

/** What would stand here, and which key begins. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>;
}

/** Nothing for 300 ms, then grey lines of the height of what will come (the delay is in the style sheet). */
export function Loading({ label, lines = 3 }: { label: string; lines?: number }) {
  return (
    <div className="loading" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} />
      ))}
    </div>
  );
}

/** It did not come; says why and offers to try again. */
export function Failed({ text, retryText, onRetry }: { text: string; retryText: string; onRetry: () => void }) {
  return (
    <div className="failed">
      <Note meaning="stop" live>
        {text}
      </Note>
      <Button variant="default" onClick={onRetry}>
        {retryText}
      </Button>
    </div>
  );
}
