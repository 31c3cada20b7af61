import { Router } from 'express';
import { row } from '../../db/knex.ts';
import type { Services } from './context.ts';

/** Liveness asks nothing of anybody; readiness asks whether a desk could work now, and says how the backups stand. */
export function health(services: Services, state: { stopping: boolean }, backup: () => string): Router {
  const router = Router();
  router.get('/live', (_request, response) => void response.json({ status: 'live' }));
  router.get('/ready', async (_request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    if (state.stopping) {
      response.status(503).json({ status: 'stopping' });
      return;
    }
    try {
      await row(services.db, 'SELECT 1 AS one FROM facilities LIMIT 1');
      response.json({ status: 'ready', serverTime: services.now().toISOString(), backup: backup() });
    } catch (cause) {
      services.log.warn({ code: (cause as { code?: string }).code }, 'database not reachable');
      response.status(503).json({ status: 'unavailable' });
    }
  });
  return router;
}
