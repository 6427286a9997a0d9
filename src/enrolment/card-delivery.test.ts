// What a place may say, since it goes into an official message: where cards are fetched, and no address of the internet.
import { expect, test } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { cardArrival } from './card-delivery.ts';

const arrived = (place: string) => cardArrival({ day: '2025-07-18', receivedBy: 'Sekretaris desa', place }, civilDate('2025-08-05'))?.place ?? null;

test.each([
  'Kantor Desa Timur',
  'Kantor Desa, RT.01/RW.02',
  'Jl. Timor Raya No.5/A (pasar)',
  'Ktr. Desa/Balai Dusun I',
  'Rmh Kades, Kec. Amarasi, 08.00-12.00',
])('%s is a place', (place) => {
  expect(arrived(place)).toBe(place);
});

test.each([
  'Lihat http://kartu-bpjs.com',
  'HTTPS://x',
  'www.kartu.example',
  'Kantor Desa WWW.kartu',
  'bit.ly/kartu',
  'Lihat wa.me/628',
  'Klik T.CO/x',
  'kartu-bpjs.com/daftar',
  'kartu.com:80/x',
])('%s is none', (place) => {
  expect(arrived(place)).toBeNull();
});
