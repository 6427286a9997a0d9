// Decides which pages and routes of which stage a server offers, and answers for stages what those before them cannot know.
import type { Hono } from 'hono';
import { officerCalled } from './access/account-steps.ts';
import { accessOperations } from './access/access-routes.ts';
import { casePages } from './permission/case-pages.tsx';
import { caseOperations } from './permission/case-routes.ts';
import { glassPages } from './permission/glass-pages.tsx';
import { glassOperations } from './permission/glass-routes.ts';
import { permissions } from './permission/permission-client.ts';
import { allocationPages } from './allocation/allocation-pages.tsx';
import { allocationOperations } from './allocation/allocation-routes.ts';
import { whatIfPages } from './allocation/what-if-pages.tsx';
import { whatIfOperations } from './allocation/what-if-routes.ts';
import { auditPages } from './audit/audit-pages.tsx';
import { auditOperations } from './audit/audit-routes.ts';
import { caseOf } from './case-places.ts';
import { callBackPages } from './claims/call-back-pages.tsx';
import { callBackOperations } from './claims/call-back-routes.ts';
import { caseOfClaimPages } from './claims/case-pages.tsx';
import { caseOfClaimOperations } from './claims/case-routes.ts';
import { claimsPages } from './claims/claims-pages.tsx';
import { claimsOperations } from './claims/claims-routes.ts';
import { estimatePages } from './claims/estimate-pages.tsx';
import { estimateOperations } from './claims/estimate-routes.ts';
import { publicReportPages } from './claims/public-report-pages.tsx';
import { reportPages } from './claims/report-pages.tsx';
import { reportOperations } from './claims/report-routes.ts';
import { reportSearchOperations } from './claims/report-search-routes.ts';
import { workPages } from './claims/work-pages.tsx';
import { contributionsPages } from './contributions/contributions-pages.tsx';
import { contributionsOperations } from './contributions/contributions-routes.ts';
import { ledgerCauses } from './contributions/ledger-cause-steps.ts';
import { coveragePages } from './coverage/coverage-pages.tsx';
import { coverageOperations } from './coverage/coverage-routes.ts';
import { watchPages } from './coverage/watch-pages.tsx';
import { watchOperations } from './coverage/watch-routes.ts';
import { closingPages } from './closing/closing-pages.tsx';
import { closingOperations } from './closing/closing-routes.ts';
import { memberNoticePages } from './closing/member-notice-pages.tsx';
import { memberNoticeOperations } from './closing/member-notice-routes.ts';
import { seamPages } from './closing/seam-pages.tsx';
import { seamOperations } from './closing/seam-routes.ts';
import { yearEndPages } from './closing/year-end-pages.tsx';
import { yearEndOperations } from './closing/year-end-routes.ts';
import { eligibilityPages } from './eligibility/eligibility-pages.tsx';
import { eligibilityOperations } from './eligibility/eligibility-routes.ts';
import { listCheckPages } from './eligibility/list-check-pages.tsx';
import { listFindingsOperations } from './eligibility/list-findings-routes.ts';
import { cardPages } from './enrolment/card-pages.tsx';
import { cardOperations } from './enrolment/card-routes.ts';
import { decreePages } from './enrolment/decree-pages.tsx';
import { enrolmentPages } from './enrolment/enrolment-pages.tsx';
import { enrolmentOperations } from './enrolment/enrolment-routes.ts';
import { instrumentPages } from './enrolment/instrument-pages.tsx';
import { instrumentOperations } from './enrolment/instrument-routes.ts';
import { listIsSigned, listedDraw } from './enrolment/instrument-steps.ts';
import { loggedLists } from './enrolment/logged-lists-steps.ts';
import { complaintPages } from './grievance/complaint-pages.tsx';
import { complaintOperations } from './grievance/complaint-routes.ts';
import { grievancePages } from './grievance/grievance-pages.tsx';
import { grievanceOperations } from './grievance/grievance-routes.ts';
import { columnsPages } from './intake/columns-pages.tsx';
import { columnsOperations } from './intake/columns-routes.ts';
import { intakePages } from './intake/intake-pages.tsx';
import { intakeOperations } from './intake/intake-routes.ts';
import { trackerPages } from './intake/tracker-pages.tsx';
import { trackerOperations } from './intake/tracker-routes.ts';
import { villageRoundPages } from './intake/village-round-pages.tsx';
import { villageRoundOperations } from './intake/village-round-routes.ts';
import { lawPages } from './law/law-pages.tsx';
import { lawOperations } from './law/law-routes.ts';
import { booksPages } from './ledger/books-pages.tsx';
import { booksOperations } from './ledger/books-routes.ts';
import { logPages } from './log/log-pages.tsx';
import { logOperations } from './log/log-routes.ts';
import { matchingPages } from './matching/matching-pages.tsx';
import { matchingOperations } from './matching/matching-routes.ts';
import { twinPages } from './matching/twin-pages.tsx';
import { twinOperations } from './matching/twin-routes.ts';
import { gatewayOf } from './notice-gateway.ts';
import { placeOfPerson } from './notice-people.ts';
import { noticePages } from './notice/notice-pages.tsx';
import { noticeOperations } from './notice/notice-routes.ts';
import { programmePages } from './programme/programme-pages.tsx';
import { programmeOperations } from './programme/programme-routes.ts';
import { registryPages } from './registry/registry-pages.tsx';
import { registryOperations } from './registry/registry-routes.ts';
import { checkPages } from './reporting/check-pages.tsx';
import { disclosurePages } from './reporting/disclosure-pages.tsx';
import { disclosureOperations } from './reporting/disclosure-routes.ts';
import { letterPages } from './reporting/letter-pages.tsx';
import { letterOperations } from './reporting/letter-routes.ts';
import { registerChangePages } from './reporting/register-change-pages.tsx';
import { registerChangeOperations } from './reporting/register-change-routes.ts';
import { reportingPages } from './reporting/reporting-pages.tsx';
import { reportingOperations } from './reporting/reporting-routes.ts';
import { listVerificationPages } from './reporting/list-verification-pages.tsx';
import { listVerificationOperations } from './reporting/list-verification-routes.ts';
import { runPages } from './reporting/run-pages.tsx';
import { runOperations } from './reporting/run-routes.ts';
import { worksOperations } from './web/works-routes.ts';
import type { Operation } from './web/operation.ts';
import { operationRoutes } from './web/operation-routes.ts';
import type { RequestEnv, Surface } from './web/surface.ts';

const intake = intakeOperations(listIsSigned);
const columns = columnsOperations(listIsSigned);
const log = logOperations(loggedLists);
const allocation = allocationOperations(listedDraw);

const books = booksOperations(ledgerCauses);
const notices = noticeOperations(gatewayOf, placeOfPerson);
const cases = caseOperations(caseOf, officerCalled);
const glasses = glassOperations(permissions);

/** Every operation of every stage. */
export const allOperations: readonly Operation[] = [
  programmeOperations,
  registryOperations,
  intake,
  trackerOperations,
  villageRoundOperations,
  matchingOperations,
  twinOperations,
  columns,
  eligibilityOperations,
  listFindingsOperations,
  allocation,
  whatIfOperations,
  enrolmentOperations,
  instrumentOperations,
  cardOperations,
  contributionsOperations,
  books,
  coverageOperations,
  watchOperations,
  yearEndOperations,
  seamOperations,
  closingOperations,
  memberNoticeOperations,
  claimsOperations,
  estimateOperations,
  caseOfClaimOperations,
  callBackOperations,
  reportOperations,
  reportSearchOperations,
  grievanceOperations,
  complaintOperations,
  notices,
  reportingOperations,
  letterOperations,
  runOperations,
  listVerificationOperations,
  auditOperations,
  registerChangeOperations,
  lawOperations,
  log,
  accessOperations,
  disclosureOperations,
  cases,
  glasses,
  worksOperations,
].flatMap((of) => Object.values(of) as unknown as Operation[]);

export const allRoutes = (surface: Surface) => [operationRoutes(surface, allOperations)];

/** The pages; where two would answer one address, the first does. */
export const allPages = (surface: Surface): readonly Hono<RequestEnv>[] => [
  programmePages(surface),
  registryPages(surface),
  intakePages(surface, intake),
  trackerPages(surface),
  villageRoundPages(surface),
  matchingPages(surface),
  twinPages(surface),
  columnsPages(surface, columns),
  eligibilityPages(surface),
  whatIfPages(surface),
  listCheckPages(surface),
  allocationPages(surface, allocation),
  decreePages(surface),
  enrolmentPages(surface),
  instrumentPages(surface),
  cardPages(surface),
  contributionsPages(surface),
  booksPages(surface, books),
  coveragePages(surface),
  watchPages(surface),
  yearEndPages(surface),
  seamPages(surface),
  closingPages(surface),
  memberNoticePages(surface),
  claimsPages(surface),
  estimatePages(surface),
  caseOfClaimPages(surface),
  callBackPages(surface),
  workPages(surface),
  reportPages(surface),
  publicReportPages(surface),
  grievancePages(surface),
  complaintPages(surface),
  noticePages(surface, notices),
  lawPages(surface),
  letterPages(surface),
  reportingPages(surface),
  runPages(surface),
  listVerificationPages(surface),
  auditPages(surface),
  registerChangePages(surface),
  checkPages(surface),
  logPages(surface, log),
  disclosurePages(surface),
  casePages(surface, cases),
  glassPages(surface, glasses),
];
