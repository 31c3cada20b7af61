import { z } from 'zod';
import { DEMO_PASSWORD, demoFacilities, demoUsers } from '../../seeds/demo/district.ts';
import { definePublicRoute, type Route } from '../http/define-route.ts';
import { notFound } from '../http/errors.ts';

const DemoLogins = z.object({
  logins: z.array(z.object({ username: z.string(), password: z.string(), role: z.string(), facility: z.string() })),
});

/** The demo says its own logins; a real installation answers 404. */
export const demoRoutes: Route[] = [
  definePublicRoute({
    method: 'get',
    path: '/demo',
    permission: 'public',
    summary: 'Logins of the demo district; 404 in a real installation',
    response: DemoLogins,
    handle: (ctx) => {
      if (!ctx.services.config.demo) return Promise.reject(notFound());
      const nameOf = (code: string) => demoFacilities.find((one) => one.code === code)?.name ?? code;
      return Promise.resolve({
        logins: demoUsers.map(({ username, roles, facilityCode }) => ({
          username,
          password: DEMO_PASSWORD,
          role: roles[0] ?? '',
          facility: nameOf(facilityCode),
        })),
      });
    },
  }),
];
