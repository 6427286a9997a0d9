-- Persons are looked for by village and birth date where a NIK says nothing. Register files come village by village, so the index grows at its end.
create index population_by_village on registry.population (area, birth_date);
