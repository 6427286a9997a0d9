// Decides how keys are made: UUIDv7 in the application, ordered by time and derived from nothing.
import { v7 } from 'uuid';

export const newKey = (): string => v7();
