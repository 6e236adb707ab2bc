import { describe, expect, test } from 'vitest';
import { readDocument } from './read.ts';
import { docx, p, packLying } from './test-archives.ts';

const read = (bytes: Uint8Array, name = 'dam.docx') => readDocument({ bytes, name });

describe('a Word document', () => {
  test('keeps its title, headings and their depth, lists, tables, links, marks, footnotes and pictures', async () => {
    const cell = (text: string) => `<w:tc>${p(text)}</w:tc>`;
    const reading = await read(
      docx(
        [
          p('The Dam', 'Title'),
          p('The dam was finished in 1954, and this is its story.'),
          p('Before', 'Heading1'),
          '<w:p><w:r><w:t xml:space="preserve">See the </w:t></w:r><w:hyperlink r:id="l1"><w:r><w:t>archive</w:t></w:r></w:hyperlink><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> in bold</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
          p('The plan', 'Heading2'),
          `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('Year')}${cell('Height')}</w:tr><w:tr>${cell('1954')}${cell('40 m')}</w:tr></w:tbl>`,
          '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="The dam in 1954"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="i1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>',
        ].join(''),
      ),
    );
    if (!reading.ok) throw new Error(reading.problem.message);
    const { draft } = reading;
    expect(draft.title).toBe('The Dam');
    expect(draft.items.map(({ heading, depth }) => [heading, depth])).toEqual([
      ['Before', 1],
      ['The plan', 2],
    ]);
    expect(draft.items[0]?.body).toContain('[archive](https://example.org/source)');
    expect(draft.items[0]?.body).toContain('**in bold**');
    expect(draft.items[1]?.body).toContain('| 1954 | 40 m |');
    expect(draft.items[1]?.body).toContain('*Picture: The dam in 1954*');
    expect(draft.items.map((item) => item.body).join()).toContain('Annual report of 1955.');
    expect(draft.notes.join()).toContain('One picture was not taken over');
    expect(reading.encoding).toBe('DOCX');
  });

  const external = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>';
  const ole = (name: string) =>
    Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.from(name, 'utf16le'),
    ]);
  test.each([
    ['external entities', docx('', { 'word/document.xml': external }), /definitions.*harm/],
    [
      'an entity in a part of its own',
      docx(p('Text'), { 'customXml/item1.xml': external }),
      /definitions.*harm/,
    ],
    [
      'a bomb',
      packLying([{ name: 'word/document.xml', bytes: Buffer.alloc(30_000_000, 'a') }]),
      /far more than it should/,
    ],
    [
      'a bomb that lies about its size',
      packLying([{ name: 'word/document.xml', bytes: Buffer.alloc(30_000_000, 'a'), says: 1000 }]),
      /far more than it should/,
    ],
    [
      'a part of 41 MB',
      packLying([{ name: 'word/document.xml', bytes: Buffer.alloc(41 * 1024 * 1024, 'a') }]),
      /40 MB/,
    ],
    ['broken XML', docx('<w:p><w:r>'), /cannot be read as a Word document/],
    [
      'elements nested 20,000 deep',
      docx(`${'<w:sdt><w:sdtContent>'.repeat(20_000)}${p('x')}${'</w:sdtContent></w:sdt>'.repeat(20_000)}`),
      /cannot be read as a Word document/,
    ],
    ['an archive that is none', Buffer.from('PK\x03\x04word/ and then nothing'), /not a ZIP archive/],
    [
      'an archive without a document',
      packLying([{ name: 'word/a.txt', bytes: Buffer.from('a') }]),
      /not a Word document/,
    ],
    ['50 MB', Buffer.concat([docx(p('x')), Buffer.alloc(50_000_000)]), /more than 5 MB/],
    ['a password', ole('EncryptedPackage'), /password/],
    ['an older Word', ole('WordDocument'), /older Word.*save it as \.docx/],
  ])('with %s is refused with a message that says what to do', async (_, bytes, message) => {
    expect(await read(bytes)).toMatchObject({
      ok: false,
      problem: { message: expect.stringMatching(message) },
    });
  });

  test('fetches nothing that it names', async () => {
    const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="i1" Type="x/image" Target="file:///etc/passwd" TargetMode="External"/></Relationships>`;
    const reading = await read(
      docx(
        `${p('The Dam', 'Title')}${p('Text of the article.')}<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="i1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
        { 'word/_rels/document.xml.rels': rels },
      ),
    );
    expect(JSON.stringify(reading)).not.toContain('root:');
    expect(reading).toMatchObject({ ok: true });
  });
});
