import { InputBase, NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import { fieldId } from './error-summary.tsx';
import { useFieldMessage } from './form-shell.tsx';

interface FieldProps {
  name: string;
  label: string;
  /** Small words under the field: an echo, a unit, where the value came from. */
  hint?: ReactNode;
  className?: string;
  readOnly?: boolean;
}

interface TextFieldProps extends FieldProps {
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel';
  placeholder?: string;
  maxLength?: number;
  unit?: string;
  onLeave?: () => void;
}

/** Room for the longest unit, mmHg. */
const UNIT_WIDTH_PX = 44;

/** One line of text, bound to the form by its name. */
export function TextField({
  name,
  label,
  hint,
  className,
  readOnly = false,
  inputMode,
  placeholder,
  maxLength,
  unit,
  onLeave,
}: TextFieldProps) {
  const { register } = useFormContext();
  const { ref, onChange, onBlur } = register(name, onLeave === undefined ? {} : { onBlur: onLeave });
  return (
    <TextInput
      {...useMessageProps(name, hint)}
      {...{ ref, onChange, onBlur, name, label, readOnly }}
      id={fieldId(name)}
      className={className ?? ''}
      rightSectionWidth={UNIT_WIDTH_PX}
      rightSection={unit === undefined ? undefined : <span className="unit">{unit}</span>}
      {...defined({ inputMode, placeholder, maxLength })}
    />
  );
}

/** Several lines of text. Enter makes a new line here. */
export function LongTextField({ name, label, hint, className, readOnly = false, rows = 3 }: FieldProps & { rows?: number }) {
  const { register } = useFormContext();
  const { ref, onChange, onBlur } = register(name);
  return (
    <InputBase
      component="textarea"
      multiline
      {...useMessageProps(name, hint)}
      {...{ ref, onChange, onBlur, name, label, readOnly, rows }}
      id={fieldId(name)}
      className={className ?? ''}
    />
  );
}

export interface Choice {
  value: string;
  label: string;
}

/** A short list to choose from; the browser's own, so letters jump and arrows change. Keeps its value while the choices are still loading. */
export function ChoiceField({ name, label, hint, className, readOnly = false, choices }: FieldProps & { choices: Choice[] }) {
  const { field } = useController<Record<string, string>>({ name });
  return (
    <NativeSelect
      {...useMessageProps(name, hint)}
      {...field}
      label={label}
      id={fieldId(name)}
      className={className ?? ''}
      disabled={readOnly}
      data={choices}
    />
  );
}

/** The gravest sentence beside the field: a stop is an error, anything else stands where the hint stands. */
export function useMessageProps(name: string, hint: ReactNode) {
  const message = useFieldMessage(name);
  const below = message?.meaning === 'stop' ? undefined : (message?.text ?? hint);
  return {
    error: message?.meaning === 'stop' ? message.text : false,
    description: below === undefined || below === '' ? undefined : below,
    inputWrapperOrder: ['label', 'input', 'error', 'description'] as ('label' | 'input' | 'error' | 'description')[],
  };
}

/** Leaves out what is undefined: optional properties here mean "not said". */
function defined<T extends object>(props: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
