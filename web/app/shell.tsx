import { Suspense, useEffect } from 'react';
import { Link, Redirect, useLocation } from 'wouter';
import type { SessionView } from '../../api/auth/auth-schemas.ts';
import { useWords, type WordKey } from '../lib/i18n/i18n.tsx';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { Loading } from '../ui/states.tsx';
import { Boundary } from './boundary.tsx';
import { desksFor, type Desk } from './desks.ts';
import { TopBar } from './top-bar.tsx';

/** Top bar, rail with the few desks this person has, the desk, and its keys at the foot. */
export function Shell({ who }: { who: SessionView }) {
  const w = useWords();
  const [path] = useLocation();
  const mine = desksFor(who.permissions);
  const desk = mine.find((one) => path === one.path || path.startsWith(`${one.path}/`));
  const title = desk === undefined ? '' : w(desk.title);
  useEffect(() => {
    document.title = `${title} · Hoa Ban HIS`;
  }, [title]);

  if (desk === undefined && mine[0] !== undefined) return <Redirect to={mine[0].path} replace />;
  return (
    <div className="shell">
      <TopBar who={who} deskTitle={title} keys={desk?.keys ?? []} />
      <Rail desks={mine.filter(({ isLinked }) => isLinked !== true)} current={desk} />
      <main className="desk">
        {desk === undefined ? <NoDesk /> : <OpenDesk desk={desk} />}
        {desk !== undefined && <Foot keys={desk.keys} />}
      </main>
    </div>
  );
}

function OpenDesk({ desk }: { desk: Desk }) {
  const w = useWords();
  return (
    <Boundary key={desk.path}>
      <Suspense fallback={<Loading label={w('state.loading')} lines={8} />}>
        <desk.screen />
      </Suspense>
    </Boundary>
  );
}

function Rail({ desks, current }: { desks: Desk[]; current: Desk | undefined }) {
  const w = useWords();
  return (
    <nav className="rail" aria-label={w('shell.desks')}>
      {desks.map((desk) => (
        <Link key={desk.path} href={desk.path} aria-current={desk === current ? 'page' : undefined}>
          <Icon name={desk.icon} />
          <span>{w(desk.title)}</span>
        </Link>
      ))}
    </nav>
  );
}

function Foot({ keys }: { keys: WordKey[] }) {
  const w = useWords();
  return (
    <footer className="foot">
      {keys.map((key) => (
        <span key={key}>{w(key)}</span>
      ))}
    </footer>
  );
}

function NoDesk() {
  const w = useWords();
  return <Note meaning="information">{w('shell.noDesk')}</Note>;
}
