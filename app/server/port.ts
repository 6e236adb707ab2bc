import { createServer } from 'node:net';

const preferred = 3000;
const tries = 20;

/**
 * The port to listen on: the one asked for or, when none is asked for, the first free one from 3000.
 * @throws an Error that says what to do when the port asked for is taken or is none
 */
export async function choosePort(asked: string | undefined, say: (line: string) => void): Promise<number> {
  if (asked) {
    const port = Number(asked);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new Error(`PORT=${asked} is not a port: give a number from 1 to 65535.`);
    if (await isFree(port)) return port;
    throw new Error(
      `Port ${port} is taken by another program. Stop that one, or start Galley with another port: PORT=${port + 1} npm start`,
    );
  }
  for (let port = preferred; port < preferred + tries; port++) {
    if (!(await isFree(port))) continue;
    if (port !== preferred) say(`Port ${preferred} is taken, so Galley takes ${port}.`);
    return port;
  }
  throw new Error(
    `The ports ${preferred} to ${preferred + tries - 1} are all taken. Name a free one: PORT=8080 npm start`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
