import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { newRequestId } from './mount-routes.ts';

/**
 * One line per request: route pattern, status, time, ids of user and facility. Never the URL, a header or a body: those can
 * hold names and numbers of people.
 */
export function accessLog(log: Logger): RequestHandler {
  return (_request, response, next) => {
    const started = process.hrtime.bigint();
    response.locals['requestId'] = newRequestId();
    response.setHeader('X-Request-Id', response.locals['requestId'] as string);
    response.once('close', () => {
      const { requestId, route, userId, facilityId } = response.locals as Record<string, string | undefined>;
      const ms = Number((process.hrtime.bigint() - started) / 1000n) / 1000;
      if (route !== undefined) log.info({ requestId, route, status: response.statusCode, ms, userId, facilityId }, 'request');
    });
    next();
  };
}
