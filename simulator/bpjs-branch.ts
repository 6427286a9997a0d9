// Decides what the administrator's branch answers: to enrolment files, to a finalised roster (contribution code), and after payment (posting).
import { basename } from 'node:path';
import { assert } from '../src/kernel/fault.ts';
import { ownText } from '../src/kernel/own-text.ts';
import { dayOf, isoOf } from './calendar.ts';
import { rollText, seedFrom } from './chance.ts';
import { CsvFile, field, readRecords } from './csv-file.ts';
import { kpjOf } from './kpj.ts';
import { readSheet, type SheetRow } from './workbook-read.ts';
import { why } from './why.ts';

export { kpjOf } from './kpj.ts';

export const enrolmentAnswerColumns = 'berkas,baris,nomor_identitas,nama,hasil,kpj,keterangan';
export const contributionCodeColumns = 'kode_iuran,npp,bulan,jumlah_peserta,jumlah_jkk,jumlah_jkm,jumlah_iuran,berlaku_sampai';
export const postingColumns = 'kpj,nama,bulan,jkk,jkm,kode_iuran,tanggal_nilai_bank,waktu_posting';

export interface EnrolmentCount {
  readonly rows: number;
  readonly valid: number;
  readonly refused: number;
  /** Files refused whole. */
  readonly filesRefused: number;
}

const refusals = [
  'NIK SUDAH TERDAFTAR SEBAGAI PESERTA AKTIF',
  'NAMA TIDAK SESUAI ADMINDUK',
  'TANGGAL LAHIR TIDAK SESUAI ADMINDUK',
  'DATA ADMINDUK PERLU DIPADANKAN DI DUKCAPIL',
];
const wanted = ['NOMOR_IDENTITAS', 'NAMA_LENGKAP', 'TANGGAL_LAHIR'] as const;

/** What the branch finds wrong with a registration, by chance of the NIK: about 4 in 1,000; null = valid. */
export function refusalOf(seed: string, nik: string): string | null {
  const number = seedFrom(seed);
  if (rollText(number, nik, why.refused) % 1000 >= 4) return null;
  return refusals[rollText(number, nik, why.refusal) % refusals.length] as string;
}

/**
 * Reads enrolment workbooks (sheet `data_tk_baru`, or `data_tk_lanjutan` with a column KPJ for who has a number; header in row 1) and writes
 * one answer file; `baris` is the row as the sheet numbers it (the first person stands in row 2). Who continues keeps the number given.
 * A file that was renamed, has more than 10,000 rows, lacks the sheet or a column, or holds a cell that is not text is refused whole, in one line without row.
 */
export function answerEnrolment(request: { readonly seed: string; readonly files: readonly string[]; readonly answerPath: string }): EnrolmentCount {
  const answer = new CsvFile(request.answerPath, enrolmentAnswerColumns);
  const seen = new Set<string>();
  let [rows, valid, refused, filesRefused] = [0, 0, 0, 0];
  for (const path of request.files) {
    const name = basename(path);
    const people: { readonly row: number; readonly nik: string; readonly name: string; readonly birth: string; readonly kpj: string }[] = [];
    let places: readonly number[] = [];
    let number = -1;
    let fault = /\(\d+\)|_[1-9]\d?\.xlsx?$|copy|salinan/i.test(name) ? 'NAMA BERKAS DIUBAH' : null;
    const take = (row: SheetRow): void => {
      if (!row.allText) fault ??= `SEL BUKAN TEKS PADA BARIS ${row.number}`;
      if (row.number === 1) [places, number] = [wanted.map((column) => row.texts.indexOf(column)), row.texts.indexOf('KPJ')];
      else if (row.texts.some((text) => text !== '')) {
        const [nik, person, birth] = places.map((place) => (row.texts[place] ?? '').trim());
        people.push({ row: row.number, nik: nik ?? '', name: person ?? '', birth: birth ?? '', kpj: (row.texts[number] ?? '').trim() });
      }
    };
    const fresh = fault === null && readSheet(path, 'data_tk_baru', take);
    const continuing = fault === null && !fresh && readSheet(path, 'data_tk_lanjutan', take);
    if (fault === null && !fresh && !continuing) fault = 'LEMBAR data_tk_baru TIDAK ADA';
    if (fault === null && (places.some((place) => place < 0) || (continuing && number < 0))) fault = 'KOLOM WAJIB TIDAK ADA';
    if (fault === null && people.length > 10_000) fault = 'LEBIH DARI 10.000 BARIS';
    if (fault !== null) {
      filesRefused += 1;
      answer.write(`${field(name)},,,,TIDAK VALID,,BERKAS DITOLAK: ${fault}`);
      continue;
    }
    for (const person of people) {
      rows += 1;
      const kpj = continuing ? person.kpj : kpjOf(person.nik);
      let reason: string | null = null;
      if (person.nik === '' || person.name === '' || person.birth === '') reason = 'NIK, NAMA DAN TANGGAL LAHIR WAJIB DIISI';
      else if (!/^\d{2}-\d{2}-\d{4}$/.test(person.birth)) reason = 'FORMAT TANGGAL LAHIR HARUS DD-MM-YYYY';
      else if (continuing && !/^\d{11}$/.test(person.kpj)) reason = 'KPJ WAJIB DIISI';
      else if (kpj === null) reason = 'NIK TIDAK DITEMUKAN DI ADMINDUK';
      else if (seen.has(person.nik)) reason = 'NIK GANDA DALAM PENGAJUAN';
      else reason = refusalOf(request.seed, person.nik);
      seen.add(ownText(person.nik)); // a piece of the sheet would keep the whole sheet in memory
      if (reason === null) valid += 1;
      else refused += 1;
      answer.write(
        `${field(name)},${person.row},${person.nik},${field(person.name)},${reason === null ? `VALID,${kpj ?? ''},` : `TIDAK VALID,,${field(reason)}`}`,
      );
    }
  }
  answer.end();
  return { rows, valid, refused, filesRefused };
}

/** The administrator's demand for a month; amounts in rupiah. */
export interface ContributionCode {
  readonly code: string;
  readonly month: string;
  readonly people: number;
  readonly jkk: bigint;
  readonly jkm: bigint;
  readonly amount: bigint;
  /** ISO date. */
  readonly validUntil: string;
}

/** A branch's code for a finalised roster (`kpj,nama,bulan,jkk,jkm`, one month): 12 digits, valid for 30 days. Issuing the same roster again gives the same code. */
export function issueContributionCode(request: {
  readonly rosterPath: string;
  readonly answerPath: string;
  readonly npp: string;
  readonly issuedOn: string;
}): ContributionCode {
  let [people, jkk, jkm, month, mark] = [-1, 0, 0, '', seedFrom(request.npp)];
  readRecords(request.rosterPath, ([kpj = '', , of = '', accident = '', death = '']) => {
    people += 1;
    if (people === 0) return;
    assert(month === '' || month === of, `a roster is of one month (${month} and ${of})`);
    month = of;
    jkk += Number(accident);
    jkm += Number(death);
    mark = (Math.imul(mark, 31) + Number(kpj.slice(2))) >>> 0;
  });
  const code = `${month.slice(2, 4)}${month.slice(5)}${String(mark % 100_000_000).padStart(8, '0')}`;
  const validUntil = isoOf(dayOf(request.issuedOn) + 30);
  const answer = new CsvFile(request.answerPath, contributionCodeColumns);
  answer.write(`${code},${field(request.npp)},${month},${people},${jkk},${jkm},${jkk + jkm},${validUntil}`);
  answer.end();
  return { code, month, people, jkk: BigInt(jkk), jkm: BigInt(jkm), amount: BigInt(jkk + jkm), validUntil };
}

export interface PostingCount {
  readonly first: number;
  readonly second: number;
  /** Rows of the correction, where the branch was asked to make mistakes. */
  readonly corrections: number;
  /** Instants of posting, with +08:00. */
  readonly firstAt: string;
  readonly secondAt: string;
  readonly correctedAt: string;
}

/** Which mistake a branch makes with a row: the number slips, or the money has another day; none for most. */
function mistakeOf(month: string, kpj: string): 'number' | 'value-date' | null {
  const roll = rollText(seedFrom(month), kpj, why.mistake) % 1000;
  return roll >= 8 ? null : roll < 4 ? 'number' : 'value-date';
}

/** The number with its last digit one further. */
const slipOf = (kpj: string): string => `${kpj.slice(0, -1)}${(Number(kpj.slice(-1)) + 1) % 10}`;

/**
 * Posts a paid roster: 999 rows in 1,000 in the first file, the others in the second, four days later. Where a `correctionPath` is given the branch errs: of
 * 1,000 rows 4 go under a slip of the KPJ and 4 with the value date of the day before; after six days the correction takes each back (negative amounts) and posts
 * it as it should have been.
 * `valueDate` is the bank's (ISO date); `postedAt` defaults to 15:30 WITA on it.
 */
export function postContributions(request: {
  readonly rosterPath: string;
  readonly code: string;
  readonly valueDate: string;
  readonly postedAt?: string;
  readonly firstPath: string;
  readonly secondPath: string;
  readonly correctionPath?: string;
}): PostingCount {
  const firstAt = request.postedAt ?? `${request.valueDate}T15:30:00+08:00`;
  const secondAt = `${isoOf(dayOf(firstAt.slice(0, 10)) + 4)}T09:10:00+08:00`;
  const first = new CsvFile(request.firstPath, postingColumns);
  const second = new CsvFile(request.secondPath, postingColumns);
  const correction = request.correctionPath === undefined ? null : new CsvFile(request.correctionPath, postingColumns);
  const correctedAt = `${isoOf(dayOf(firstAt.slice(0, 10)) + 6)}T10:20:00+08:00`;
  let header = true;
  readRecords(request.rosterPath, ([kpj = '', name = '', month = '', jkk = '', jkm = '']) => {
    if (header) {
      header = false;
      return;
    }
    const line = (number: string, sign: string, value: string, at: string): string =>
      `${number},${field(name)},${month},${sign}${jkk},${sign}${jkm},${request.code},${value},${at}`;
    const mistake = correction === null ? null : mistakeOf(month, kpj);
    if (correction !== null && mistake !== null) {
      const [number, value] = mistake === 'number' ? [slipOf(kpj), request.valueDate] : [kpj, isoOf(dayOf(request.valueDate) - 1)];
      first.write(line(number, '', value, firstAt));
      correction.write(line(number, '-', value, correctedAt));
      correction.write(line(kpj, '', request.valueDate, correctedAt));
      return;
    }
    const late = rollText(seedFrom(month), kpj, why.late) % 1000 === 0;
    (late ? second : first).write(line(kpj, '', request.valueDate, late ? secondAt : firstAt));
  });
  return { first: first.end(), second: second.end(), corrections: correction?.end() ?? 0, firstAt, secondAt, correctedAt };
}
