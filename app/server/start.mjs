import { nodeSuffices } from './require-node.mjs';

if (nodeSuffices('npm start')) import('./start.ts');
