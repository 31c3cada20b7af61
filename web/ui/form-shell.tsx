import { createContext, use, type KeyboardEvent, type ReactNode } from 'react';
import { FormProvider, type FieldValues, type UseFormReturn } from 'react-hook-form';
import { ErrorSummary, type FieldMessage } from './error-summary.tsx';
import { moveOnEnter } from './move-on-enter.ts';

const Messages = createContext<FieldMessage[]>([]);

/** What stands by a field: the gravest sentence about it, if any. */
export const useFieldMessage = (name: string): FieldMessage | undefined => {
  const messages = use(Messages).filter((message) => message.field === name);
  return messages.find((message) => message.meaning === 'stop') ?? messages[0];
};

interface FormShellProps<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  label: string;
  /** Sentences beside their fields. */
  messages: FieldMessage[];
  /** Sentences on top, with links; focus moves there when they come. */
  refused: FieldMessage[];
  refusedTitle: string;
  className?: string;
  children: ReactNode;
}

/** A form that mirrors the paper: Enter moves on, refusals stand on top with links and beside their fields. */
export function FormShell<Values extends FieldValues>(props: FormShellProps<Values>) {
  return (
    <FormProvider {...props.form}>
      <Messages value={[...props.messages, ...props.refused]}>
        <form
          aria-label={props.label}
          className={props.className}
          noValidate
          autoComplete="off"
          onSubmit={(event) => event.preventDefault()}
          onKeyDown={(event: KeyboardEvent<HTMLFormElement>) => moveOnEnter(event)}
        >
          <ErrorSummary title={props.refusedTitle} messages={props.refused} />
          {props.children}
        </form>
      </Messages>
    </FormProvider>
  );
}
