import { spawn } from 'node:child_process';
import path from 'node:path';

/**
 * Runs one of the commands beside this file as its npm script does.
 * @param env on top of this process's own environment
 * @returns how it ended, and all that it said
 */
export function runCommand(
  file: string,
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, file), ...args], {
    env: { ...process.env, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
