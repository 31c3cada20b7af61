import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';

/** The built web app: `/login`, the screen of the waiting hall and the kiosk are pages of their own, everything else is the desk app, assets never change under one name. */
export function serveWeb(folder: string): Router {
  const router = Router();
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '365d', index: false, fallthrough: false }));
  router.use(express.static(folder, { index: false, redirect: false, maxAge: 0 }));
  const page = (name: string) => join(folder, name);
  for (const name of ['login', 'display', 'kiosk'])
    router.get(`/${name}`, (_request, response) => sendPage(response, page(`${name}.html`)));
  router.get('/{*path}', (_request, response) => sendPage(response, page('index.html')));
  return router;
}

function sendPage(response: express.Response, file: string): void {
  if (!existsSync(file)) {
    response.status(503).type('text/plain').send('The web app has not been built: npm start builds it.');
    return;
  }
  response.setHeader('Cache-Control', 'no-cache');
  response.sendFile(file);
}
