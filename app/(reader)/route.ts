export { dynamic, GET } from './[...path]/route.ts';
