// Kept to syntax that any Node from 12 on can read, so that an older one says what is missing instead of crashing.

/**
 * Whether this Node can run Galley; if not, says what to do and sets the exit code.
 * @param {string} command what the person should run instead, e.g. `npm start`
 * @returns {boolean}
 */
export function nodeSuffices(command) {
  if (Number(process.versions.node.split('.')[0]) >= 24) return true;
  console.error(
    'Galley needs Node 24 or newer, and this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      ').\n' +
      'On Linux, run `npm ci` and then `' +
      command +
      '`: npm then uses the Node that was installed with it.\n' +
      'Elsewhere, install Node 24 or newer from https://nodejs.org and run `' +
      command +
      '` again.',
  );
  process.exitCode = 1;
  return false;
}
