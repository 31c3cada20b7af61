import { expect } from 'chai';
import express from 'express';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { serveWeb } from '../../api/http/serve-web.ts';

const dist = join(import.meta.dirname, '../../web/dist');
const linksOf = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map(([, file]) => file ?? '');

describe('what the pages of the web app fetch', () => {
  const app = express().use(serveWeb(dist));

  it('is named by the desk page at once: its own parts and those of the desk that was asked for', async () => {
    const parts = /<link rel="(?:modulepreload|preload)"[^>]* href="([^"]+)"/g;
    const [reception, none] = await Promise.all(
      ['/reception', '/no-such-desk'].map(async (path) => linksOf((await supertest(app).get(path).expect(200)).text, parts)),
    );
    expect(reception?.some((file) => file.includes('reception-screen'))).to.equal(true);
    expect(none?.some((file) => file.includes('-screen'))).to.equal(false);
    for (const file of reception ?? []) await supertest(app).get(file).expect(200);
  });

  it('comes early where the log-in page is open, when that page is done with its own', async () => {
    const { text } = await supertest(app).get('/login').expect(200);
    const [, template = ''] = /<template id="desk-parts">(.*?)<\/template>/.exec(text) ?? [];
    const files = linksOf(template, /<link rel="prefetch"[^>]* href="([^"]+)"/g);
    expect(files.some((file) => file.includes('reception-screen'))).to.equal(true);
    expect(linksOf(text.replace(template, ''), /<link rel="(prefetch)"/g)).to.deep.equal([]);
  });

  it('is sent as small as the browser takes it, and whole to one that takes nothing', async () => {
    const { text } = await supertest(app).get('/reception');
    const [script = ''] = linksOf(text, /<link rel="modulepreload"[^>]* href="([^"]+)"/g);
    const sent = async (encoding: string) => (await supertest(app).get(script).set('Accept-Encoding', encoding).expect(200)).headers;
    const [small, whole] = [await sent('br'), await sent('identity')];
    expect([small['content-encoding'], whole['content-encoding']]).to.deep.equal(['br', undefined]);
    expect(Number(small['content-length'])).to.be.below(Number(whole['content-length']) / 2);
    expect(small['cache-control']).to.contain('immutable');
  });

  it('is told in words where the web app has not been built', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'no-web-'));
    try {
      const answer = await supertest(express().use(serveWeb(empty)))
        .get('/login')
        .expect(503);
      expect(answer.text).to.contain('npm start');
    } finally {
      rmSync(empty, { recursive: true });
    }
  });
});
