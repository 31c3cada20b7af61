// npm start: installs and builds what is missing, then runs the server and passes signals on.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensurePackages, ensureWeb, root } from './ensure-installed.mjs';

ensurePackages();
ensureWeb();

const server = spawn(process.execPath, ['--import', 'tsx', join(root, 'api/server.ts')], { cwd: root, stdio: 'inherit' });
// Ctrl+C reaches the whole group: the server stops itself and this process waits for it. SIGTERM may come to us alone.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => server.kill('SIGTERM'));
server.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 0 : 1)));
