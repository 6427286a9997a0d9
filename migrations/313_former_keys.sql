-- Former keys of a person are looked up by the key that means him today, in every question by NIK: few among millions.
create index identifier_of_kept_key on registry.identifier (person_key) where source = 'same-person' and valid_to is null;
