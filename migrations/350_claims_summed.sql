-- The overview counts a programme's claims and sums them at every look: from the index alone, with what the row policies ask.
create index probable_claim_summed on claims.probable_claim (programme) include (amount, claim_id, sponsor, area);
