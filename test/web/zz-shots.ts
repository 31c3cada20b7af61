import { closeTestDatabases } from '../support/database.ts';
import { startDeskServer } from '../support/desk-server.ts';
import { takeInteropPictures } from './interop-pictures.ts';
const desks = await startDeskServer();
try { await takeInteropPictures(desks, '/tmp/interop-'); } finally { await desks.close(); await closeTestDatabases(); }
