import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Seconds for which a code stands. */
const period = 30;

/** A new secret: 160 bits, as RFC 4226 recommends. */
export const newSecret = () => randomBytes(20);

/** The code of a step (RFC 4226, HOTP with SHA-1): six digits. */
export function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** The step of a moment (RFC 6238, TOTP). */
export const stepAt = (milliseconds: number) => Math.floor(milliseconds / 1000 / period);

/** The step that a code is of, one before or after the present one included, for clocks that differ; or null. */
export function stepOf(secret: Buffer, code: string, now: number): number | null {
  const step = stepAt(now);
  const given = Buffer.from(code.padEnd(6).slice(0, 6));
  const found = [step, step - 1, step + 1].find((near) => {
    const expected = Buffer.from(codeOf(secret, near));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  return code.length === 6 && found !== undefined ? found : null;
}

/** Base32 (RFC 4648) without padding, as authenticator apps read it. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}

/** The address that an authenticator app opens to take a secret over. */
export function otpauthAddress(email: string, secret: string): string {
  return `otpauth://totp/${encodeURIComponent(`Galley:${email}`)}?secret=${secret}&issuer=Galley`;
}
