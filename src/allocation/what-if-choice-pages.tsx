// Decides how one choice of what-if is asked for: its fields, as they stand in the address of the page.
import type { Fault } from '../kernel/fault.ts';
import type { PageContext } from '../web/act.ts';
import { localeOf } from '../web/locale.ts';
import { type Bilingual, speaker } from '../web/words.ts';
import type { WishField } from './what-if-routes.ts';
import { whatIfWords as words } from './what-if-words.ts';

const typed: readonly WishField[] = ['budget', 'first', 'months', 'places', 'decile', 'ageFrom', 'ageTo', 'share'];
const chosen = { base: ['recorded', 'eligible-people', 'poor-workers'], method: ['largest-remainder', 'sainte-lague'], reallocate: ['no', 'yes'] } as const;

/** The fields of one choice, as they stand in the address. */
export const ChoiceFields = ({
  c,
  suffix,
  legend,
  hint,
  fault,
}: {
  c: PageContext;
  suffix: '' | '2';
  legend: Bilingual;
  hint: Bilingual;
  fault: Fault | null;
}) => {
  const locale = localeOf(c);
  const say = speaker(locale);
  return (
    <fieldset>
      <legend>{say(legend)}</legend>
      <p class="hint">{say(hint)}</p>
      <div class="what-if-fields">
        {typed.map((field) => {
          const name = `${field}${suffix}`;
          const wrong = fault?.place.column === name;
          return (
            <div class={wrong ? 'field field-fault' : 'field'}>
              <label for={name}>{say(words.fields[field])}</label>
              {wrong ? (
                <p class="fault" id={`${name}-fault`}>
                  {fault?.text[locale]}
                </p>
              ) : null}
              <input
                type="text"
                id={name}
                name={name}
                value={c.req.query(name) ?? ''}
                autocomplete="off"
                aria-describedby={wrong ? `${name}-fault` : undefined}
              />
            </div>
          );
        })}
        {(['base', 'method', 'reallocate'] as const).map((field) => {
          const name = `${field}${suffix}`;
          return (
            <div class="field">
              <label for={name}>{say(words.fields[field])}</label>
              <select id={name} name={name}>
                <option value="">{say(words.asPolicy)}</option>
                {chosen[field].map((value) => (
                  <option value={value} selected={c.req.query(name) === value}>
                    {say(words.choices[value])}
                  </option>
                ))}
              </select>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
};
