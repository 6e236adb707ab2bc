import { expect, test } from 'vitest';
import { passwordProblem } from './model.ts';

const person = { name: 'Edith Moreau', email: 'edith.moreau@galley.example' };

test.each([
  ['seven quiet herons', null],
  ['edith likes seven quiet herons', null],
  ['elevenchars', '12 characters'],
  ['🐟🐠🐡🦈🐙🦑🦐🦀🐚🐳🐬', '12 characters'],
  ['abababababababab', 'repeats'],
  ['edith.moreau@galley.example', 'mostly your name'],
  ['Moreau-Edith-1990', 'mostly your name'],
  ['galleypassword1', 'mostly your name'],
])('%s as a password: %s', (password, problem) => {
  if (problem) expect(passwordProblem(password, person)).toContain(problem);
  else expect(passwordProblem(password, person)).toBeNull();
});
