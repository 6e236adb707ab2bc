import { createHash, randomBytes } from 'node:crypto';

/** What makes a link: 256 random bits, in 43 characters of base64url. */
export const newToken = () => randomBytes(32).toString('base64url');

/** What is kept of it. A hash without salt is enough for what nobody can guess. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest();
