import { Logger, runOnce } from 'graphile-worker';
import { taskList } from '../../api/worker.ts';
import type { TestApi } from './api.ts';

/** Runs the waiting jobs of a test database once, as the worker does. */
export async function runJobs(api: TestApi): Promise<void> {
  await runOnce({
    connectionString: api.database.appUrl,
    taskList: taskList(api.services),
    noHandleSignals: true,
    noPreparedStatements: true,
    logger: new Logger(() => () => undefined),
  });
}
