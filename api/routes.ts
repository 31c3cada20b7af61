import { authRoutes } from './auth/auth-routes.ts';
import type { Route } from './http/define-route.ts';

/** Every route of the system; the server, the documentation and the policy walkers read this list. */
export const routes: Route[] = [...authRoutes];
