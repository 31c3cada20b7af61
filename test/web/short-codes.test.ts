import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import { markOf, nextBlank, typedCode } from '../../web/screens/doctor/short-codes.ts';
import { matching, soleText, type Template } from '../../web/screens/doctor/use-templates.ts';

const typed = (text: string, caret = text.length) => typedCode(text, caret);
const template = (code: string, title: string, parts: Template['parts'] = { any: 'Ổn định.' }): Template => ({
  ...{ id: null, version: 1, scope: 'starter', code, title, parts },
});

describe('short codes', () => {
  it('stand right before the cursor, behind a blank or at the beginning of a line', () => {
    expect(typed('.ho')).to.deep.equal({ code: 'ho', from: 0 });
    expect(typed('Sốt.\n.ho')).to.deep.equal({ code: 'ho', from: 5 });
    expect(typed('Nay .da2')).to.deep.equal({ code: 'da2', from: 4 });
    expect(typed('.on và sốt', 3)).to.deep.equal({ code: 'on', from: 0 });
  });

  it('are none within a word or number, without a letter first, or of another case', () => {
    for (const text of ['a.ho', '37.ho', '.', 'ho', '.HO', '.2a', '.ho ']) expect(typed(text), text).to.equal(undefined);
  });

  it('have the first blank of their text marked, or the place behind it', () => {
    expect(markOf('Ho ___ ngày', 8)).to.deep.equal({ from: 11, to: 14 });
    expect(markOf('Ổn định.', 4)).to.deep.equal({ from: 12, to: 12 });
  });

  it('lead from blank to blank', () => {
    const text = 'Ho ___ ngày, đờm ___.';
    expect(nextBlank(text, 6)).to.deep.equal({ from: 17, to: 20 });
    expect(nextBlank(text, 20)).to.equal(undefined);
  });
});

describe('templates', () => {
  const all = [template('hoga', 'Ho gà'), template('ho', 'Ho'), template('bung', 'Bụng', { organs: 'Bụng mềm' })];

  it('are found by code, by words without marks and by their text, the exact code first', () => {
    const codes = (text: string) => matching(all, text).map(({ code }) => code);
    expect(codes('ho')).to.deep.equal(['ho', 'hoga']);
    expect(codes('.ho')).to.deep.equal(['ho', 'hoga']);
    expect(codes('bung mem')).to.deep.equal(['bung']);
    expect(codes('')).to.deep.equal(['hoga', 'ho', 'bung']);
    expect(codes('xyz')).to.deep.equal([]);
  });

  it('are one text for where they are typed unless they fill several parts', () => {
    expect(soleText(template('a', 'A', { organs: 'Bụng mềm' }))).to.equal('Bụng mềm');
    expect(soleText(template('a', 'A', { history: 'Ho', organs: 'Bụng mềm' }))).to.equal(undefined);
  });

  it('that come with the product state no finding by themselves: each has a blank', () => {
    const file = new URL('../../seeds/reference/starter-templates.csv', import.meta.url);
    const starters: { code: string; body: string }[] = parse(readFileSync(file, 'utf8'), { columns: true });
    expect(starters).to.have.length.greaterThan(10);
    expect(starters.filter(({ body }) => !body.includes('___')).map(({ code }) => code)).to.deep.equal([]);
  });
});
