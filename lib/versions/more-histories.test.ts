import { describe } from 'vitest';
import { runHistories } from './test-histories.ts';

describe('the gate', () => runHistories('second'));
