import { nodeSuffices } from '../app/server/require-node.mjs';

if (nodeSuffices('npm test')) import('./test.ts');
