import { TextInput } from '@mantine/core';
import { useId, useRef, type ReactNode, type RefObject } from 'react';
import { ComboList, type ComboItem } from './combo-list.tsx';
import { fieldId } from './error-summary.tsx';
import { useMessageProps } from './fields.tsx';
import { useComboKeys, type ComboKeys } from './use-combo-keys.ts';

export type { ComboItem };

interface ComboBoxProps extends ComboKeys {
  name: string;
  label: string;
  emptyText: string;
  hint?: ReactNode;
  placeholder?: string;
  inputRef?: RefObject<HTMLInputElement | null>;
  hideLabel?: boolean;
  /** The first field of a page or dialog: the cursor starts here. */
  isFirst?: boolean;
}

/**
 * Searches while typing; ↑ ↓ move, Enter chooses and goes on, Esc puts the list away. Enter before the list has come chooses its first line when it comes.
 * The pattern is the combobox with a list of the ARIA Authoring Practices: the cursor stays in the field, the marked line is told by `aria-activedescendant`.
 */
export function ComboBox(props: ComboBoxProps) {
  const own = useRef<HTMLInputElement>(null);
  const listId = useId();
  const input = props.inputRef ?? own;
  const combo = useComboKeys(props, input);
  const { error, description, inputWrapperOrder } = useMessageProps(props.name, props.hint);
  const optionId = (index: number) => `${listId}-${index}`;
  return (
    <>
      <TextInput
        ref={input}
        id={fieldId(props.name)}
        role="combobox"
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-expanded={combo.isOpen}
        aria-controls={combo.isOpen ? listId : undefined}
        aria-activedescendant={combo.isOpen && combo.marked >= 0 ? optionId(combo.marked) : undefined}
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
      {combo.isOpen && (
        <ComboList
          {...{ listId, optionId, items: props.items, marked: combo.marked, onPick: combo.pick, field: input }}
          label={props.query === '' ? props.label : props.query}
          emptyText={props.settled ? props.emptyText : undefined}
        />
      )}
    </>
  );
}
