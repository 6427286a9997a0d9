// Decides the lottery that breaks ties: a ticket only the programme can make, an order anyone can repeat once the seed is drawn.
import { hmacSha256, sha256 } from '../kernel/digest.ts';
import type { Nik } from '../kernel/nik.ts';

/** ticket = HMAC-SHA-256(programme secret, NIK), lower-case hex: it says nothing of the NIK without the secret. */
export const ticketOf = (secret: Uint8Array, nik: Nik): string => hmacSha256(secret, nik);

/** The place of a ticket in the draw: SHA-256 of the seed and the ticket, hex; smaller comes first. */
export const drawOf = (seed: string, ticket: string): string => sha256(`${seed}\n${ticket}`);
