// Decides how keys are made: UUIDv7 in the application, ordered by time and derived from nothing.
import { v7 } from 'uuid';

export const newKey = (): string => v7();

/** 16 bytes as hex, written as a UUID. */
export const asUuid = (hex: string): string => `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
