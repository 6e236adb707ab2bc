import { v7 } from 'uuid';

/** A new identifier: UUID version 7 (RFC 9562), in the order of creation, so that indexes grow at one end. */
export function newId(): string {
  return v7();
}
