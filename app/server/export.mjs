import { nodeSuffices } from './require-node.mjs';

if (nodeSuffices('npm run export')) import('./export.ts');
