import './cashier.css';
import { BankTab } from './bank-tab.tsx';
import { BooksTab } from './books-tab.tsx';
import { DayTab } from './day-tab.tsx';
import { DeskTabs } from './desk-tabs.tsx';
import { InvoicesTab } from './invoices-tab.tsx';

/** The cash book of the facility: the day, the books of sheets, the account for payments by code, the invoices. */
export function CashBookScreen() {
  return (
    <DeskTabs
      label="desk.cashBook"
      tabs={[
        { id: 'day', title: 'cash.tab.day', panel: () => <DayTab /> },
        { id: 'books', title: 'cash.tab.books', panel: () => <BooksTab /> },
        { id: 'bank', title: 'cash.tab.bank', panel: () => <BankTab /> },
        { id: 'invoices', title: 'cash.tab.invoices', panel: () => <InvoicesTab /> },
      ]}
    />
  );
}
