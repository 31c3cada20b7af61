import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstMessagesVi } from '../../domain/messages-first-vi.ts';
import { messagesVi } from '../../domain/messages-vi.ts';
import { viMore } from '../../web/lib/i18n/vi-more.ts';
import { vi } from '../../web/lib/i18n/vi.ts';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
/** Names of words: their whole text is not read. Of the desks only the first one is in the first download. */
const NOT_FOLLOWED = /\/i18n\/|\/messages-|\/app\/desks\.ts$/;

describe('The first download of the desk app', () => {
  const source = sourcesFrom(['web/app/main.tsx', 'web/screens/reception/reception-screen.tsx'].map(path));
  const names = new Set([...source.matchAll(/['"`]([\w.-]+)['"`]/g)].map(([, name = '']) => name));
  const beginnings = [...source.matchAll(/`([a-zA-Z]+\.[\w.-]*)\$\{/g)].map(([, beginning = '']) => beginning);

  it('reads more than the frame', () => {
    expect(names).to.include('reception.form').and.include('name_missing');
    expect(beginnings).to.include('priority.');
  });

  it('has every word that reception says', () => {
    const later = Object.keys(viMore).filter((word) => names.has(word) || beginnings.some((beginning) => word.startsWith(beginning)));
    expect(later).to.eql([]);
  });

  it('has the sentence of every issue that reception finds by itself', () => {
    const later = Object.keys(messagesVi).filter((code) => !(code in firstMessagesVi) && code.includes('_') && names.has(code));
    expect(later).to.eql([]);
  });

  it('names no word twice', () => {
    expect(Object.keys(vi).filter((word) => word in viMore)).to.eql([]);
  });
});

/** The text of these files and of all that they import at once; what is loaded later is not followed. */
function sourcesFrom(entries: string[]): string {
  const seen = new Map<string, string>();
  const visit = (file: string): void => {
    if (seen.has(file) || NOT_FOLLOWED.test(file) || !/\.tsx?$/.test(file) || !existsSync(file)) return;
    const text = readFileSync(file, 'utf8');
    seen.set(file, text);
    for (const [, name = ''] of text.matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from\s+'(\.[^']+)'/gm))
      visit(resolve(dirname(file), name));
  };
  entries.forEach(visit);
  return [...seen.values()].join('\n');
}
