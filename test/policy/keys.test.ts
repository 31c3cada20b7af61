import { expect } from 'chai';
import { readSources } from './source-files.ts';

/** Keys that browsers keep for themselves or read aloud tools use: help, find, address bar, caret, full screen, tools. Target A3. */
const TAKEN = /\b(?:[Ff](?:1|3|5|6|7|11|12)|ctrl\+[ntw])\b/;
const KEY_MAP = /useKeys\(\{[^}]*\}/g;

describe('keys of the desks', () => {
  const sources = readSources('web');

  it('leave the browser its own', () => {
    const taken = sources.flatMap(({ path, text }) => {
      const named = [
        ...(text.match(KEY_MAP) ?? []),
        ...(text.match(/keyHint="[^"]*"/g) ?? []),
        ...(text.match(/'key\.\w+': '[^']*'/g) ?? []),
      ];
      return named.filter((name) => TAKEN.test(name)).map((name) => `${path}: ${name}`);
    });
    expect(taken).to.eql([]);
  });

  it('are no single letters', () => {
    const letters = sources.flatMap(({ path, text }) =>
      (text.match(KEY_MAP) ?? []).filter((map) => /[{,]\s*'?[a-z]'?:/.test(map)).map((map) => `${path}: ${map}`),
    );
    expect(letters).to.eql([]);
  });
});
