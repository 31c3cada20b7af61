import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- A booked document is put right by another one that moves back what it moved; at most one, and each names the other.
ALTER TABLE stock_documents
  ADD COLUMN reverses_id uuid,
  ADD CONSTRAINT stock_documents_reverses_id_fkey FOREIGN KEY (facility_id, reverses_id) REFERENCES stock_documents,
  ADD CONSTRAINT stock_documents_reverses_id_key UNIQUE (facility_id, reverses_id),
  ADD CONSTRAINT stock_documents_reversal_check CHECK ((reverses_id IS NOT NULL) = (kind = 'reversal')),
  DROP CONSTRAINT stock_documents_kind_check,
  ADD CONSTRAINT stock_documents_kind_check CHECK (kind IN ('receipt', 'opening', 'transfer', 'cabinet-top-up', 'cabinet-return',
    'write-off', 'supplier-return', 'stock-take', 'dispense', 'dispense-return', 'cabinet-issue', 'reversal')),
  DROP CONSTRAINT stock_documents_to_depot_check,
  ADD CONSTRAINT stock_documents_to_depot_check CHECK (to_depot_id IS DISTINCT FROM depot_id
    AND (kind = 'reversal' OR (to_depot_id IS NOT NULL) = (kind IN ('transfer', 'cabinet-top-up', 'cabinet-return'))));
-- The lines of a reversal are those of its document with the sign turned, as in red ink.
ALTER TABLE stock_document_lines
  ADD COLUMN reverses_line_id uuid,
  ADD CONSTRAINT stock_document_lines_reverses_line_id_fkey FOREIGN KEY (facility_id, reverses_line_id) REFERENCES stock_document_lines,
  ADD CONSTRAINT stock_document_lines_reverses_line_id_key UNIQUE (facility_id, reverses_line_id),
  DROP CONSTRAINT stock_document_lines_quantity_check,
  ADD CONSTRAINT stock_document_lines_quantity_check CHECK (quantity > 0 OR counted >= 0 OR (reverses_line_id IS NOT NULL AND quantity <> 0))`);

// DESTRUCTIVE: which document a reversal puts right is lost.
export const down = (knex: Knex) =>
  knex.raw(`
ALTER TABLE stock_document_lines
  DROP CONSTRAINT stock_document_lines_quantity_check,
  ADD CONSTRAINT stock_document_lines_quantity_check CHECK (quantity > 0 OR counted >= 0) NOT VALID,
  DROP COLUMN reverses_line_id;
ALTER TABLE stock_documents
  DROP CONSTRAINT stock_documents_to_depot_check,
  ADD CONSTRAINT stock_documents_to_depot_check CHECK ((to_depot_id IS NOT NULL) = (kind IN ('transfer', 'cabinet-top-up', 'cabinet-return'))
    AND to_depot_id IS DISTINCT FROM depot_id) NOT VALID,
  DROP CONSTRAINT stock_documents_kind_check,
  ADD CONSTRAINT stock_documents_kind_check CHECK (kind IN ('receipt', 'opening', 'transfer', 'cabinet-top-up', 'cabinet-return',
    'write-off', 'supplier-return', 'stock-take', 'dispense', 'dispense-return')) NOT VALID,
  DROP COLUMN reverses_id`);
