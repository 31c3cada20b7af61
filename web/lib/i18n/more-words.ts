import { lazy, type ComponentType } from 'react';
import { firstMessagesVi } from '../../../domain/messages-first-vi.ts';
import type { viMore } from './vi-more.ts';
import { vi } from './vi.ts';

export type WordKey = keyof typeof vi | keyof typeof viMore;
export type Words = Record<WordKey, string>;

export interface Tongue {
  language: 'vi' | 'en';
  /** All of them once `loadMore` is through; before that those of the frame and of reception. */
  words: Partial<Words>;
  messages: Record<string, string>;
}

export const vietnamese: Tongue = { language: 'vi', words: { ...vi }, messages: { ...firstMessagesVi } };

let more: Promise<void> | undefined;

/** The words and sentences of every desk but the first, once: a weak line shows reception before they are here. Fails like any download. */
export async function loadMore(): Promise<void> {
  more ??= fetchMore();
  try {
    await more;
  } catch (cause) {
    more = undefined;
    throw cause;
  }
}

async function fetchMore(): Promise<void> {
  const [{ viMore }, { messagesVi }] = await Promise.all([import('./vi-more.ts'), import('../../../domain/messages-vi.ts')]);
  Object.assign(vietnamese.words, viMore);
  Object.assign(vietnamese.messages, messagesVi);
}

/** A part of the app that is loaded when it is first shown, together with its words. */
export function lazyWithWords<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    const [part] = await Promise.all([load(), loadMore()]);
    return { default: part };
  });
}
