import type { Knex } from 'knex';

/**
 * Search among 1.3 million people. Functions, because their plans are kept: planning such a statement takes longer than running it.
 * Every look-up is by index and bounded; nothing counts.
 */
export const up = (knex: Knex) =>
  knex.raw(`
-- By what a person is found: each word of the name alone, with the year of birth (lo/1975), with the commune (lo@04105) and with
-- each facility that knows the person (lo#14902). So the own people called Lò are one short list and not an intersection of long ones.
CREATE FUNCTION patient_search_keys(folded text, birth date, commune text, known_at text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN string_to_array(rtrim(folded || ' ' || replace(folded || ' ', ' ', '/' || date_part('year', birth)::int || ' ')
  || COALESCE(replace(folded || ' ', ' ', '@' || commune || ' '), '')
  || COALESCE((SELECT string_agg(replace(folded || ' ', ' ', '#' || k.code || ' '), '') FROM unnest(known_at) AS k(code)), '')), ' ');

DROP INDEX patients_name_tokens_idx;
-- Without a pending list: a search must not pay for the registrations before it.
CREATE INDEX patients_search_idx ON patients USING gin (patient_search_keys(name_folded, birth_date, commune_code, known_at))
  WITH (fastupdate = off) WHERE merged_into IS NULL;
CREATE INDEX facility_patients_last_visit_at_idx ON facility_patients (facility_id, last_visit_at DESC NULLS LAST, patient_id);

-- The words that occur in names, to complete a word that is not typed out. A word stays when its last bearer is renamed.
CREATE TABLE name_words (word text COLLATE "C" PRIMARY KEY);
GRANT SELECT, INSERT ON name_words TO his_app;
CREATE FUNCTION note_name_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO name_words (word)
  SELECT DISTINCT t.word FROM unnest(NEW.name_tokens) AS t(word)
   WHERE NOT EXISTS (SELECT FROM name_words AS w WHERE w.word = t.word) ORDER BY t.word ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER note_name_words AFTER INSERT OR UPDATE OF full_name ON patients FOR EACH ROW EXECUTE FUNCTION note_name_words();

CREATE FUNCTION with_suffix(words text[], suffix text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN cardinality(words) = 0 THEN '{}' ELSE string_to_array(array_to_string(words, suffix || ' ') || suffix, ' ') END;

-- Living records that have all of the keys and one of the choices, not more than most; inside a facility or a commune if one is given.
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

-- The latest visitors of this facility with these words; only the last few hundred visits are looked at.
CREATE FUNCTION recent_patient_ids(tokens text[], words text[], born_in integer, most integer) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY(SELECT f.patient_id FROM (
      SELECT v.patient_id, v.last_visit_at FROM facility_patients AS v WHERE v.facility_id = current_facility()
       ORDER BY v.last_visit_at DESC NULLS LAST LIMIT 500) AS f
    JOIN patients AS p ON p.id = f.patient_id
     AND p.merged_into IS NULL AND p.name_tokens @> tokens AND p.name_tokens && words
     AND (born_in IS NULL OR date_part('year', p.birth_date) = born_in)
   ORDER BY f.last_visit_at DESC NULLS LAST LIMIT most);
END $$;

-- A name typed in its order, from its first letter on.
CREATE FUNCTION patient_ids_by_beginning(beginning text, most integer) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY(SELECT p.id FROM patients AS p
   WHERE p.merged_into IS NULL AND p.name_folded ~>=~ beginning AND p.name_folded ~<~ (beginning || U&'\\+10FFFF')
   ORDER BY p.name_folded USING ~<~, p.birth_date LIMIT most);
END $$;

CREATE FUNCTION append_new(found uuid[], more uuid[]) RETURNS uuid[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN found || ARRAY(SELECT m.id FROM unnest(more) WITH ORDINALITY AS m(id, place) WHERE NOT m.id = ANY (found) ORDER BY m.place);

-- Own people and latest visitors first, then the own commune, then the rest; each step only while there is room left.
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

-- Whoever carries a number of any kind, or a visit of this facility with that code; a merged record leads to the one that stayed.
CREATE FUNCTION patient_ids_by_number(wanted text, most integer) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY(SELECT h.id FROM (
      SELECT DISTINCT COALESCE(p.merged_into, p.id) AS id FROM (
        SELECT i.patient_id FROM patient_identifiers AS i WHERE i.value = wanted
        UNION ALL SELECT k.patient_id FROM insurance_cards AS k WHERE k.card_number = wanted AND k.retracted_at IS NULL
        UNION ALL SELECT q.id FROM patients AS q WHERE q.phone = wanted
        UNION ALL SELECT n.patient_id FROM facility_patients AS n WHERE n.facility_id = current_facility() AND n.number = wanted
        UNION ALL SELECT e.patient_id FROM encounters AS e WHERE e.facility_id = current_facility() AND e.code = wanted
        LIMIT 200) AS found
      JOIN patients AS p ON p.id = found.patient_id) AS h
   ORDER BY (SELECT max(f.last_visit_at) FROM facility_patients AS f
              WHERE f.facility_id = current_facility() AND f.patient_id = h.id) DESC NULLS LAST, h.id
   LIMIT most);
END $$;

-- Enough of each person to tell namesakes apart, in the order of the ids; records that were merged away are left out.
CREATE FUNCTION patient_summaries(ids uuid[]) RETURNS TABLE (id uuid, full_name text, sex text, birth_date date, birth_precision text,
  commune_name text, citizen_id_tail text, card_tail text, facility_number text, last_visit_on text)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT p.id, p.full_name, p.sex, p.birth_date, p.birth_precision,
      (SELECT c.name FROM communes AS c WHERE c.code = p.commune_code ORDER BY c.valid_from DESC LIMIT 1),
      (SELECT right(i.value, 4) FROM patient_identifiers AS i
        WHERE i.patient_id = p.id AND i.system = 'citizen-id' AND i.valid_to IS NULL ORDER BY i.id LIMIT 1),
      (SELECT right(k.card_number, 4) FROM insurance_cards AS k
        WHERE k.patient_id = p.id AND k.retracted_at IS NULL ORDER BY k.valid_from DESC, k.id LIMIT 1),
      f.number, to_char(f.last_visit_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD')
    FROM unnest(ids) WITH ORDINALITY AS o(id, place)
    JOIN patients AS p ON p.id = o.id AND p.merged_into IS NULL
    LEFT JOIN LATERAL (SELECT n.number, n.last_visit_at FROM facility_patients AS n
      WHERE n.facility_id = current_facility() AND n.patient_id = p.id ORDER BY n.last_visit_at DESC NULLS LAST, n.number LIMIT 1) AS f ON true
   ORDER BY o.place;
END $$;
`);

export const down = (knex: Knex) =>
  knex.raw(`
DROP FUNCTION patient_summaries(uuid[]);
DROP FUNCTION patient_ids_by_number(text, integer);
DROP FUNCTION patient_ids_by_name(text[], text, integer, integer);
DROP FUNCTION append_new(uuid[], uuid[]);
DROP FUNCTION patient_ids_by_beginning(text, integer);
DROP FUNCTION recent_patient_ids(text[], text[], integer, integer);
DROP FUNCTION patient_ids_by_keys(text[], text[], text, text, integer);
DROP FUNCTION with_suffix(text[], text);
DROP TRIGGER note_name_words ON patients;
DROP FUNCTION note_name_words();
DROP TABLE name_words;
DROP INDEX facility_patients_last_visit_at_idx, patients_search_idx;
CREATE INDEX patients_name_tokens_idx ON patients USING gin (name_tokens);
DROP FUNCTION patient_search_keys(text, date, text, text[]);
`);
