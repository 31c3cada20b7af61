import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { ComboItem } from './combo-list.tsx';
import { focusNextField } from './move-on-enter.ts';

const NONE = -1;

/** What the keys of a combo box work on. */
export interface ComboKeys {
  query: string;
  onQuery: (text: string) => void;
  items: ComboItem[];
  /** True once `items` answer the present `query`. */
  settled: boolean;
  onPick: (item: ComboItem) => void;
  onLeave?: () => void;
  /** Where the cursor goes after a choice: on to the next field, or stays for another. */
  afterPick?: 'next' | 'stay';
  readOnly?: boolean;
}

/** What the keys do in a combo box: whether its list is open, which line is marked, and what is chosen. */
export function useComboKeys(
  { query, onQuery, items, settled, onPick, onLeave, afterPick = 'next', readOnly = false }: ComboKeys,
  input: RefObject<HTMLInputElement | null>,
) {
  const [isOpen, setOpen] = useState(false);
  const [marked, setMarked] = useState(NONE);
  const enterWaits = useRef(false);
  const close = () => {
    setOpen(false);
    setMarked(NONE);
  };
  const take = (item: ComboItem | undefined) => {
    enterWaits.current = false;
    close();
    if (item === undefined) return;
    onPick(item);
    if (input.current === null || input.current !== document.activeElement) onLeave?.();
    else if (afterPick === 'next') focusNextField(input.current);
  };
  // A new answer moves the mark to its first line; moving it by hand must stay. The list is told from the one before by its
  // values, because callers build it anew each time.
  const values = items.map((item) => item.value).join();
  const onAnswer = useEffectEvent(() => {
    if (enterWaits.current) take(items[0]);
    else if (items.length > 0) setMarked(0);
  });
  useEffect(() => {
    // Whoever pressed Enter and moved on still gets the answer.
    if (settled && (isOpen || enterWaits.current)) onAnswer();
  }, [settled, values, isOpen]);
  const move = (step: 1 | -1) => {
    if (!isOpen) setOpen(true);
    else if (items.length > 0) setMarked((marked + step + items.length) % items.length);
  };
  const onEnter = (event: KeyboardEvent) => {
    if (event.ctrlKey || !isOpen) return;
    const chosen = items[marked];
    if (chosen === undefined && query.trim() === '') return;
    event.preventDefault();
    if (chosen !== undefined) take(chosen);
    // On a busy machine the list may stand there before its first line is marked: Enter means that line all the same.
    else if (settled) take(items[0]);
    else enterWaits.current = true;
  };
  return {
    isOpen,
    marked,
    pick: take,
    leave: () => {
      close();
      if (!enterWaits.current) onLeave?.();
    },
    type: (text: string) => {
      enterWaits.current = false;
      // The list still answers the words before: Enter must never take a line of it, so nothing is marked until it is new.
      setMarked(NONE);
      onQuery(text);
      setOpen(text.trim() !== '');
    },
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.nativeEvent.isComposing || readOnly) return;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        move(event.key === 'ArrowDown' ? 1 : -1);
      } else if (event.key === 'Enter') onEnter(event);
      else if (event.key === 'Escape' && isOpen) {
        event.preventDefault();
        close();
      }
    },
  };
}
