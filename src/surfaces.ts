// Decides which pages and routes of which stage a server offers, and answers for stages what those before them cannot know.
import type { Hono } from 'hono';
import { listIsSigned } from './enrolment/instrument-steps.ts';
import { intakePages } from './intake/intake-pages.tsx';
import { intakeOperations } from './intake/intake-routes.ts';
import { programmePages } from './programme/programme-pages.tsx';
import { programmeOperations } from './programme/programme-routes.ts';
import { reportingPages } from './reporting/reporting-pages.tsx';
import { reportingRoutes } from './reporting/reporting-routes.ts';
import type { Operation } from './web/operation.ts';
import { operationRoutes } from './web/operation-routes.ts';
import type { RequestEnv, Surface } from './web/surface.ts';

const intake = intakeOperations(listIsSigned);

/** Every operation of every stage. */
export const allOperations: readonly Operation[] = [programmeOperations, intake].flatMap((of) => Object.values(of) as unknown as Operation[]);

export const allRoutes = (surface: Surface) => [operationRoutes(surface, allOperations), reportingRoutes(surface)];

export const allPages = (surface: Surface): readonly Hono<RequestEnv>[] => [programmePages(surface), intakePages(surface, intake), reportingPages(surface)];
