import '../../ui/papers.css';
import { useEffect, useEffectEvent } from 'react';
import { createPortal } from 'react-dom';
import type { AccountView, PayerView } from '../../../api/cashier/cashier-schemas.ts';
import { buildVietQr } from '../../../domain/payments/vietqr.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { session } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { QrCode } from '../../ui/qr-code.tsx';

type BankAccount = NonNullable<AccountView['bankAccount']>;
interface Payment {
  account: BankAccount;
  amount: string;
}

/** The code for the phone of who pays; in it stands the number of the visit and nothing of the person. */
export function PaymentCode({ account, amount, code, onPrint }: Payment & { code: string; onPrint: () => void }) {
  const w = useWords();
  return (
    <div className="payment-code">
      <QrCode
        text={buildVietQr(account, { amount, purpose: code })}
        sizeMm={38}
        label={w('cash.codeFor', { amount: moneyForPeople(amount) })}
      />
      <div>
        <p>
          {account.bankName}
          <br />
          {account.accountNumber}
          <br />
          {account.accountName}
        </p>
        <p className="hint">{w('cash.codeHint')}</p>
        <ActionButton variant="default" onPress={onPrint}>
          {w('cash.printCode')}
        </ActionButton>
      </div>
    </div>
  );
}

/** The slip with the code on 80 mm paper, for who pays somewhere else than at the counter. */
export function PrintedPaymentSlip({ account, amount, payer, onPrinted }: Payment & { payer: PayerView; onPrinted: () => void }) {
  const printed = useEffectEvent(onPrinted);
  useEffect(() => {
    window.print();
    // The browser comes back when the paper was sent or the dialog closed.
    const next = setTimeout(() => printed(), 0);
    return () => clearTimeout(next);
  }, []);
  return createPortal(
    <div className="paper ticket-80" lang="vi">
      <p className="paper-facility">{session.get()?.facility.name}</p>
      <p>PHIẾU BÁO THANH TOÁN</p>
      <p className="paper-person">{payer.fullName}</p>
      <p>{payer.code}</p>
      <p className="paper-room">{moneyForPeople(amount)}</p>
      <QrCode text={buildVietQr(account, { amount, purpose: payer.code })} sizeMm={50} label="Mã VietQR" />
      <p>
        {account.bankName} · {account.accountNumber}
        <br />
        {account.accountName}
      </p>
      <p className="paper-foot">Đây chưa phải biên lai. Trả xong mời đến quầy thu ngân nhận biên lai.</p>
    </div>,
    document.body,
  );
}
