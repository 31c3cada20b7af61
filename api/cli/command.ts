import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { openRuntime, type Runtime } from '../runtime.ts';
import { refusalOf } from '../http/errors.ts';

/** Runs a command with the database open, prints its result as lines or JSON, and closes everything. */
export function withRuntime<T extends unknown[]>(
  work: (runtime: Runtime, ...args: T) => Promise<Printable>,
): (...args: T) => Promise<void> {
  return async (...args) => {
    const command = args.at(-1) as Command;
    const config = readConfig({ ...process.env, HIS_LOG_LEVEL: process.env['HIS_LOG_LEVEL'] ?? 'error' });
    const runtime = await openRuntime(config);
    try {
      print(await work(runtime, ...args), command.optsWithGlobals<{ json?: boolean }>().json === true);
    } catch (cause) {
      throw refusalOf(cause) ?? cause;
    } finally {
      await runtime.close();
    }
  };
}

/** What a command says: `data` for scripts, `lines` for people; `failed` sets the exit code. */
export interface Printable {
  data: unknown;
  lines: string[];
  failed?: boolean;
}

/** Writes lines for people or one line of JSON for scripts. */
export function print(result: Printable, json: boolean): void {
  process.stdout.write(json ? `${JSON.stringify(result.data)}\n` : result.lines.map((line) => `${line}\n`).join(''));
  if (result.failed === true) process.exitCode = 1;
}

/** A password from standard input: one on the command line would stand in the process list and the shell's history. */
export async function readPassword(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Password: ');
  process.stdin.setEncoding('utf8');
  let text = '';
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.split(/\r?\n/)[0] ?? '';
}
