import { useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * Whether the script is here that takes what a form sends. Until then a press, or Enter in a field, would load the page
 * anew, with what was typed in its address and gone from its fields; so the form's button waits for it.
 */
export function useReady(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
