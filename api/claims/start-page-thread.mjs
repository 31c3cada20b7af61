// A thread knows nothing of the loader that its process was started with: it gets one of its own before TypeScript is read.
import { register } from 'tsx/esm/api';

register();
await import('./page-thread.ts');
