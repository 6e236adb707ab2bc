'use client';

import { useSyncExternalStore } from 'react';

const name = 'galley-queue-keys';
const listeners = new Set<() => void>();

/** Whether single keys work in this browser, and a function that turns them: who dictates or has a tremor needs them off. */
export function useKeysSwitch(): [boolean, () => void] {
  const on = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => localStorage.getItem(name) !== 'off',
    () => true,
  );
  const turn = () => {
    localStorage.setItem(name, on ? 'off' : 'on');
    for (const listener of listeners) listener();
  };
  return [on, turn];
}
