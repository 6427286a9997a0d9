// Decides whether an Ed25519 signature holds by the equation of RFC 8032 in plain whole numbers: it shares nothing with the library that signs.
import { createHash } from 'node:crypto';

const p = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (n: bigint): bigint => ((n % p) + p) % p;

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, mod(base)];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
}
const inverse = (n: bigint): bigint => power(n, p - 2n);
const d = mod(-121665n * inverse(121666n));
const root = power(2n, (p - 1n) / 4n);

interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

function add(one: Point, other: Point): Point {
  const product = mod(d * mod(one.x * other.x) * mod(one.y * other.y));
  return {
    x: mod((one.x * other.y + other.x * one.y) * inverse(mod(1n + product))),
    y: mod((one.y * other.y + one.x * other.x) * inverse(mod(1n - product))),
  };
}

function times(point: Point, count: bigint): Point {
  let [sum, double] = [{ x: 0n, y: 1n } as Point, point];
  for (let rest = count; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, double);
    double = add(double, double);
  }
  return sum;
}

const little = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);

/** The point of 32 bytes, or null where there is none. */
function pointOf(bytes: Uint8Array): Point | null {
  const number = little(bytes);
  const y = number & (2n ** 255n - 1n);
  const square = mod((y * y - 1n) * inverse(mod(d * y * y + 1n)));
  let x = power(square, (p + 3n) / 8n);
  if (mod(x * x) !== square) x = mod(x * root);
  if (mod(x * x) !== square) return null;
  return { x: (x & 1n) === number >> 255n ? x : mod(-x), y };
}

const base = pointOf(Buffer.concat([Buffer.from([0x58]), Buffer.alloc(31, 0x66)])) as Point;

/** Whether 64 bytes are the signature of a message by a public key of 32 bytes: S·B = R + k·A. */
export function signatureHoldsByHand(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  const [first, second] = [signature.subarray(0, 32), signature.subarray(32)];
  const [r, a, s] = [pointOf(first), pointOf(publicKey), little(second)];
  if (r === null || a === null || s >= order) return false;
  const k = little(createHash('sha512').update(first).update(publicKey).update(message).digest()) % order;
  const [left, right] = [times(base, s), add(r, times(a, k))];
  return left.x === right.x && left.y === right.y;
}
