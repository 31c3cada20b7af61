/** How many services of today a median rests on before it is told to anybody. */
const ENOUGH = 3;

/**
 * Minutes until somebody who takes a number now is called: the median service of today times those who wait, rounded up. Null until
 * three were served: a guess from one visit would send people away. Our own rule, no text of law.
 */
export function computeExpectedMinutes(room: { served: number; medianSeconds: number | null; waiting: number }): number | null {
  if (room.served < ENOUGH || room.medianSeconds === null) return null;
  return Math.ceil((room.medianSeconds * room.waiting) / 60);
}
