import { nodeSuffices } from './require-node.mjs';

if (nodeSuffices('npm run import')) import('./import-files.ts');
