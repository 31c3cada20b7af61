import { Component, type ReactNode } from 'react';
import { useWords } from '../lib/i18n/i18n.tsx';
import { ActionButton } from '../ui/action-button.tsx';
import { Note } from '../ui/note.tsx';

/** A browser keeps in mind for the whole life of a page that a part of it did not come: only a new page asks for it again. */
const LOST_PART = /dynamically imported module|module script failed|preload CSS/i;
const ASK_AGAIN_MS = 3_000;
/** A part that is missing for good must not make the page reload for ever. */
const RELOADED = 'reloaded-at';
const RELOAD_AT_MOST_EVERY_MS = 20_000;

type Trouble = 'lost-part' | 'broken';

/** Keeps what goes wrong in a desk inside that desk. When a part of it was lost on the line, the page comes again by itself. */
export class Boundary extends Component<{ children: ReactNode }, { trouble: Trouble | undefined }> {
  override state = { trouble: undefined };

  static getDerivedStateFromError(error: unknown): { trouble: Trouble } {
    const isLost = error instanceof Error && LOST_PART.test(error.message) && mayReload();
    return { trouble: isLost ? 'lost-part' : 'broken' };
  }

  override render() {
    const { trouble } = this.state;
    return trouble === undefined ? this.props.children : <Broken trouble={trouble} />;
  }

  override componentDidCatch() {
    if (this.state.trouble === 'lost-part') void reloadWhenReachable();
  }
}

function Broken({ trouble }: { trouble: Trouble }) {
  const w = useWords();
  const isLost = trouble === 'lost-part';
  return (
    <div className="broken">
      <Note meaning={isLost ? 'care' : 'stop'} live>
        {w(isLost ? 'state.lostPart' : 'state.broken')}
      </Note>
      <ActionButton onPress={() => location.reload()}>{w('state.reload')}</ActionButton>
    </div>
  );
}

const mayReload = (): boolean => Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) > RELOAD_AT_MOST_EVERY_MS;

async function reloadWhenReachable(): Promise<void> {
  while (!(await isReachable())) await new Promise((rested) => setTimeout(rested, ASK_AGAIN_MS));
  sessionStorage.setItem(RELOADED, String(Date.now()));
  location.reload();
}

async function isReachable(): Promise<boolean> {
  try {
    return (await fetch('/health', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
