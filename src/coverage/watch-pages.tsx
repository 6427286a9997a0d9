// Decides how a programme's cover is watched on a page: arrears by age with those about to lapse, the waiting rule under every reading, birthdays.
import { Hono } from 'hono';
import { countings } from '../law/full-benefit.ts';
import { countText, dateText, monthText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look, lookRemembered } from '../web/look.ts';
import { Confidence, Counting as StillCounting, FilterDay, FilterForm, Pager } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import { arrearsAgeWords } from './watch.ts';
import { watchOperations as operations } from './watch-routes.ts';

const words = {
  title: { id: 'Pantauan perlindungan', en: 'Cover watched' },
  lead: {
    id: 'Siapa menunggak dan kapan ia nonaktif, sejak kapan santunan JKM penuh, dan siapa mencapai usia peninjauan. Yang sudah keluar tidak dihitung.',
    en: 'Who is in arrears and when membership lapses, from when the full JKM holds, and who reaches the age of review. Whoever left is not counted.',
  },
  on: { id: 'Pada tanggal', en: 'On' },
  arrears: { id: 'Tunggakan', en: 'Arrears' },
  area: { id: 'Wilayah', en: 'Area' },
  age: { id: 'Keadaan', en: 'State' },
  last: { id: 'Bulan terakhir diposting', en: 'Last month posted' },
  overdue: { id: 'Bulan menunggak', en: 'Months unpaid' },
  lapses: { id: 'Nonaktif mulai', en: 'Lapses on' },
  people: { id: 'Orang', en: 'People' },
  members: { id: 'Daftar yang segera nonaktif', en: 'Members about to lapse' },
  none: { id: 'Tidak ada.', en: 'None.' },
  waiting: { id: 'Santunan JKM penuh', en: 'Full JKM' },
  countings: {
    'posted-months': { id: 'bulan yang diposting', en: 'months posted' },
    'consecutive-months': { id: 'bulan berturut-turut', en: 'months in a row' },
    'ninety-days': { id: 'sembilan puluh hari', en: 'ninety days' },
  },
  differing: {
    id: 'Bagi {people} orang jawabannya bergantung pada cara hitung yang belum dipastikan: {each} tiap kematian, {all} bila semuanya meninggal hari itu.',
    en: 'For {people} people it matters which unconfirmed reading is right: {each} a death, {all} if all of them died that day.',
  },
  agree: { id: 'Pada tanggal itu semua cara hitung memberi jawaban yang sama.', en: 'On that day all readings agree.' },
  from: { id: 'Penuh sejak', en: 'Full from' },
  birthdays: { id: 'Mencapai usia {age} dalam 90 hari', en: 'Reaching {age} within 90 days' },
  birthday: { id: 'Ulang tahun', en: 'Birthday' },
  row: { id: 'Baris daftar', en: 'Row of the list' },
  review: { id: 'Peninjauan, bukan pengeluaran.', en: 'A review, not an exit.' },
  back: { id: 'Kembali ke pantauan', en: 'Back to the watch' },
} as const;

export function watchPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();

  pages.get('/programmes/:programme/watch', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    const [arrears, waiting, birthdays] = await Promise.all([
      lookRemembered(surface, c, operations.arrears),
      lookRemembered(surface, c, operations.waiting),
      lookRemembered(surface, c, operations.birthdays),
    ]);
    const coming = arrears === undefined || waiting === undefined || birthdays === undefined;
    const shown = { hideCaption: true, scrollLabel: say(frameWords.scrollable) };
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <FilterForm c={c}>
          <FilterDay label={say(words.on)} value={arrears?.on ?? c.req.query('on')} />
        </FilterForm>
        {coming ? (
          <StillCounting c={c} />
        ) : (
          <>
            <h2>{say(words.arrears)}</h2>
            <ul class="tally">
              {Object.entries(arrears.counts).map(([age, people]) => (
                <li>
                  <strong>{countText(people, locale)}</strong> {arrearsAgeWords[age as keyof typeof arrearsAgeWords][locale]}
                </li>
              ))}
            </ul>
            {arrears.groups.length === 0 ? null : (
              <Table
                caption={say(words.arrears)}
                {...shown}
                columns={[
                  { title: say(words.area) },
                  { title: say(words.age) },
                  { title: say(words.last) },
                  { title: say(words.overdue), numeric: true },
                  { title: say(words.lapses) },
                  { title: say(words.people), numeric: true },
                ]}
                rows={arrears.groups.map((group) => [
                  group.area,
                  <span class={group.escalate ? 'outcome outcome-review' : ''}>{arrearsAgeWords[group.age][locale]}</span>,
                  group.lastMonth === null ? '' : monthText(group.lastMonth, locale),
                  countText(group.overdue, locale),
                  group.lapsesOn === null ? '' : dateText(group.lapsesOn, locale),
                  countText(group.people, locale),
                ])}
              />
            )}
            <p class="links">
              <a href={`/programmes/${programme}/watch/members?on=${arrears.on}`}>{say(words.members)}</a>
            </p>
            <h2>{say(words.waiting)}</h2>
            <p>
              {waiting.differing === 0
                ? say(words.agree)
                : say(words.differing, {
                    people: countText(waiting.differing, locale),
                    each: rupiahFigure(waiting.perDeath, locale),
                    all: rupiahFigure(waiting.atStake, locale),
                  })}
              {waiting.differing === 0 ? null : <Confidence confidence="unverified" locale={locale} />}
            </p>
            <Table
              caption={say(words.from)}
              scrollLabel={say(frameWords.scrollable)}
              columns={[...countings.map((counting) => ({ title: say(words.countings[counting]) })), { title: say(words.people), numeric: true }]}
              rows={waiting.groups.map(({ from, people }) => [
                ...countings.map((counting) => {
                  const date = from[counting];
                  return date === null ? '–' : dateText(date, locale);
                }),
                countText(people, locale),
              ])}
            />
            <h2>{say(words.birthdays, { age: birthdays.age })}</h2>
            <p>
              {say(words.review)} <Confidence confidence={birthdays.confidence} locale={locale} />
            </p>
            {birthdays.birthdays.length === 0 ? (
              <p class="empty">{say(words.none)}</p>
            ) : (
              <Table
                caption={say(words.birthdays, { age: birthdays.age })}
                {...shown}
                columns={[{ title: say(words.birthday) }, { title: say(words.area) }, { title: say(words.row) }]}
                rows={birthdays.birthdays
                  .slice(0, 200)
                  .map(({ on, area, listId, rowNo }) => [dateText(on, locale), area, <a href={`/lists/${listId}`}>{String(rowNo)}</a>])}
              />
            )}
          </>
        )}
      </article>,
      { ...programmeFrame(say(words.title), programme, 'watch'), ...(coming ? { refresh: 3 } : {}) },
    );
  });

  pages.get('/programmes/:programme/watch/members', async (c) => {
    c.header('cache-control', 'no-store, no-transform');
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    const { page, members } = await look(surface, c, operations.members);
    return c.render(
      <article>
        <h1>{say(words.members)}</h1>
        {members.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.members)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: 'KPJ' },
              { title: say(words.area) },
              { title: say(words.last) },
              { title: say(words.overdue), numeric: true },
              { title: say(words.lapses) },
            ]}
            rows={members.map((member) => [
              member.kpj,
              member.area,
              monthText(member.lastMonth, locale),
              countText(member.overdue, locale),
              member.lapsesOn === null ? '' : dateText(member.lapsesOn, locale),
            ])}
          />
        )}
        <Pager c={c} page={page} pages={members.length === 100 ? page + 1 : page} />
        <p class="links">
          <a href={`/programmes/${programme}/watch`}>{say(words.back)}</a>
        </p>
      </article>,
      programmeFrame(say(words.members), programme, 'watch'),
    );
  });
  return pages;
}
