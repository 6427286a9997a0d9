// Decides the files of an invented past programme as regions have them, with planted faults whose number is known; written under local headings for `payung audit`.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CsvFile, field } from './csv-file.ts';
import { below, roll, seedFrom } from './chance.ts';
import { menGiven, womenGiven } from './name-words.ts';
import { storedWorkbook } from './stored-workbook.ts';

/** How many of each fault stand in the files: what an audit must find. */
export interface PlantedFaults {
  readonly people: number;
  readonly paidTwice: number;
  readonly paidByTwoPayers: number;
  readonly paidNotPosted: number;
  readonly postedNotPaid: number;
  readonly paidForTheDead: number;
  readonly deathsWithoutClaim: number;
  readonly promisedNeverPosted: number;
  readonly onNoDecree: number;
}

const province = 'PEMPROV NTT';
const kabupaten = 'PEMKAB KUPANG';
const months = ['2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12'];
const names = ['Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];
const two = (number: number): string => String(number).padStart(2, '0');
const share = { twice: 211, both: 97, unposted: 151, unpaid: 173, dead: 301, promised: 59, stranger: 401 } as const;
const dots = (amount: number): string => String(amount).replace(/\B(?=(\d{3})+$)/g, '.');

/**
 * Writes the folder. Person `i` has the faults whose share divides `i`, so that they can be counted apart from the files; `people` is about how many stand on
 * the province's list. July's roster pays somebody twice, September's posting list misses some, deaths fall on 10 September.
 */
export function writeAuditSample(folder: string, { people, seed = 'contoh' }: { readonly people: number; readonly seed?: string }): PlantedFaults {
  const from = seedFrom(seed);
  const nik = (i: number): string => {
    const day = 1 + below(roll(from, i, 1), 28) + (i % 2 === 0 ? 40 : 0);
    return `5303${two(1 + (Math.floor(i / 9_000) % 30))}${two(day)}${two(1 + below(roll(from, i, 2), 12))}${two(60 + below(roll(from, i, 3), 40))}${String(1 + (i % 9_000)).padStart(4, '0')}`;
  };
  const name = (i: number): string => {
    const list = i % 2 === 0 ? womenGiven : menGiven;
    return `${list[below(roll(from, i, 4), list.length)] as string} ${list[below(roll(from, i, 5), list.length)] as string}`.toUpperCase();
  };
  const is = (i: number, of: keyof typeof share): boolean => i > 0 && i % share[of] === 0;
  const everyone = Array.from({ length: people }, (_, at) => at + 1);
  const stranger = (i: number): boolean => is(i, 'stranger');
  const promisedOnly = (i: number): boolean => is(i, 'promised') && !stranger(i);
  const at = (...parts: readonly string[]): string => {
    const file = path.join(folder, ...parts);
    mkdirSync(path.dirname(file), { recursive: true });
    return file;
  };
  const listed = everyone.filter((i) => !stranger(i));

  writeFileSync(
    at('SK', 'Lampiran SK Gubernur 188 Tahun 2025.xlsx'),
    storedWorkbook(
      'Lampiran',
      [
        ['LAMPIRAN KEPUTUSAN GUBERNUR NUSA TENGGARA TIMUR NOMOR 188/KEP/HK/2025 (CONTOH, SEMUA NAMA REKAAN)'],
        ['PENERIMA BANTUAN IURAN BULAN JULI S.D. DESEMBER 2025'],
        [],
        ['NO', 'NIK', 'NAMA', 'PEMBAYAR'],
        ...listed.map((i, place) => [String(place + 1), nik(i), name(i), province]),
      ],
      true,
    ),
  );
  const second = new CsvFile(at('Pemkab Kupang', 'SK Bupati 45 Juli - Desember 2025.csv'), 'NO,NIK,NAMA');
  const shared = listed.filter((i) => is(i, 'both') && !promisedOnly(i));
  shared.forEach((i, place) => second.write(`${place + 1},${nik(i)},${name(i)}`));
  second.end();

  const paid = everyone.filter((i) => !promisedOnly(i));
  const dead = paid.filter((i) => is(i, 'dead') && !stranger(i));
  const faults = { paidTwice: 0, paidNotPosted: 0, postedNotPaid: 0, paidForTheDead: 0 };
  const papers: string[][] = [['NO SP2D', 'TGL SP2D', 'URAIAN', 'BULAN', 'NILAI SP2D', 'PEMBAYAR']];
  const receipts = new CsvFile(at('Bukti', 'Bukti terima BPJS.csv'), 'NO SP2D,TGL TERIMA,JUMLAH DITERIMA,BULAN');
  months.forEach((month, place) => {
    const [year = '', number = ''] = month.split('-');
    const order = `${100 + place}/SP2D/${year}`;
    const roster = new CsvFile(at('SP2D', `Lampiran SP2D ${names[place] as string} ${year}.csv`), 'NO,NIK,NAMA,BULAN,JUMLAH,NO SP2D,PEMBAYAR');
    const bank = `${place === 0 ? '14' : '12'}/${number}/${year}`;
    const list = new CsvFile(at('BPJS', `Posting ${names[place] as string} ${year}.csv`), 'NIK;NAMA;NO KPJ;BULAN IURAN;JKK;JKM;TGL BAYAR;PEMBAYAR');
    let rows = 0;
    const pay = (i: number): void => roster.write(`${(rows += 1)},${nik(i)},${field(name(i))},${names[place] as string} ${year},16.800,${order},${province}`);
    for (const i of paid) {
      const alone = is(i, 'unpaid') && place === 2;
      if (alone) faults.postedNotPaid += 1;
      else pay(i);
      if (is(i, 'twice') && place === 0) {
        pay(i);
        faults.paidTwice += 1;
      }
      if (is(i, 'unposted') && place === 2 && !alone) faults.paidNotPosted += 1;
      else list.write(`${nik(i)};${name(i)};25${String(i).padStart(9, '0')};${number}/${year};10000;6800;${bank};${province}`);
    }
    if (place > 2) faults.paidForTheDead += dead.length;
    roster.end();
    list.end();
    papers.push([
      order,
      `08/${number}/${year}`,
      `Iuran JKK JKM pekerja rentan ${names[place] as string} ${year}`,
      `${names[place] as string} ${year}`,
      `Rp${dots(rows * 16_800)}`,
      province,
    ]);
    if (place !== 5) receipts.write(`${order},${bank},${rows * 16_800},${number}/${year}`);
  });
  receipts.end();
  const kab = new CsvFile(at('Pemkab Kupang', 'Lampiran SP2D Pemkab Agustus 2025.csv'), 'NIK,NAMA,BULAN,IURAN,NO SP2D');
  shared.forEach((i) => kab.write(`${nik(i)},${name(i)},08/2025,16800,77/KAB/2025`));
  kab.end();
  papers.push(['77/KAB/2025', '20/08/2025', 'Iuran pekerja rentan Kabupaten Kupang', 'Agustus 2025', String(shared.length * 16_800), kabupaten]);
  writeFileSync(at('SP2D', 'Rekap SP2D 2025.xlsx'), storedWorkbook('Rekap', [['REKAP SP2D (CONTOH)'], ...papers], true));
  writeFileSync(
    at('Kematian', 'Data kematian 2025.xlsx'),
    storedWorkbook(
      'Data',
      [
        ['DATA KEMATIAN DUKCAPIL (CONTOH)'],
        ['NO', 'NIK', 'NAMA', 'TANGGAL MENINGGAL'],
        ...dead.map((i, place) => [String(place + 1), nik(i), name(i), '10-09-2025']),
      ],
      true,
    ),
  );
  const claims = new CsvFile(at('Klaim', 'Klaim JKM 2025.csv'), 'NIK,NAMA,NO KLAIM,TGL MENINGGAL,SANTUNAN');
  const claimed = dead.filter((_, place) => place % 3 === 0);
  claimed.forEach((i, place) => claims.write(`${nik(i)},${name(i)},KLM-${place + 1},10-09-2025,10000000`));
  claims.end();
  return {
    people,
    ...faults,
    paidByTwoPayers: shared.length,
    deathsWithoutClaim: dead.length - claimed.length,
    promisedNeverPosted: everyone.filter(promisedOnly).length,
    onNoDecree: everyone.filter(stranger).length,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = 'contoh-audit', people = '1000'] = process.argv.slice(2);
  const faults = writeAuditSample(folder, { people: Number(people) });
  process.stdout.write(`${JSON.stringify(faults, null, 2)}\n${folder}\n`);
}
