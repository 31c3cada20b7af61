import { Combobox, TextInput, useCombobox } from '@mantine/core';
import '@mantine/core/styles/ScrollArea.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Combobox.css';
import { useEffect, useEffectEvent, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { fieldId } from './error-summary.tsx';
import { useMessageProps } from './fields.tsx';
import { focusNextField } from './move-on-enter.ts';

export interface ComboItem {
  value: string;
  label: string;
  /** Second line: what decides between two that sound alike. */
  detail?: string;
  /** At the right: price, stock, validity. */
  aside?: string;
}

/** Eight lines; more are a few ↓ away and the field below stays in sight. */
const LIST_HEIGHT_PX = 260;

interface ComboBoxProps {
  name: string;
  label: string;
  query: string;
  onQuery: (text: string) => void;
  items: ComboItem[];
  /** True once `items` answer the present `query`. */
  settled: boolean;
  onPick: (item: ComboItem) => void;
  onLeave?: () => void;
  emptyText: string;
  hint?: ReactNode;
  placeholder?: string;
  inputRef?: RefObject<HTMLInputElement | null>;
  /** Where the cursor goes after a choice: on to the next field, or stays for another. */
  afterPick?: 'next' | 'stay';
  hideLabel?: boolean;
  readOnly?: boolean;
  /** The first field of a page or dialog: the cursor starts here. */
  isFirst?: boolean;
}

/** Searches while typing; ↑ ↓ move, Enter chooses and goes on. Enter before the list has come chooses its first line when it comes. */
export function ComboBox(props: ComboBoxProps) {
  const own = useRef<HTMLInputElement>(null);
  const input = props.inputRef ?? own;
  const combo = useComboKeys(props, input);
  const { error, description, inputWrapperOrder } = useMessageProps(props.name, props.hint);
  return (
    <Combobox store={combo.store} onOptionSubmit={combo.pick} position="bottom-start" width="max-content" offset={2}>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={input}
          id={fieldId(props.name)}
          role="combobox"
          autoFocus={props.isFirst === true}
          data-autofocus={props.isFirst === true ? true : undefined}
          autoComplete="off"
          label={props.hideLabel === true ? undefined : props.label}
          {...(props.hideLabel === true ? { 'aria-label': props.label } : {})}
          {...{ error, description, inputWrapperOrder, placeholder: props.placeholder ?? '', readOnly: props.readOnly ?? false }}
          value={props.query}
          onChange={(event) => combo.type(event.currentTarget.value)}
          onKeyDown={combo.onKeyDown}
          onBlur={combo.leave}
        />
      </Combobox.Target>
      <Combobox.Dropdown className="combo-list">
        <Combobox.Options mah={LIST_HEIGHT_PX} style={{ overflowY: 'auto' }} aria-label={props.query === '' ? props.label : props.query}>
          {props.items.map((item) => (
            <ComboOption key={item.value} item={item} />
          ))}
          {props.items.length === 0 && props.settled && <Combobox.Empty>{props.emptyText}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function ComboOption({ item }: { item: ComboItem }) {
  return (
    <Combobox.Option value={item.value} className="combo-option">
      <span className="combo-main">
        <span>{item.label}</span>
        {item.detail !== undefined && <small>{item.detail}</small>}
      </span>
      {item.aside !== undefined && <span className="combo-aside">{item.aside}</span>}
    </Combobox.Option>
  );
}

function useComboKeys(
  { query, onQuery, items, settled, onPick, onLeave, afterPick = 'next' }: ComboBoxProps,
  input: RefObject<HTMLInputElement | null>,
) {
  const store = useCombobox();
  const enterWaits = useRef(false);
  const take = (item: ComboItem | undefined) => {
    enterWaits.current = false;
    store.closeDropdown();
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
    else if (items.length > 0) store.selectFirstOption();
  });
  useEffect(() => {
    // Whoever pressed Enter and moved on still gets the answer.
    if (settled && (store.dropdownOpened || enterWaits.current)) onAnswer();
  }, [settled, values, store.dropdownOpened]);
  return {
    store,
    leave: () => {
      store.closeDropdown();
      if (!enterWaits.current) onLeave?.();
    },
    pick: (value: string) => take(items.find((item) => item.value === value)),
    type: (text: string) => {
      enterWaits.current = false;
      // The list still answers the words before: Enter must never take a line of it, so nothing is marked until it is new.
      store.resetSelectedOption();
      onQuery(text);
      if (text.trim() === '') store.closeDropdown();
      else store.openDropdown();
    },
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.key !== 'Enter' || event.ctrlKey || !store.dropdownOpened || query.trim() === '') return;
      // On a busy machine the list may stand there before its first line is marked: Enter means that line all the same.
      if (settled && (store.getSelectedOptionIndex() !== -1 || items.length === 0)) return;
      event.preventDefault();
      if (settled) take(items[0]);
      else enterWaits.current = true;
    },
  };
}
