import { type Encoding, decodePieces, detectEncoding } from './encoding.js';
import { decode1252 } from './windows-1252.js';

const read = (bytes: Uint8Array): { encoding: ReturnType<typeof detectEncoding>; text: string } => {
  const encoding = detectEncoding([bytes]);
  return { encoding, text: typeof encoding === 'string' ? [...decodePieces([bytes], encoding)].join('') : '' };
};
const utf16be = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('IMP-18: how a file is encoded', () => {
  it.each<[string, Uint8Array, Encoding]>([
    ['UTF-8 without mark', Buffer.from('Zoë Lévesque'), 'utf-8'],
    ['UTF-8 with mark', Buffer.from('\ufeffZoë Lévesque'), 'utf-8'],
    ['UTF-16 little endian', Buffer.from('\ufeffZoë Lévesque', 'utf16le'), 'utf-16le'],
    ['UTF-16 big endian', utf16be('Zoë Lévesque'), 'utf-16be'],
    ['Windows-1252', latin1('Zoë Lévesque'), 'windows-1252'],
  ])('reads %s', (_, bytes, encoding) => expect(read(bytes)).toEqual({ encoding, text: 'Zoë Lévesque' }));

  it('reads a letter cut in two by a piece', () => {
    const bytes = Buffer.from('Zoë');
    const pieces = [bytes.subarray(0, 3), bytes.subarray(3)];
    expect([...decodePieces(pieces, detectEncoding(pieces) as Encoding)].join('')).toBe('Zoë');
  });

  it('reads the letters only Windows-1252 has', () => expect(decode1252(Uint8Array.of(0x80, 0x8c, 0x92, 0x9c, 0x9f, 0xe9))).toBe('€Œ’œŸé'));

  it('takes capital letters before a guillemet for what they are in Windows-1252', () =>
    expect(read(latin1('«CLUB DE LA CITÉ», Québec')).text).toBe('«CLUB DE LA CITÉ», Québec'));

  it.each([0x81, 0x8d, 0x8f, 0x90, 0x9d])('refuses byte %i, which Windows-1252 does not define', (byte) =>
    expect(detectEncoding([Buffer.concat([latin1('L\xe9vesque '), Uint8Array.of(byte)])])).toEqual({ problem: 'undecodable' }),
  );

  it('refuses a file with letters in both encodings, which would mangle some', () =>
    expect(detectEncoding([Buffer.concat([Buffer.from('Zoë;'), latin1('L\xe9vesque')])])).toEqual({ problem: 'mixed' }));

  it('refuses UTF-8 with a mark that breaks off', () =>
    expect(detectEncoding([Buffer.concat([Buffer.from('\ufeffa'), latin1('\xe9a')])])).toEqual({ problem: 'mixed' }));

  it('names UTF-16 without its mark', () =>
    expect(detectEncoding([Buffer.from('First name', 'utf16le')])).toEqual({ problem: 'utf-16-without-mark' }));
});
