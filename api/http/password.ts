import bcrypt from 'bcrypt';
import { fitsHash, normalisePassword } from '../../domain/users/check-password.ts';

export const hashPassword = async (password: string, cost: number): Promise<string> => await bcrypt.hash(normalisePassword(password), cost);

/** Of a password nobody has: compared when the account does not exist, so that both take the same time. */
const nobody = new Map<number, Promise<string>>();

export async function verifyPassword(password: string, hash: string | undefined, cost: number): Promise<boolean> {
  if (hash === undefined) {
    const decoy = nobody.get(cost) ?? hashPassword(`${Math.PI}`, cost);
    nobody.set(cost, decoy);
    await bcrypt.compare('-', await decoy);
    return false;
  }
  const same = await bcrypt.compare(normalisePassword(password), hash);
  // A longer text could match by its first 72 bytes alone. Judged last, so that its answer takes as long as any other.
  return same && fitsHash(password);
}
