import { useEffect, useRef } from 'react';
import { Icon } from './icon.tsx';
import type { Meaning } from './note.tsx';

export interface FieldMessage {
  /** Name of the field; empty when the sentence is about the whole. */
  field: string;
  meaning: Meaning;
  text: string;
}

export const fieldId = (name: string): string => `field-${name}`;

/** Everything that stopped the form, on top, each sentence a link to its field. Takes the focus when it appears. */
export function ErrorSummary({ title, messages }: { title: string; messages: FieldMessage[] }) {
  const box = useRef<HTMLDivElement>(null);
  const said = messages.map((message) => message.text).join('\n');
  useEffect(() => {
    if (said !== '') box.current?.focus();
  }, [said]);
  if (messages.length === 0) return null;
  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={box}>
      <strong>
        <Icon name="stop" /> {title}
      </strong>
      <ul>
        {messages.map((message) => (
          <li key={message.field + message.text}>
            {message.field === '' ? message.text : <FieldLink field={message.field} text={message.text} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function FieldLink({ field, text }: { field: string; text: string }) {
  return (
    <a
      href={`#${fieldId(field)}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(fieldId(field))?.focus();
      }}
    >
      {text}
    </a>
  );
}
