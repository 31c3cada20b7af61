import { type Issue, warning } from '../issue.ts';
import type { Verification } from './read-portal-answer.ts';

/**
 * What to know of the cards of a visit before it is closed or claimed. Only warnings: the person was received and treated whatever the portal did.
 * Source: docs/legal/insurance.md#portal (NĐ 188/2025 Đ38 k2)
 */
export function checkVerification(cards: readonly (Verification | undefined)[], path: string): Issue[] {
  return [
    ...(cards.includes('refused') ? [warning('card_refused', path)] : []),
    ...(cards.includes('not-verified') ? [warning('card_not_verified', path)] : []),
  ];
}
