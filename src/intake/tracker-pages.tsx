// Decides the page on which kabupaten and province follow the villages: asked, received, corrected, late, and places freed.
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { countText, dateText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable, FilterChoice, FilterForm, FilterText, Pager } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import { trackerOperations } from './tracker-routes.ts';
import { stateWords, trackerWords as words } from './tracker-words.ts';
import { type VillageState, villageStates } from './tracker.ts';

/** The page of a programme's villages. */
export function trackerPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const answer = await look(surface, c, trackerOperations.track);
    const count = (value: number): string => countText(value, locale);
    const date = (value: string | null): string => (value === null ? '–' : dateText(value, locale));
    const { area = '', state = '' } = c.req.query();
    const narrowed = area !== '' || state !== '';
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead, { date: dateText(answer.on, locale) })}</p>
        <Doable id="minta" title={say(words.ask)} open={c.get('refusal')?.operation === trackerOperations.ask.id}>
          <ActionForm
            c={c}
            operation={trackerOperations.ask}
            action={`/programmes/${programme}/list-requests`}
            lead={words.askLead}
            fields={[
              { name: 'deadline', label: words.deadline, kind: 'date' },
              { name: 'area', label: words.area, hint: words.areaHint, optional: true, value: area },
              { name: 'places', label: words.places, kind: 'whole', optional: true },
            ]}
            submit={words.ask}
          />
        </Doable>
        <Doable id="bebaskan" title={say(words.free)} open={c.get('refusal')?.operation === trackerOperations.free.id}>
          <ActionForm
            c={c}
            operation={trackerOperations.free}
            action={`/programmes/${programme}/freed-places`}
            lead={words.freeLead}
            fields={[
              { name: 'reason', label: words.reason, kind: 'text' },
              { name: 'area', label: words.area, hint: words.areaHint, optional: true, value: area },
            ]}
            submit={words.free}
          />
        </Doable>
        {answer.kabupaten.length === 0 ? <p class="empty">{say(words.none)}</p> : null}
        {answer.kabupaten.length === 0 ? null : (
          <Table
            caption={say(words.kabupaten)}
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.kabupaten) },
              ...[words.villages, words.waiting, words.received, words.corrected, words.late, words.lateplaces, words.freedPlaces].map((word) => ({
                title: say(word),
                numeric: true,
              })),
            ]}
            rows={answer.kabupaten.map((one) => [
              <a href={`?area=${one.area}`}>{one.name}</a>,
              ...[
                one.villages,
                one.states['waiting'] ?? 0,
                (one.states['received'] ?? 0) + (one.states['received-late'] ?? 0),
                one.states['corrected'] ?? 0,
                one.states['late'] ?? 0,
                one.placesLate,
                one.placesFreed,
              ].map(count),
            ])}
          />
        )}
        {!narrowed ? null : (
          <>
            <p class="links">
              <a href={`/programmes/${programme}/villages`}>{say(words.all)}</a>
            </p>
            <FilterForm c={c}>
              <FilterText name="area" label={say(words.area)} value={area} />
              <FilterChoice
                name="state"
                label={say(words.state)}
                value={state}
                choices={[['', '–'], ...villageStates.map((one) => [one, say(stateWords[one])] as const)]}
              />
            </FilterForm>
            <Table
              caption={say(words.villages)}
              scrollLabel={say(frameWords.scrollable)}
              columns={[
                { title: say(words.village) },
                { title: say(words.state) },
                { title: say(words.deadline) },
                { title: say(words.received) },
                ...[words.rows, words.toMend, words.corrections, words.kept].map((word) => ({ title: say(word), numeric: true })),
              ]}
              rows={answer.villages.map((one) => [
                <a href={`/programmes/${programme}/lists?area=${one.area}`}>{one.name === '' ? one.area : one.name}</a>,
                say(stateWords[one.state as VillageState]),
                date(one.deadline),
                date(one.receivedOn),
                ...[one.rows, one.toMend, one.corrections, one.places].map(count),
              ])}
            />
            <Pager c={c} page={answer.page} pages={answer.pages} />
          </>
        )}
      </article>,
      programmeFrame(say(words.title), programme, 'villages'),
    );
  };
  pages.get('/programmes/:programme/villages', page);
  takeForm(pages, surface, {
    operation: trackerOperations.ask,
    at: '/programmes/:programme/list-requests',
    page,
    told: ({ asked, standing }, locale) => ({ text: speaker(locale)(words.asked, { asked: countText(asked, locale), standing: countText(standing, locale) }) }),
    next: (_, { programme }) => `/programmes/${programme}/villages`,
  });
  takeForm(pages, surface, {
    operation: trackerOperations.free,
    at: '/programmes/:programme/freed-places',
    page,
    told: ({ places, villages }, locale) => ({
      text: speaker(locale)(words.freed, { places: countText(places, locale), villages: countText(villages, locale) }),
    }),
    next: (_, { programme }) => `/programmes/${programme}/villages`,
  });
  return pages;
}
