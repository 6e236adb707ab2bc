import { describe, expect, test } from 'vitest';
import { givenUpAfter, waitAfter } from './model.ts';
import { secretText, signedHeaders } from './signature.ts';

describe('after an attempt that failed', () => {
  test.each([
    [1, 5],
    [2, 15],
    [3, 45],
    [6, 1215],
    [8, 10_935],
    [9, 14_400],
    [30, 14_400],
  ])('the %ith, it waits %i seconds, or up to half as long or half as long again', (attempt, seconds) => {
    expect(waitAfter(attempt, 0.5)).toBe(seconds * 1000);
    expect(waitAfter(attempt, 0)).toBe(seconds * 500);
    expect(waitAfter(attempt, 1)).toBe(seconds * 1500);
  });

  test('a day holds about a dozen attempts', () => {
    let [passed, attempts] = [0, 1];
    while (passed + waitAfter(attempts, 0.5) <= givenUpAfter) passed += waitAfter(attempts++, 0.5);
    expect(attempts).toBe(13);
  });
});

test('a message is signed as Standard Webhooks has it in its own example', () => {
  const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  expect(secretText(secret)).toBe('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  const message = {
    ...{ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: new Date(1_614_265_330_000) },
    body: '{"test": 2432232314}',
  };
  expect(signedHeaders(secret, message)).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});
