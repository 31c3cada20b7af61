import './cashier.css';
import { AccountsTab } from './accounts-tab.tsx';
import { DeskTabs } from './desk-tabs.tsx';
import { InvoicesTab } from './invoices-tab.tsx';
import { ShiftTab } from './shift-tab.tsx';

/** The cashier's desk: the bills, the own shift, the invoices. */
export function CashierScreen() {
  return (
    <DeskTabs
      label="desk.cashier"
      tabs={[
        { id: 'accounts', title: 'cash.tab.accounts', panel: () => <AccountsTab /> },
        { id: 'shift', title: 'cash.tab.shift', panel: () => <ShiftTab /> },
        { id: 'invoices', title: 'cash.tab.invoices', panel: () => <InvoicesTab /> },
      ]}
    />
  );
}
