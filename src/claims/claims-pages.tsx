// Decides how probable claims are searched for and shown: all of a programme, and one with its calculation, conditions and missing papers; unsettled marked as such.
import { Hono } from 'hono';
import type { Law } from '../law/law.ts';
import { valueWords } from '../law/law-text.ts';
import type { ParameterValue, Unit } from '../law/parameter.ts';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { countText, dateText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look, lookKnown } from '../web/look.ts';
import { Confidence, Doable, Facts, Pager } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Locale, frameWords, speaker } from '../web/words.ts';
import { claimsOperations } from './claims-routes.ts';
import { claimWords, conditionText } from './claims-words.ts';

const words = {
  title: { id: 'Klaim yang mungkin', en: 'Probable claims' },
  lead: {
    id: 'Santunan yang mungkin menjadi hak keluarga peserta yang meninggal, dihitung sebelum ada yang mengajukan. Yang memutuskan adalah BPJS Ketenagakerjaan.',
    en: 'Benefits the families of deceased members probably have a right to, worked out before anybody claims. BPJS Ketenagakerjaan decides.',
  },
  find: { id: 'Cari kematian yang belum diklaim', en: 'Look for deaths without a claim' },
  findLead: {
    id: 'Register kematian terbaru dicocokkan dengan daftar peserta. Yang terlindungi pada hari meninggalnya dibuka klaimnya; yang meninggal keluar dari daftar.',
    en: 'The newest register of deaths is matched with the members. Whoever was covered that day has a claim opened; the dead leave the list.',
  },
  found: {
    id: '{deaths} kematian baru diketahui; {covered} terlindungi ({unsettled} belum pasti); {opened} klaim dibuka.',
    en: '{deaths} deaths newly known; {covered} covered ({unsettled} unsettled); {opened} claims opened.',
  },
  case: { id: 'Kasusnya: giliran siapa, dokumen, penerima', en: 'Its case: who must move, papers, payees' },
  work: { id: 'Pekerjaan klaim', en: 'Work on claims' },
  all: { id: 'Semua klaim', en: 'All claims' },
  opened: { id: 'Klaim dibuka', en: 'Claims opened' },
  amount: { id: 'Jumlah', en: 'Amount' },
  full: { id: 'Santunan penuh', en: 'Full benefit' },
  funeral: { id: 'Pemakaman saja', en: 'Funeral only' },
  none: { id: 'Belum ada klaim.', en: 'No claims yet.' },
  died: { id: 'Meninggal', en: 'Died' },
  known: { id: 'Diketahui', en: 'Known' },
  area: { id: 'Wilayah', en: 'Area' },
  benefit: { id: 'Manfaat', en: 'Benefit' },
  confidence: { id: 'Keyakinan', en: 'Confidence' },
  open: { id: 'Lihat', en: 'Open' },
  one: { id: 'Klaim yang mungkin', en: 'Probable claim' },
  calculation: { id: 'Perhitungan', en: 'Calculation' },
  component: { id: 'Bagian', en: 'Part' },
  total: { id: 'Jumlah', en: 'Total' },
  unverifiedLead: {
    id: 'Sebagian perhitungan ini bersandar pada aturan yang belum dipastikan; lihat tandanya di bawah.',
    en: 'Part of this calculation rests on rules nobody has confirmed; see the marks below.',
  },
  conditions: { id: 'Yang masih harus benar', en: 'What must still prove true' },
  documents: { id: 'Dokumen yang masih kurang', en: 'Papers still missing' },
  allThere: { id: 'Semua dokumen sudah ada.', en: 'Every paper is there.' },
  readings: { id: 'Masa tunggu menurut tiap cara hitung', en: 'The waiting months under each reading' },
  reading: { id: 'Cara hitung', en: 'Reading' },
  met: { id: 'Terpenuhi', en: 'Met' },
  since: { id: 'Santunan penuh sejak', en: 'Full benefit from' },
  missing: { id: 'Kurang', en: 'Missing' },
  yes: { id: 'ya', en: 'yes' },
  no: { id: 'belum', en: 'no' },
  used: { id: 'dipakai di sini', en: 'used here' },
  countings: {
    'posted-months': { id: 'bulan yang diposting', en: 'months posted' },
    'consecutive-months': { id: 'bulan berturut-turut', en: 'months in a row' },
    'ninety-days': { id: 'sembilan puluh hari', en: 'ninety days' },
  },
  sources: { id: 'Setiap angka dan dasarnya', en: 'Every figure and its source' },
  parameter: { id: 'Aturan', en: 'Rule' },
  value: { id: 'Nilai', en: 'Value' },
  from: { id: 'Berlaku sejak', en: 'In force from' },
  article: { id: 'Pasal', en: 'Article' },
  source: { id: 'Sumber', en: 'Source' },
  unsettled: { id: 'Pertanyaan yang belum dijawab', en: 'Questions nobody has answered' },
} as const;

/** A cited value as words; what the calculation kept as JSON has rupiah as numbers. */
function valueText(
  law: Law,
  { parameter, value, unit }: { readonly parameter: string; readonly value: unknown; readonly unit: string },
  locale: Locale,
): string {
  const held = unit === 'rupiah' && typeof value === 'number' ? BigInt(value) : value;
  const lines = valueWords({ unit: unit as Unit, alternatives: law.parameters.get(parameter)?.alternatives ?? null }, held as ParameterValue, locale);
  return lines.length > 3 ? `${lines.slice(0, 3).join('; ')} …` : lines.join('; ');
}

export function claimsPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { find, list, show } = claimsOperations;
  const { law } = surface.workplace;

  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const answer = await lookKnown(surface, c, list);
    const { totals } = answer;
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <Doable id="cari" title={say(words.find)} open={totals.opened === 0 || c.get('refusal') !== undefined}>
          <ActionForm c={c} operation={find} action={`/programmes/${programme}/claims`} lead={words.findLead} submit={words.find} />
        </Doable>
        <h2>{say(words.all)}</h2>
        <FigureCards>
          <FigureCard label={say(words.opened)} value={countText(totals.opened, locale)} main />
          <FigureCard label={say(words.amount)} value={rupiahFigure(totals.amount, locale)} />
          <FigureCard label={say(words.full)} value={countText(totals.full, locale)} />
          <FigureCard label={say(words.funeral)} value={countText(totals.funeralOnly, locale)} />
        </FigureCards>
        {answer.claims.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <div class="spaced">
            <Table
              caption={say(words.all)}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[
                { title: say(words.died) },
                { title: say(words.known) },
                { title: say(words.area) },
                { title: say(words.benefit) },
                { title: say(words.amount), numeric: true },
                { title: say(words.confidence) },
              ]}
              rows={answer.claims.map((claim) => [
                <a href={`/claims/${claim.claimId}`}>{dateText(claim.happenedOn, locale)}</a>,
                dateText(claim.knownOn, locale),
                claim.area,
                claimWords.benefits[claim.benefit][locale],
                rupiahFigure(claim.amount, locale),
                <Confidence confidence={claim.confidence} locale={locale} />,
              ])}
            />
          </div>
        )}
        <Pager c={c} page={answer.page} pages={answer.pages} />
        <p class="links">
          <a href={`/programmes/${programme}/claim-work`}>{say(words.work)}</a>
        </p>
      </article>,
      programmeFrame(say(words.title), programme, 'claims'),
    );
  };
  pages.get('/programmes/:programme/claims', page);
  takeForm(pages, surface, {
    operation: find,
    at: '/programmes/:programme/claims',
    page,
    told: (found, locale) => ({
      text: speaker(locale)(words.found, {
        deaths: countText(found.deaths, locale),
        covered: countText(found.covered, locale),
        unsettled: countText(found.unsettled, locale),
        opened: countText(found.opened, locale),
      }),
    }),
    next: (_, { programme }) => `/programmes/${programme}/claims`,
  });

  pages.get('/claims/:claim', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const claim = await look(surface, c, show);
    const { calculation } = claim;
    return c.render(
      <article>
        <p class="kicker">{`${say(words.one)} · ${claimWords.benefits[claim.benefit][locale]}`}</p>
        <h1>{rupiahFigure(claim.amount, locale)}</h1>
        <p>
          <Confidence confidence={claim.confidence} locale={locale} />
        </p>
        <Facts
          locale={locale}
          facts={[
            [words.died, dateText(claim.happenedOn, locale)],
            [words.known, dateText(claim.knownOn, locale)],
            [words.area, claim.area],
          ]}
        />
        <p class="links">
          <a href={`/claims/${claim.claimId}/case`}>{say(words.case)}</a>
        </p>
        {claim.confidence === 'unverified' ? <p class="note-box">{say(words.unverifiedLead)}</p> : null}
        <h2>{say(words.calculation)}</h2>
        <Table
          caption={say(words.calculation)}
          hideCaption
          scrollLabel={say(frameWords.scrollable)}
          columns={[{ title: say(words.component) }, { title: say(words.amount), numeric: true }]}
          rows={calculation.components.map((part) => [<a href={`/law/${part.parameter}`}>{part.title[locale]}</a>, rupiahFigure(part.amount, locale)])}
          total={[say(words.total), rupiahFigure(claim.amount, locale)]}
        />
        <h2>{say(words.conditions)}</h2>
        <ul class="plain-list">
          {claim.conditions.map((code) => (
            <li>{conditionText(code)[locale]}</li>
          ))}
        </ul>
        <h2>{say(words.documents)}</h2>
        {claim.missingPapers.length === 0 ? (
          <p class="empty">{say(words.allThere)}</p>
        ) : (
          <ul class="plain-list">
            {claim.missingPapers.map((paper) => (
              <li>{paper[locale]}</li>
            ))}
          </ul>
        )}
        <h2>{say(words.readings)}</h2>
        <Table
          caption={say(words.readings)}
          hideCaption
          scrollLabel={say(frameWords.scrollable)}
          columns={[{ title: say(words.reading) }, { title: say(words.met) }, { title: say(words.since) }, { title: say(words.missing), numeric: true }]}
          rows={calculation.readings.map((reading) => [
            `${words.countings[reading.counting as keyof typeof words.countings]?.[locale] ?? reading.counting}${reading.isDefault ? ` (${say(words.used)})` : ''}`,
            say(reading.met ? words.yes : words.no),
            reading.fullBenefitFrom === null ? '–' : dateText(reading.fullBenefitFrom, locale),
            countText(reading.missing, locale),
          ])}
        />
        {calculation.unsettled.length === 0 ? null : (
          <>
            <h2>{say(words.unsettled)}</h2>
            <ul class="plain-list">
              {calculation.unsettled.map(({ parameter, title }) => (
                <li>
                  <a href={`/law/${parameter}`}>{title[locale]}</a> <Confidence confidence="unverified" locale={locale} />
                </li>
              ))}
            </ul>
          </>
        )}
        <h2>{say(words.sources)}</h2>
        <Table
          caption={say(words.sources)}
          hideCaption
          scrollLabel={say(frameWords.scrollable)}
          columns={[
            { title: say(words.parameter) },
            { title: say(words.value) },
            { title: say(words.from) },
            { title: say(words.article) },
            { title: say(words.source) },
            { title: say(words.confidence) },
          ]}
          rows={calculation.citations.map((cited) => [
            <a href={`/law/${cited.parameter}`}>{law.parameters.get(cited.parameter)?.title[locale] ?? cited.parameter}</a>,
            valueText(law, cited, locale),
            dateText(cited.from, locale),
            cited.article,
            cited.source,
            <Confidence confidence={cited.confidence} locale={locale} />,
          ])}
        />
        <p class="links">
          <a href={`/programmes/${claim.programme}/claims`}>{say(words.all)}</a>
        </p>
      </article>,
      programmeFrame(say(words.one), claim.programme, 'claims'),
    );
  });
  return pages;
}
