// Decides how the law is looked at: every parameter with its value, source and how sure it is; a month's cost and due date worked out.
import { Hono } from 'hono';
import { Fault } from '../kernel/fault.ts';
import { countText, dateText, monthText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Confidence, Doable, Facts, FilterChoice, FilterForm, FilterText } from '../web/parts.tsx';
import type { PageContext } from '../web/act.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Bilingual, frameWords, speaker } from '../web/words.ts';
import { type Payer, type Sector, payers, sectors } from './contribution.ts';
import { type Parameter } from './parameter.ts';
import { parameterOf } from './law.ts';
import { lawOperations } from './law-routes.ts';
import { valueWords } from './law-text.ts';

const words = {
  title: { id: 'Aturan hukum', en: 'The law' },
  lead: {
    id: 'Setiap angka yang dipakai Payung, dengan pasal, sumber, masa berlaku, dan seberapa pasti.',
    en: 'Every number Payung uses, with article, source, validity, and how sure it is.',
  },
  version: { id: 'Versi aturan (SHA-256)', en: 'Version of the law (SHA-256)' },
  parameter: { id: 'Aturan', en: 'Rule' },
  value: { id: 'Nilai', en: 'Value' },
  from: { id: 'Berlaku sejak', en: 'In force from' },
  to: { id: 'Sampai', en: 'Until' },
  article: { id: 'Pasal', en: 'Article' },
  source: { id: 'Sumber', en: 'Source' },
  confidence: { id: 'Keyakinan', en: 'Confidence' },
  all: { id: 'Semua aturan', en: 'Every rule' },
  unsettled: { id: 'Belum pasti', en: 'Unsettled' },
  alternatives: { id: 'Cara baca yang mungkin', en: 'Possible readings' },
  used: { id: 'dipakai sampai diputuskan', en: 'used until settled' },
  calculate: { id: 'Hitung', en: 'Work out' },
  contribution: { id: 'Iuran satu orang satu bulan', en: "One person's contribution for a month" },
  income: { id: 'Penghasilan sebulan (rupiah)', en: 'Income a month (rupiah)' },
  month: { id: 'Bulan (TTTT-BB)', en: 'Month (YYYY-MM)' },
  payer: { id: 'Pembayar', en: 'Payer' },
  sector: { id: 'Sektor', en: 'Sector' },
  base: { id: 'Dasar penghasilan', en: 'Income base' },
  total: { id: 'Jumlah', en: 'Total' },
  relief: { id: 'Keringanan', en: 'Relief' },
  noRelief: { id: 'tidak ada', en: 'none' },
  due: { id: 'Jatuh tempo satu bulan', en: 'Due date of a month' },
  dueOn: { id: 'Jatuh tempo', en: 'Due' },
  nominal: { id: 'Tanggal asal', en: 'Nominal date' },
  skipped: { id: 'Hari libur yang dilewati', en: 'Days off skipped' },
  result: { id: 'Hasil', en: 'Result' },
} as const;

const payerWords: Readonly<Record<Payer, Bilingual>> = {
  apbn: { id: 'APBN', en: 'APBN (national budget)' },
  apbd: { id: 'APBD', en: 'APBD (regional budget)' },
  'village-fund': { id: 'Dana desa', en: 'Village fund' },
  self: { id: 'Peserta sendiri', en: 'The member' },
  employer: { id: 'Pemberi kerja', en: 'Employer' },
  donor: { id: 'Donatur', en: 'Donor' },
};
const sectorWords: Readonly<Record<Sector, Bilingual>> = {
  transport: { id: 'Angkutan (ojek, sopir, kurir, logistik)', en: 'Transport (ride-hailing, drivers, couriers, logistics)' },
  other: { id: 'Lainnya', en: 'Other' },
};

const same = (text: string): Bilingual => ({ id: text, en: text });

export function lawPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { law } = surface.workplace;
  const shown = (parameter: Parameter, lines: readonly string[]): string =>
    lines.length > 2 ? `${lines.slice(0, 2).join('; ')} …` : lines.join('; ') || parameter.unit;

  /** What a little form was filled in with, worked out; a mistake in it is said beside it, not on a page of its own. */
  const workedOut = async <T,>(c: PageContext, wanted: string, work: () => Promise<T>): Promise<T | Fault | undefined> => {
    if (c.req.query('what') !== wanted) return undefined;
    try {
      return await work();
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  };

  pages.get('/law', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const query = (name: string): string => c.req.query(name) ?? '';
    const cost = await workedOut(c, 'contribution', () => look(surface, c, lawOperations.contribution));
    const due = await workedOut(c, 'due', () => look(surface, c, lawOperations.due));
    const wrong = (fault: Fault) => (
      <div class="fault-summary" role="alert">
        <p>{fault.text[locale]}</p>
      </div>
    );
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <Facts locale={locale} facts={[[words.version, <code>{law.version}</code>]]} />
        <h2>{say(words.calculate)}</h2>
        <Doable id="iuran" title={say(words.contribution)} open={cost !== undefined}>
          <FilterForm c={c}>
            <input type="hidden" name="what" value="contribution" />
            <FilterText name="income" label={say(words.income)} value={query('income') || '1000000'} />
            <FilterText name="month" label={say(words.month)} value={query('month') || '2025-07'} />
            <FilterChoice name="payer" label={say(words.payer)} value={query('payer')} choices={payers.map((one) => [one, payerWords[one][locale]] as const)} />
            <FilterChoice
              name="sector"
              label={say(words.sector)}
              value={query('sector') || 'other'}
              choices={sectors.map((one) => [one, sectorWords[one][locale]] as const)}
            />
          </FilterForm>
          {cost instanceof Fault ? wrong(cost) : null}
          {cost === undefined || cost instanceof Fault ? null : (
            <div role="status">
              <Facts
                locale={locale}
                facts={[
                  [words.base, rupiahFigure(cost.base, locale)],
                  [same('JKK'), rupiahFigure(cost.jkk, locale)],
                  [same('JKM'), rupiahFigure(cost.jkm, locale)],
                  [words.total, rupiahFigure(cost.total, locale)],
                  [words.relief, cost.relief === null ? say(words.noRelief) : `${cost.relief.percent}% (${rupiahFigure(cost.relief.saved, locale)})`],
                ]}
              />
              <Sources citations={cost.parameters} />
            </div>
          )}
        </Doable>
        <Doable id="tempo" title={say(words.due)} open={due !== undefined}>
          <form method="get" class="filter" action="">
            <input type="hidden" name="what" value="due" />
            <div class="field">
              <label for="due-month">{say(words.month)}</label>
              <input type="text" id="due-month" name="month" value={query('month') || '2025-07'} autocomplete="off" />
            </div>
            <button type="submit">{say(words.calculate)}</button>
          </form>
          {due instanceof Fault ? wrong(due) : null}
          {due === undefined || due instanceof Fault ? null : (
            <div role="status">
              <Facts
                locale={locale}
                facts={[
                  [words.dueOn, dateText(due.due, locale)],
                  [words.nominal, dateText(due.nominal, locale)],
                  [
                    words.skipped,
                    due.skipped.length === 0 ? undefined : due.skipped.map(({ date, name }) => `${dateText(date, locale)} (${name[locale]})`).join(', '),
                  ],
                ]}
              />
              <Sources citations={due.parameters} />
            </div>
          )}
        </Doable>
        <h2>{say(words.all)}</h2>
        <Table
          stacked
          caption={say(words.all)}
          hideCaption
          scrollLabel={say(frameWords.scrollable)}
          columns={[
            { title: say(words.parameter) },
            { title: say(words.value) },
            { title: say(words.from) },
            { title: say(words.article) },
            { title: say(words.confidence) },
          ]}
          rows={[...law.parameters.values()].map((one) => {
            const last = one.values.at(-1);
            return [
              <a href={`/law/${one.name}`}>{one.title[locale]}</a>,
              last === undefined ? '' : shown(one, valueWords(one, last.value, locale)),
              last === undefined ? '' : dateText(last.from, locale),
              one.article,
              <Confidence confidence={last?.confidence ?? 'unverified'} locale={locale} />,
            ];
          })}
        />
      </article>,
      { title: say(words.title), audience: 'office', here: 'law' },
    );

    function Sources({ citations }: { citations: readonly { parameter: string; article: string; from: string; confidence: string }[] }) {
      return (
        <ul class="grounds">
          {citations.map((cited) => (
            <li>
              <a href={`/law/${cited.parameter}`}>{law.parameters.get(cited.parameter)?.title[locale] ?? cited.parameter}</a>
              {`: ${cited.article}, ${monthText(cited.from, locale)} `}
              <Confidence confidence={cited.confidence} locale={locale} />
            </li>
          ))}
        </ul>
      );
    }
  });

  pages.get('/law/:name', (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const parameter = parameterOf(law, c.req.param('name'));
    const { alternatives } = parameter;
    return c.render(
      <article>
        <p class="kicker">{parameter.article}</p>
        <h1>{parameter.title[locale]}</h1>
        {parameter.values.map((dated) => (
          <section class="way">
            <h2>{`${dateText(dated.from, locale)}${dated.to === null ? ' –' : ` – ${dateText(dated.to, locale)}`}`}</h2>
            <p>
              <Confidence confidence={dated.confidence} locale={locale} />
            </p>
            <ul class="plain-list">
              {valueWords(parameter, dated.value, locale).map((line) => (
                <li>{line}</li>
              ))}
            </ul>
            <Facts
              locale={locale}
              facts={[
                [words.source, dated.source],
                [same(''), dated.note === null ? undefined : dated.note[locale]],
              ]}
            />
          </section>
        ))}
        {alternatives === null ? null : (
          <>
            <h2>{say(words.alternatives)}</h2>
            <ul class="plain-list">
              {alternatives.choices.map((choice) => (
                <li>
                  {choice[locale]} {choice.name === alternatives.default ? <strong>{`(${say(words.used)})`}</strong> : null}
                </li>
              ))}
            </ul>
            <p class="note-box">{alternatives.why[locale]}</p>
          </>
        )}
        <p class="links">
          <a href="/law">{say(words.all)}</a>
          <span class="hint">{`${parameter.name} · ${countText(parameter.values.length, locale)}`}</span>
        </p>
      </article>,
      { title: parameter.title[locale], audience: 'office', here: 'law' },
    );
  });
  return pages;
}
