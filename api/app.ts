import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import compression from 'compression';
import express, { Router, type Express } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { backupHealth } from './backup/backup-state.ts';
import { accessLog } from './http/access-log.ts';
import type { Services } from './http/context.ts';
import { desks } from './http/desk-activity.ts';
import { Refusal, sendProblem } from './http/errors.ts';
import { health } from './http/health.ts';
import { answerError, mountRoutes } from './http/mount-routes.ts';
import { openApi } from './http/openapi.ts';
import { serveWeb } from './http/serve-web.ts';
import { API_VERSION } from './http/version.ts';
import { peerRouter } from './interop/reading/mount-peer-routes.ts';
import { peerRoutes } from './interop/reading/peer-routes.ts';
import { routes } from './routes.ts';

/** The whole HTTP side. `state.stopping` turns readiness off before connections end. */
export function createApp(services: Services, options: { webFolder?: string; state?: { stopping: boolean } } = {}): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(accessLog(services.log));
  app.use('/api', (_request, _response, next) => {
    desks.note();
    next();
  });
  app.use(securityHeaders(services));
  app.use(compression());
  app.use(
    '/health',
    health(services, options.state ?? { stopping: false }, () => backupHealth(services.config, services.now())),
  );
  app.use('/api/docs', docs());
  app.use('/api', api(services));
  app.use('/fhir', peerRouter(peerRoutes, services));
  if (options.webFolder !== undefined) app.use(serveWeb(options.webFolder));
  app.use(nothingHere);
  app.use(lastResort(services));
  return app;
}

function api(services: Services): Router {
  const router = Router();
  router.get('/openapi.json', (_request, response) => void response.json(openApi(routes, API_VERSION)));
  // A whole hospital sits behind one address: the account lock-out is the real guard, this only stops a flood.
  router.use('/auth', rateLimit({ windowMs: 60_000, limit: 600, legacyHeaders: false, handler: tooMany }));
  mountRoutes(router, routes, services);
  router.use(nothingHere);
  return router;
}

function nothingHere(_request: express.Request, response: express.Response): void {
  sendProblem(response, new Refusal(404, 'not_found'), response.locals['requestId'] as string);
}

function tooMany(_request: express.Request, response: express.Response): void {
  sendProblem(response, new Refusal(429, 'too_many_requests'), response.locals['requestId'] as string);
}

function securityHeaders(services: Services): express.RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // The component library sets positions of pop-ups as style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: services.config.secureCookies ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
    // Both need HTTPS; on a plain LAN browsers only complain.
    crossOriginOpenerPolicy: services.config.secureCookies,
    originAgentCluster: services.config.secureCookies,
  });
}

/** The documentation page from the package's files; nothing is fetched from outside. */
function docs(): Router {
  const router = Router();
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  router.get('/swagger-initializer.js', (_request, response) => {
    response
      .type('text/javascript')
      .send(`window.ui = SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', validatorUrl: null });`);
  });
  router.use(express.static(folder, { index: 'index.html' }));
  return router;
}

/** Errors from before the routes: a broken URL, a static file that is gone, or a bug of ours. */
function lastResort(services: Services): express.ErrorRequestHandler {
  return (thrown: unknown, _request, response, _next) => {
    const requestId = response.locals['requestId'] as string;
    const status = (thrown as { status?: unknown }).status;
    if (status === 404) sendProblem(response, new Refusal(404, 'not_found'), requestId);
    else if (typeof status === 'number' && status >= 400 && status < 500) sendProblem(response, new Refusal(400, 'malformed'), requestId);
    else answerError(thrown, response, services, requestId);
  };
}
