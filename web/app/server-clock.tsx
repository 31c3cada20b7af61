import { useEffect, useState } from 'react';
import { timeForPeople } from '../lib/format.ts';
import { serverNow } from '../lib/server-clock.ts';

/** The server's hour and minute: the one that stands on tickets and bills. */
export function ServerClock() {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 5_000);
    return () => clearInterval(timer);
  }, []);
  return <time className="clock">{timeForPeople(now)}</time>;
}
