import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';
import expressStaticGzip from 'express-static-gzip';
import { readWebPreloads } from './web-preloads.ts';

/**
 * The built web app: `/login`, the screen of the waiting hall and the kiosk are pages of their own, everything else is the desk app, assets never change
 * under one name. The build has compressed them as small as they go; a page's own links to them are put into it here.
 */
export function serveWeb(folder: string): Router {
  const router = Router();
  const lasting = { immutable: true, maxAge: '365d', fallthrough: false } as const;
  router.use('/assets', expressStaticGzip(join(folder, 'assets'), { enableBrotli: true, index: false, serveStatic: lasting }));
  router.use(express.static(folder, { index: false, redirect: false, maxAge: 0 }));
  const preloads = readWebPreloads(folder);
  const page = (name: string) => join(folder, `${name}.html`);
  router.get('/login', (_request, response) => sendPage(response, page('login'), `<template id="desk-parts">${preloads.login}</template>`));
  for (const name of ['display', 'kiosk']) router.get(`/${name}`, (_request, response) => sendPage(response, page(name)));
  router.get('/{*path}', (request, response) => sendPage(response, page('index'), preloads.desk(request.path)));
  return router;
}

function sendPage(response: express.Response, file: string, links = ''): void {
  if (!existsSync(file)) {
    response.status(503).type('text/plain').send('The web app has not been built: npm start builds it.');
    return;
  }
  response.setHeader('Cache-Control', 'no-cache');
  response.type('html').send(readFileSync(file, 'utf8').replace('</head>', `${links}</head>`));
}
