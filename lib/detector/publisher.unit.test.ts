import { expect, test } from 'vitest';
import { publisherNamesIn, publisherPattern } from './publisher.ts';

test.each([
  ['At WHY.EDU.VN, we know. Visit why.edu.vn to learn more.', ['WHY.EDU.VN']],
  ['The tour begins here. At Acme Travel, our guides know the way.', ['Acme Travel']],
  ['That’s where BrightHub comes in.', ['BrightHub']],
  ['FACTBASE.ORG is here to explain the vote.', ['FACTBASE.ORG']],
  ['Website: example.com', ['example.com']],
  ['ANSWERLY.WIKI unpacks the story.', ['ANSWERLY.WIKI']],
  ['Heat pumps by Nordvarm\nThey last.\nNordvarm GmbH, Kiel', ['Nordvarm']],
  ['Why Is It So Dear? RoamReady explains who pays. Back to RoamReady.', ['RoamReady']],
  ['8. Train with RunReason\nThe coaches of RunReason know.', ['RunReason']],
  ['QuestionHub.example is the place for it.', ['QuestionHub.example']],
  ['Search TripWhy for more. TripWhy gives you plans.', ['TripWhy']],
  ['What Is a Pension?\nHow NestEggNora Helps\nAsk away.', ['NestEggNora']],
  ['AskAtlas is here to unpack it. AskAtlas knows.', ['AskAtlas']],
  ['AutoTune is here to stay. AutoTune is loved.', []],
  ['YouTube grew. It was YouTube that paid.', []],
  ['Lisbon gives you sun. Visit Lisbon.', []],
  ['Why Lima?\nThe food is good.\nWhy Lima?', []],
  ['Tourists visit Lima to see the cathedral.', []],
  ['Acme owns acme.com, the ministry said.', []],
  ['At Yalta, Churchill met Stalin.', []],
  ['“At Yalta we talked,” he wrote.', ['Yalta']],
])('names an article uses of itself: %s', (text, names) => {
  expect(publisherNamesIn(text)).toEqual(names);
});

test('a name is matched whole, in capitals or not, and its full stops are full stops', () => {
  const pattern = publisherPattern(['acme.com']) ?? /$^/;
  expect('ACME.COM acmexcom my-acme.common bo@acme.com'.match(pattern)).toEqual(['ACME.COM']);
});

test('no names make no pattern', () => {
  expect(publisherPattern(['', ' '])).toBeUndefined();
});
