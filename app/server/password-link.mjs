import { nodeSuffices } from './require-node.mjs';

if (nodeSuffices('npm run password-link')) import('./password-link.ts');
