import { createRoot } from 'react-dom/client';
import type { PrintAnswer } from '../../api/prints/print-schemas.ts';
import { PrintedPaper } from '../../web/screens/reception/papers/printed-paper.tsx';

/** The papers as the desk's app prints them, with nothing around them but a page that must not be printed. */
const root = createRoot(document.getElementById('app') as HTMLElement);
(window as unknown as { show(paper: PrintAnswer): void }).show = (paper) =>
  root.render(
    <>
      <h1>Màn hình</h1>
      <PrintedPaper paper={paper} onPrinted={() => undefined} />
    </>,
  );
