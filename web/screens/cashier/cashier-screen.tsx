import './cashier.css';
import { AccountsTab } from './accounts-tab.tsx';
import { DeskTabs } from './desk-tabs.tsx';
import { ShiftTab } from './shift-tab.tsx';

/** The cashier's desk: the bills and the own shift. */
export function CashierScreen() {
  return (
    <DeskTabs
      label="desk.cashier"
      tabs={[
        { id: 'accounts', title: 'cash.tab.accounts', panel: () => <AccountsTab /> },
        { id: 'shift', title: 'cash.tab.shift', panel: () => <ShiftTab /> },
      ]}
    />
  );
}
