import { useState } from 'react';
import type { SessionView } from '../../api/auth/auth-schemas.ts';
import { useFailure, useLanguage, useWords, type WordKey } from '../lib/i18n/i18n.tsx';
import { logOut } from '../lib/session.ts';
import { BackupWords } from './backup-words.tsx';
import { ConnectionWords } from './connection-words.tsx';
import { KeysHelp } from './keys-help.tsx';
import { ServerClock } from './server-clock.tsx';

interface TopBarProps {
  who: SessionView;
  deskTitle: string;
  keys: WordKey[];
}

/** Facility · desk · who · the line in words · the server's clock, in that order on every screen. */
export function TopBar({ who, deskTitle, keys }: TopBarProps) {
  const w = useWords();
  const { language, choose } = useLanguage();
  const failureText = useFailure();
  const [failure, setFailure] = useState('');
  const leave = async () => {
    try {
      await logOut();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <header className="top-bar">
      <img src="/icon.svg" width="22" height="22" alt="" />
      <strong className="facility">{who.facility.name}</strong>
      {who.facility.isDemo && <span className="demo-mark">{w('shell.demo')}</span>}
      <h1>{deskTitle}</h1>
      <span className="who">{who.user.fullName}</span>
      {failure !== '' && <span role="alert">{failure}</span>}
      <BackupWords />
      <ConnectionWords />
      <ServerClock />
      <KeysHelp keys={keys} />
      <button type="button" lang={language === 'vi' ? 'en' : 'vi'} onClick={() => void choose(language === 'vi' ? 'en' : 'vi')}>
        {language === 'vi' ? 'English' : 'Tiếng Việt'}
      </button>
      <button type="button" onClick={() => void leave()}>
        {w('shell.logOut')}
      </button>
    </header>
  );
}
