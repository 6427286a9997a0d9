// Decides how every command of the command line is reached otherwise: its HTTP operations and the page it stands on. A command that is missing here fails the tests.

/** Where a capability is besides its command; `page` may hold `{programme}`, `{month}`, `{list}`, `{claim}`, `{run}`. `form`: where its form is sent. */
export interface Reached {
  readonly operations: readonly string[];
  readonly page: string;
  readonly form?: string;
}

export const capabilities: Readonly<Record<string, Reached>> = {
  'programme record': { operations: ['recordProgramme'], page: '/programmes/new', form: '/programmes' },
  'programme show': { operations: ['listProgrammes', 'showProgramme'], page: '/programmes/{programme}/policy' },
  'register agreement': { operations: ['recordAgreement'], page: '/registers', form: '/agreements' },
  'register load': { operations: ['loadRegister'], page: '/registers', form: '/registers/snapshots' },
  'register show': { operations: ['listRegisters'], page: '/registers' },
  'register request': { operations: ['requestVerification'], page: '/registers', form: '/registers/requests' },
  'register answer': { operations: ['loadAnswers'], page: '/registers', form: '/registers/answers' },
  'list submit': { operations: ['submitLists'], page: '/programmes/{programme}/lists', form: '/programmes/{programme}/lists' },
  'list show': { operations: ['listLists', 'showList'], page: '/programmes/{programme}/lists' },
  'list findings': { operations: ['listFindings'], page: '/lists/{list}' },
  'list withdraw': { operations: ['withdrawList'], page: '/lists/{list}', form: '/lists/{list}/withdrawal' },
  assess: { operations: ['assess', 'showAssessment'], page: '/programmes/{programme}/assessment', form: '/programmes/{programme}/assessment' },
  allocate: { operations: ['allocate', 'showAllocation'], page: '/programmes/{programme}/allocation', form: '/programmes/{programme}/allocation' },
  'determine propose': { operations: ['proposeEstablishment'], page: '/programmes/{programme}/instruments', form: '/programmes/{programme}/instruments' },
  'determine replace': { operations: ['proposeReplacements'], page: '/programmes/{programme}/instruments', form: '/programmes/{programme}/replacements' },
  'determine sign': {
    operations: ['signInstrument'],
    page: '/programmes/{programme}/instruments',
    form: '/programmes/{programme}/instruments/{instrument}/signature',
  },
  'determine show': { operations: ['listInstruments'], page: '/programmes/{programme}/instruments' },
  'enrol export': { operations: ['exportEnrolment'], page: '/programmes/{programme}/enrolment', form: '/programmes/{programme}/enrolment-files' },
  'enrol answer': {
    operations: ['readEnrolmentAnswers', 'showEnrolment'],
    page: '/programmes/{programme}/enrolment',
    form: '/programmes/{programme}/enrolment-answers',
  },
  'enrol leavers': { operations: ['readLeavers'], page: '/programmes/{programme}/enrolment', form: '/programmes/{programme}/leavers' },
  'month open': { operations: ['openMonth'], page: '/programmes/{programme}/months/{month}', form: '/programmes/{programme}/months/{month}/opening' },
  'month finalise': {
    operations: ['finaliseMonth'],
    page: '/programmes/{programme}/months/{month}',
    form: '/programmes/{programme}/months/{month}/finalisation',
  },
  'month code': { operations: ['acceptContributionCode'], page: '/programmes/{programme}/months/{month}', form: '/programmes/{programme}/contribution-codes' },
  'month invoice': { operations: ['invoiceMonth'], page: '/programmes/{programme}/months/{month}', form: '/programmes/{programme}/months/{month}/invoices' },
  'month pay': { operations: ['recordPayment'], page: '/programmes/{programme}/months/{month}', form: '/programmes/{programme}/payments' },
  'month statement': { operations: ['importBankStatement'], page: '/programmes/{programme}/months/{month}', form: '/programmes/{programme}/bank-statements' },
  'month receipts': { operations: ['importReceipts'], page: '/programmes/{programme}/months/{month}', form: '/programmes/{programme}/receipts' },
  'month post': { operations: ['importPostings'], page: '/programmes/{programme}/months/{month}', form: '/programmes/{programme}/posting-files' },
  'month reconcile': { operations: ['reconcileMonth'], page: '/programmes/{programme}/months/{month}/reconciliation' },
  'month show': { operations: ['listMonths', 'showMonth'], page: '/programmes/{programme}/months' },
  'month ledger': { operations: ['showLedger'], page: '/programmes/{programme}/ledger' },
  coverage: { operations: ['askCoverage', 'countCoverage'], page: '/coverage', form: '/coverage' },
  'claims find': { operations: ['findDeaths'], page: '/programmes/{programme}/claims', form: '/programmes/{programme}/claims' },
  'claims show': { operations: ['listClaims', 'showClaim'], page: '/claims/{claim}' },
  'grievance file': { operations: ['fileObjection'], page: '/programmes/{programme}/objections', form: '/programmes/{programme}/objections' },
  'grievance resolve': {
    operations: ['resolveObjection'],
    page: '/programmes/{programme}/objections',
    form: '/programmes/{programme}/objections/{objection}/resolution',
  },
  'grievance show': { operations: ['listObjections'], page: '/programmes/{programme}/objections' },
  'account show': { operations: ['makeAccount'], page: '/programmes/{programme}' },
  'account publish': { operations: ['publishAccount', 'showAccount'], page: '/programmes/{programme}/account', form: '/programmes/{programme}/account' },
  explain: { operations: ['explain'], page: '/explain', form: '/explain' },
  'run list': { operations: ['listRuns'], page: '/programmes/{programme}/runs' },
  'run show': { operations: ['showRun'], page: '/runs/{run}' },
  'run verify': { operations: ['verifyRun'], page: '/runs/{run}', form: '/runs/{run}/verification' },
  check: { operations: ['checkInvariants'], page: '/check', form: '/check' },
  'reveal row': { operations: ['revealRow'], page: '/lists/{list}/rows/2/reveal', form: '/lists/{list}/rows/2/reveal' },
  'reveal trail': { operations: ['tellTrail'], page: '/reveals', form: '/reveals' },
  'reveal list': { operations: ['listDisclosures'], page: '/reveals' },
  'case assign': { operations: ['assignCase'], page: '/cases', form: '/cases' },
  'case show': { operations: ['listCases'], page: '/cases' },
  'glass break': { operations: ['breakGlass'], page: '/glasses/new', form: '/glasses' },
  'glass show': { operations: ['listGlasses'], page: '/glasses' },
  'glass review': { operations: ['reviewGlass'], page: '/glasses', form: '/glasses/{glass}/review' },
  'law show': { operations: ['showLaw'], page: '/law/jkm-total' },
  'law list': { operations: ['listLaw'], page: '/law' },
  'law contribution': { operations: ['askContribution'], page: '/law?what=contribution&income=1000000&month=2025-07&payer=apbd&sector=other' },
  'law due': { operations: ['askDueDate'], page: '/law?what=due&month=2025-07' },
};

/** Commands that keep the installation itself, and so are for whoever sits at it: each with its reason. */
export const upkeep: Readonly<Record<string, string>> = {
  migrate: 'happens by itself whenever the workplace is opened',
  stop: 'ends the database the server stands on',
  serve: 'is the server',
};
