import type { Decimal } from '../money.ts';
import { error, type Issue } from '../issue.ts';

/** Where money of the facility is received: the bank's number at the switch and the account. */
export interface BankAccount {
  /** Six digits. */
  bankBin: string;
  /** Letters and digits, at most nineteen. */
  accountNumber: string;
}

const SWITCH = 'A000000727';
const TO_ACCOUNT = 'QRIBFTTA';
const PURPOSE_MAX = 25;

/**
 * The text of a VietQR code for one payment (EMVCo, presented by the merchant): fields of tag, length and value, closed by a checksum. The amount is in whole
 * dong. Of the purpose only plain letters, digits and spaces are kept, 25 at most; callers give the number of the visit, never a name or a diagnosis.
 * Source: docs/legal/payments.md#vietqr
 */
export function buildVietQr(to: BankAccount, payment: { amount: Decimal; purpose: string }): string {
  const receiver = field('00', to.bankBin) + field('01', to.accountNumber);
  const account = field('00', SWITCH) + field('01', receiver) + field('02', TO_ACCOUNT);
  const open = [
    field('00', '01'),
    // 12: made for one payment, with its amount.
    field('01', '12'),
    field('38', account),
    field('53', '704'),
    field('54', payment.amount),
    field('58', 'VN'),
    field('62', field('08', plainPurpose(payment.purpose))),
    '6304',
  ].join('');
  return open + checksum(open);
}

/** Why an account cannot stand in a code. */
export function checkBankAccount({ bankBin, accountNumber }: BankAccount): Issue[] {
  return [
    ...(/^\d{6}$/.test(bankBin) ? [] : [error('bank_bin_format', 'bankBin')]),
    ...(/^[0-9A-Za-z]{1,19}$/.test(accountNumber) ? [] : [error('bank_account_format', 'accountNumber')]),
  ];
}

const field = (tag: string, value: string): string => `${tag}${String(value.length).padStart(2, '0')}${value}`;

const plainPurpose = (text: string): string =>
  text
    .replace(/[^0-9A-Za-z ]+/g, ' ')
    .trim()
    .replace(/ +/g, ' ')
    .slice(0, PURPOSE_MAX);

/** CRC-16/CCITT with polynomial 1021 and start FFFF, four hexadecimal digits in capitals. */
function checksum(text: string): string {
  let crc = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
