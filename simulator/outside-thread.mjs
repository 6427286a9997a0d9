// Decides how a thread reads TypeScript: it is told so before the thread's program is loaded.
import { register } from 'tsx/esm/api';

register();
await import('./outside-thread.ts');
