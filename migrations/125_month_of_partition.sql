-- A partition of roster.person_month holds one month: comparing with its first day costs a tenth of taking every date apart.

alter table roster.person_month drop constraint person_month_month_check;

do $$
declare first date := '2025-01-01';
begin
  for step in 0..35 loop
    execute format('alter table roster.person_month_%s add constraint person_month_first_day check (month = %L)',
      to_char(first + make_interval(months => step), 'YYYYMM'), (first + make_interval(months => step))::date);
  end loop;
end $$;
alter table roster.person_month_later add constraint person_month_first_day check (extract(day from month) = 1);
