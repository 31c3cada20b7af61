const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 30 * 60;

/**
 * Seconds until something that did not get through is tried again, for ever: pauses double up to half an hour, never shorter than the peer asked for, and
 * a fifth of chance keeps a hundred messages from coming back in one second. `attempts` are those before this one, `chance` lies in [0, 1).
 */
export function retryPauseSeconds(attempts: number, chance: number, retryAfterSeconds = 0): number {
  const pause = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** Math.min(attempts, 20));
  return Math.round(Math.max(pause * (1 - chance / 5), retryAfterSeconds));
}
