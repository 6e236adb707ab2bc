import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** The key that seals the secrets of second factors, from the secret of the installation. */
export function sealingKey(installationSecret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', installationSecret, '', 'galley second factor', 32));
}

/** Encrypts with AES-256-GCM: 12 bytes of nonce, 16 of tag, then the text. Whom it is for is sealed with it. */
export function seal(secret: Buffer, key: Buffer, staffId: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(staffId));
  const text = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** @throws when it was sealed with another key, for another person, or changed since */
export function open(sealed: Buffer, key: Buffer, staffId: string): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
    .setAAD(Buffer.from(staffId))
    .setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([cipher.update(sealed.subarray(28)), cipher.final()]);
}
