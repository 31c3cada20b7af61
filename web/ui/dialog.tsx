import { useEffectEvent, useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

interface DialogProps {
  title: string;
  width?: number;
  onClose: () => void;
  children: ReactNode;
}

const WIDTH_PX = 440;

/**
 * The browser's own modal dialog: what lies behind is out of reach, Esc closes the topmost one, and the cursor goes back to where it was. It starts on
 * what says `data-autofocus`. A click beside it does nothing: something may have been typed in it.
 */
export function Dialog({ title, width = WIDTH_PX, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const closed = useEffectEvent(onClose);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    element.showModal();
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    const onCancel = (event: Event) => {
      // A file chooser within sends its own.
      if (event.target !== element) return;
      event.preventDefault();
      closed();
    };
    element.addEventListener('cancel', onCancel);
    return () => {
      element.removeEventListener('cancel', onCancel);
      element.close();
    };
  }, []);
  return createPortal(
    <dialog ref={dialog} className="dialog" style={{ width }} aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {children}
    </dialog>,
    document.body,
  );
}
