// A place told in words: names as people write them, narrowed by kabupaten and kecamatan; several or none is said and nothing is guessed.
import { expect, test } from 'vitest';
import { kabupatenMeant, placeFound } from './place-told.ts';

const kabupaten = new Map([
  ['5301', 'KABUPATEN KUPANG'],
  ['5311', 'KABUPATEN SUMBA TIMUR'],
  ['5371', 'KOTA KUPANG'],
]);
const districts = new Map([
  ['531101', 'Kota Waingapu'],
  ['531107', 'Pandawai'],
  ['531122', 'Mahu'],
]);
const villages = new Map([
  ['5311011002', 'Hambala'],
  ['5311012014', 'Pambotandjara'],
  ['5311072001', 'Praibakul'],
  ['5311222003', 'Praibakul'],
  ['5311072005', "Oe'Ekam"],
]);
const found = (village: string | null, district: string | null = null, within = '5311') => placeFound({ village, district }, { districts, villages }, within);

test.each([
  ['its code', '5311', '5311'],
  ['its name', 'sumba timur', '5311'],
  ['its name with what it is', 'Kab. Sumba Timur', '5311'],
  ['the town, which is not the kabupaten of that name', 'Kota Kupang', '5371'],
  ['the kabupaten of that name', 'Kupang', '5301'],
  ['nothing of that name', 'Sumba', undefined],
])('a kabupaten is meant by %s', (_, written, code) => {
  expect(kabupatenMeant(kabupaten, written)).toBe(code);
});

test.each([
  ['a name is a village', 'Hambala', null, '5311011002', ['5311011002']],
  ['written with what it is, in capitals', 'KELURAHAN HAMBALA', null, '5311011002', ['5311011002']],
  ['in another spelling', 'Desa Pambotanjara', null, '5311012014', ['5311012014']],
  ['without its marks', 'oe ekam', null, '5311072005', ['5311072005']],
  ['of two villages of one name neither is taken', 'Praibakul', null, '5311', ['5311072001', '5311222003']],
  ['the district says which of the two', 'Praibakul', 'Kec. Mahu', '5311222003', ['5311222003']],
  ['a slip of the pen is near, and not certain', 'Hambalaa', null, '5311', ['5311011002']],
  ['a slip in a district that is certain', 'Hambalaa', 'Kota Waingapu', '531101', ['5311011002']],
  ['a name nobody has', 'Entah Di Mana', null, '5311', []],
  ['a name nobody has in a district that is certain', 'Entah Di Mana', 'Pandawai', '531107', []],
  ['a district that has no such village makes nothing certain', 'Hambala', 'Pandawai', '5311', ['5311011002']],
  ['a district alone', null, 'Pandawai', '531107', []],
  ['nothing told', null, null, '5311', []],
])('%s', (_, village, district, area, may) => {
  expect(found(village, district)).toEqual({ area, villages: may });
});

test('where the village is known already, words change nothing', () => {
  expect(found('Praibakul', null, '5311011002')).toEqual({ area: '5311011002', villages: ['5311011002'] });
});
