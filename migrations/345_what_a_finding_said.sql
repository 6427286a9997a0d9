-- Whether a row that was not posted says or takes back exactly what was charged: which postings of one month there were, and which of them were taken back, is counted from it.

alter table contributions.posting_finding add column fits boolean;
comment on column contributions.posting_finding.fits is 'Its amounts are those charged (or exactly their negatives); null where it was read before this was kept.';
