import type { Knex } from 'knex';

/**
 * Measured on 1.3 million: words that everybody has (Văn, Thị) made long lists, and so did a year without the rest of the name.
 * Pairs of words and the year inside a facility or commune are keys of their own now.
 */
export const up = (knex: Knex) =>
  knex.raw(`
-- Every two words of a name together, the smaller first (huong+lo).
CREATE FUNCTION word_pairs(words text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT LEAST(a.word COLLATE "C", b.word) || '+' || GREATEST(a.word COLLATE "C", b.word)
  FROM unnest(words) WITH ORDINALITY AS a(word, place) JOIN unnest(words) WITH ORDINALITY AS b(word, place) ON a.place < b.place);

DROP INDEX patients_search_idx;
-- Words alone, in pairs, with the year (lo/1975), with the commune (lo@04105), with each facility (lo#14902); and the year inside
-- a commune (@04105/1975) or facility (#14902/1975).
CREATE OR REPLACE FUNCTION patient_search_keys(folded text, birth date, commune text, known_at text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN string_to_array(rtrim(folded || ' ' || replace(folded || ' ', ' ', '/' || date_part('year', birth)::int || ' ')
  || COALESCE(replace(folded || ' ', ' ', '@' || commune || ' ') || '@' || commune || '/' || date_part('year', birth)::int || ' ', '')
  || COALESCE((SELECT string_agg(replace(folded || ' ', ' ', '#' || k.code || ' ') || '#' || k.code || '/' || date_part('year', birth)::int || ' ', '')
                 FROM unnest(known_at) AS k(code)), '')), ' ')
  || word_pairs(string_to_array(folded, ' '));
CREATE INDEX patients_search_idx ON patients USING gin (patient_search_keys(name_folded, birth_date, commune_code, known_at))
  WITH (fastupdate = off) WHERE merged_into IS NULL;

DROP FUNCTION patient_ids_by_name(text[], text, integer, integer);
DROP FUNCTION patient_ids_by_keys(text[], text[], text, text, integer);

-- Living records that have all of the keys and one of the choices, not more than most.
CREATE FUNCTION patient_ids_by_keys(musts text[], choices text[], most integer) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN COALESCE((SELECT array_agg(c.id ORDER BY c.name_folded, c.birth_date, c.id) FROM (
    SELECT p.id, p.name_folded, p.birth_date FROM patients AS p
     WHERE p.merged_into IS NULL
       AND patient_search_keys(p.name_folded, p.birth_date, p.commune_code, p.known_at) @> musts
       AND patient_search_keys(p.name_folded, p.birth_date, p.commune_code, p.known_at) && choices
     LIMIT most) AS c), '{}');
END $$;

-- The keys of a search inside a place (#facility or @commune), or in the province when place is empty.
CREATE FUNCTION search_musts(tokens text[], words text[], place text, born_in integer) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN born_in IS NOT NULL THEN with_suffix(tokens, '/' || born_in) || CASE WHEN place = '' THEN '{}' ELSE ARRAY[place || '/' || born_in] END
  WHEN place <> '' THEN with_suffix(tokens, place)
  WHEN cardinality(words) = 1 THEN word_pairs(tokens || words)
  ELSE word_pairs(tokens) END;
CREATE FUNCTION search_choices(tokens text[], words text[], place text, born_in integer) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN born_in IS NOT NULL THEN with_suffix(words, '/' || born_in)
  WHEN place <> '' THEN with_suffix(words, place)
  WHEN cardinality(tokens) = 0 THEN words
  ELSE ARRAY(SELECT (word_pairs(ARRAY[tokens[1], w.word]))[1] FROM unnest(words) AS w(word)) END;

-- Own people and latest visitors first, then the own commune, then the rest; each step only while there is room left.
-- The plans are made once for a connection: with arrays for keys a new plan would be the same.
CREATE FUNCTION patient_ids_by_name(tokens text[], prefix text, born_in integer, most integer) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  bound CONSTANT integer := 100;
  words text[] := ARRAY(SELECT w.word FROM name_words AS w
    WHERE w.word >= prefix AND w.word < prefix || U&'\\+10FFFF' ORDER BY w.word LIMIT 200);
  here record;
  place text;
  own uuid[];
  found uuid[] := '{}';
BEGIN
  IF cardinality(words) = 0 THEN RETURN '{}'; END IF;
  SELECT '#' || f.code AS mark, '@' || f.commune_code AS commune INTO here FROM facilities AS f WHERE f.id = current_facility();
  -- One word fits many: the last few hundred visitors are looked through before the lists are.
  IF cardinality(tokens) = 0 AND born_in IS NULL THEN
    found := recent_patient_ids(tokens, words, born_in, most);
    IF cardinality(found) >= most THEN RETURN found; END IF;
  END IF;
  own := patient_ids_by_keys(search_musts(tokens, words, here.mark, born_in), search_choices(tokens, words, here.mark, born_in), bound + 1);
  IF cardinality(own) > bound THEN
    found := append_new(append_new(found, recent_patient_ids(tokens, words, born_in, most)), own);
  ELSE
    found := append_new(found, ARRAY(SELECT o.id FROM unnest(own) WITH ORDINALITY AS o(id, place)
      ORDER BY (SELECT max(f.last_visit_at) FROM facility_patients AS f
                 WHERE f.facility_id = current_facility() AND f.patient_id = o.id) DESC NULLS LAST, o.place));
  END IF;
  IF cardinality(found) < most AND here.commune IS NOT NULL THEN
    found := append_new(found, patient_ids_by_keys(search_musts(tokens, words, here.commune, born_in),
      search_choices(tokens, words, here.commune, born_in), bound + most));
  END IF;
  IF cardinality(found) < most AND born_in IS NULL THEN
    found := append_new(found, patient_ids_by_beginning(array_to_string(tokens || prefix, ' '), most + cardinality(found)));
  END IF;
  IF cardinality(found) < most THEN
    found := append_new(found, patient_ids_by_keys(search_musts(tokens, words, '', born_in), search_choices(tokens, words, '', born_in),
      most + cardinality(found)));
  END IF;
  RETURN found[1:most];
END $$;

ALTER FUNCTION patient_ids_by_number(text, integer) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION patient_summaries(uuid[]) SET plan_cache_mode = force_generic_plan;
`);

export const down = (knex: Knex) =>
  knex.raw(`
ALTER FUNCTION patient_summaries(uuid[]) RESET plan_cache_mode;
ALTER FUNCTION patient_ids_by_number(text, integer) RESET plan_cache_mode;
DROP FUNCTION patient_ids_by_name(text[], text, integer, integer);
DROP FUNCTION search_choices(text[], text[], text, integer);
DROP FUNCTION search_musts(text[], text[], text, integer);
DROP FUNCTION patient_ids_by_keys(text[], text[], integer);
DROP INDEX patients_search_idx;
DROP FUNCTION patient_search_keys(text, date, text, text[]);
DROP FUNCTION word_pairs(text[]);
CREATE FUNCTION patient_search_keys(folded text, birth date, commune text, known_at text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN string_to_array(rtrim(folded || ' ' || replace(folded || ' ', ' ', '/' || date_part('year', birth)::int || ' ')
  || COALESCE(replace(folded || ' ', ' ', '@' || commune || ' '), '')
  || COALESCE((SELECT string_agg(replace(folded || ' ', ' ', '#' || k.code || ' '), '') FROM unnest(known_at) AS k(code)), '')), ' ');
CREATE INDEX patients_search_idx ON patients USING gin (patient_search_keys(name_folded, birth_date, commune_code, known_at))
  WITH (fastupdate = off) WHERE merged_into IS NULL;
CREATE FUNCTION patient_ids_by_keys(musts text[], choices text[], facility_code text, commune text, most integer) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT array_agg(c.id ORDER BY c.name_folded, c.birth_date, c.id) FROM (
    SELECT p.id, p.name_folded, p.birth_date FROM patients AS p
     WHERE p.merged_into IS NULL
       AND patient_search_keys(p.name_folded, p.birth_date, p.commune_code, p.known_at) @> musts
       AND patient_search_keys(p.name_folded, p.birth_date, p.commune_code, p.known_at) && choices
       AND (facility_code IS NULL OR p.known_at @> ARRAY[facility_code]) AND (commune IS NULL OR p.commune_code = commune)
     LIMIT most) AS c);
END $$;
CREATE FUNCTION patient_ids_by_name(tokens text[], prefix text, born_in integer, most integer) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  bound CONSTANT integer := 100;
  words text[] := ARRAY(SELECT w.word FROM name_words AS w
    WHERE w.word >= prefix AND w.word < prefix || U&'\\+10FFFF' ORDER BY w.word LIMIT 200);
  here record;
  year text := '/' || born_in;
  years text[] := COALESCE(with_suffix(tokens, year), '{}');
  found uuid[];
BEGIN
  IF cardinality(words) = 0 THEN RETURN '{}'; END IF;
  SELECT '#' || f.code AS mark, f.code, f.commune_code AS commune INTO here FROM facilities AS f WHERE f.id = current_facility();
  found := COALESCE(patient_ids_by_keys(with_suffix(tokens, here.mark) || years, with_suffix(words, COALESCE(year, here.mark)),
    here.code, NULL, bound + 1), '{}');
  IF cardinality(found) > bound THEN
    found := append_new(recent_patient_ids(tokens, words, born_in, most), found);
  ELSE
    found := ARRAY(SELECT o.id FROM unnest(found) WITH ORDINALITY AS o(id, place)
      ORDER BY (SELECT max(f.last_visit_at) FROM facility_patients AS f
                 WHERE f.facility_id = current_facility() AND f.patient_id = o.id) DESC NULLS LAST, o.place);
  END IF;
  IF cardinality(found) < most AND here.commune IS NOT NULL THEN
    found := append_new(found, patient_ids_by_keys(with_suffix(tokens, '@' || here.commune) || years,
      with_suffix(words, COALESCE(year, '@' || here.commune)), NULL, here.commune, bound + most));
  END IF;
  IF cardinality(found) < most AND born_in IS NULL THEN
    found := append_new(found, patient_ids_by_beginning(array_to_string(tokens || prefix, ' '), most + cardinality(found)));
  END IF;
  IF cardinality(found) < most THEN
    found := append_new(found, patient_ids_by_keys(tokens || years, with_suffix(words, COALESCE(year, '')), NULL, NULL, most + cardinality(found)));
  END IF;
  RETURN found[1:most];
END $$;
`);
