// Decides which stages are asked where a person is on a list, for the messages that know no stage.
import { standingPlaceOf } from './enrolment/instrument-steps.ts';
import type { PlaceOfPerson } from './notice/contact-steps.ts';
import { findPersonByNik } from './registry/registry-steps.ts';

/** Where a person is on a signed list, of those the actor may see. */
export const placeOfPerson: PlaceOfPerson = async (tx, niks, nik) => {
  const personKey = await findPersonByNik(tx, niks, nik);
  if (personKey === null) return undefined;
  const place = await standingPlaceOf(tx, personKey);
  return place === undefined ? undefined : { personKey, ...place };
};
