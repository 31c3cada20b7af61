import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Permission } from '../../domain/permissions.ts';
import type { ApiCtx, PublicCtx } from './context.ts';

type Method = 'get' | 'post' | 'put' | 'delete';
type Output<S> = S extends z.ZodType ? z.output<S> : undefined;
export interface Input<P, Q, B> {
  params: Output<P>;
  query: Output<Q>;
  body: Output<B>;
}
export interface Http {
  request: Request;
  response: Response;
}
/** A handler that wrote the answer itself, for files. */
export const answered = 'answered' as const;
/** Shape of the answer; `empty` is 204, `file` is streamed by the handler. */
type Answer<R> = R extends z.ZodType ? z.input<R> : R extends 'file' ? typeof answered : undefined;

interface Common<P, Q, B, R> {
  method: Method;
  /** Below /api, Express style. */
  path: string;
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  response: R;
  /** 200 unless told. */
  status?: 200 | 201 | 202;
  /** Takes a file in its body: 16 MB instead of 256 kB. */
  takesFile?: true;
}

interface Guarded<P, Q, B, R> extends Common<P, Q, B, R> {
  permission: Permission;
  /** Shows a person's record: the handler must log the opening or the request fails. */
  opens?: 'patient';
  /** A question asked by POST to keep names out of URLs: needs no repeat key. */
  question?: true;
  handle(ctx: ApiCtx, input: Input<P, Q, B>, http: Http): Promise<Answer<R>>;
}

interface Open<P, Q, B, R> extends Common<P, Q, B, R> {
  permission: 'public';
  handle(ctx: PublicCtx, input: Input<P, Q, B>, http: Http): Promise<Answer<R>>;
}

type Schema = z.ZodType | undefined;
type AnswerSchema = z.ZodType | 'empty' | 'file';

/** A route with its types forgotten, as the server, the documentation and the policy walkers see it. */
export interface Route {
  method: Method;
  path: string;
  summary: string;
  permission: Permission | 'public';
  opens: 'patient' | undefined;
  question: boolean;
  params: Schema;
  query: Schema;
  body: Schema;
  response: AnswerSchema;
  status: number;
  takesFile: boolean;
  handle(ctx: ApiCtx | PublicCtx, input: { params: unknown; query: unknown; body: unknown }, http: Http): Promise<unknown>;
}

/** Declares a route that needs a permission: one object says it all. */
export function defineRoute<P extends Schema, Q extends Schema, B extends Schema, R extends AnswerSchema>(
  route: Guarded<P, Q, B, R>,
): Route {
  return forget(route, route.opens, route.question === true);
}

/** Declares a route for people who are not logged in. There are few, and a policy test lists them. */
export function definePublicRoute<P extends Schema, Q extends Schema, B extends Schema, R extends AnswerSchema>(
  route: Open<P, Q, B, R>,
): Route {
  return forget(route, undefined, true);
}

function forget<P extends Schema, Q extends Schema, B extends Schema, R extends AnswerSchema>(
  route: Guarded<P, Q, B, R> | Open<P, Q, B, R>,
  opens: 'patient' | undefined,
  question: boolean,
): Route {
  return {
    method: route.method,
    path: route.path,
    summary: route.summary,
    permission: route.permission,
    opens,
    question: question || route.method === 'get',
    params: route.params,
    query: route.query,
    body: route.body,
    response: route.response,
    status: route.response === 'empty' ? 204 : (route.status ?? 200),
    takesFile: route.takesFile === true,
    // The pipeline validated the input with these very schemas, so the erased types are the true ones.
    handle: (ctx, input, http) => (route.handle as Route['handle'])(ctx, input, http),
  };
}
