// Decides whether a process still runs.
import { errorCode } from './connection.ts';

/** Whether there is a process of this number; one of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
