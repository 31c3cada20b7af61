/** What a rule found: a code and a place; the words live in messages-vi.ts and messages-en.ts. */
export interface Issue {
  /** snake_case, stable: screens, tests and reports key on it. */
  code: string;
  /** Dotted path into the input, e.g. `lines.0.dailyDose`; empty for the whole. */
  path: string;
  /** `error` stops; `warning` needs a reason; `information` is only shown. */
  severity: 'error' | 'warning' | 'information';
  /** Values for the sentence. Never personal data. */
  params?: Record<string, string | number> | undefined;
}

export function error(code: string, path: string, params?: Issue['params']): Issue {
  return make('error', code, path, params);
}

export function warning(code: string, path: string, params?: Issue['params']): Issue {
  return make('warning', code, path, params);
}

export function information(code: string, path: string, params?: Issue['params']): Issue {
  return make('information', code, path, params);
}

/** The same issues with `prefix` in front of every path. */
export function under(prefix: string, issues: Issue[]): Issue[] {
  return issues.map((issue) => ({ ...issue, path: issue.path === '' ? prefix : `${prefix}.${issue.path}` }));
}

export const errorsOf = (issues: Issue[]): Issue[] => issues.filter((issue) => issue.severity === 'error');

function make(severity: Issue['severity'], code: string, path: string, params?: Issue['params']): Issue {
  return params === undefined ? { code, path, severity } : { code, path, severity, params };
}
