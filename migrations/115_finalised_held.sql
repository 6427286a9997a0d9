-- How many were held when a roster was made final. A closed month gains nobody, so whoever is held and not charged is found again only where there is somebody.

alter table contributions.finalisation add column held integer check (held >= persons);
