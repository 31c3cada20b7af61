import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { findFacilityByCode } from '../../db/stores/facility-store.ts';
import { error } from '../../domain/issue.ts';
import { newId } from '../../domain/ids.ts';
import { settlementForms } from '../../domain/settlement/form-layouts.ts';
import { malformed, notFound } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import { readFormContents } from '../settlement/form-content.ts';
import { formPdf } from '../settlement/form-pdf.ts';
import { formWorkbook } from '../settlement/form-workbook.ts';
import { makeSettlement } from '../settlement/make-report.ts';
import { requestReport } from '../settlement/request-report.ts';
import { month as monthShape } from '../settlement/settlement-schemas.ts';
import { withRuntime } from './command.ts';

interface Options {
  facility: string;
  month: string;
  form: string;
  out: string;
  basis: string;
  preview?: boolean;
}

export function settlementCommands(program: Command): void {
  program
    .command('settlement')
    .description('make the settlement forms of a month and write one of them')
    .requiredOption('--facility <code>')
    .requiredOption('--month <month>', 'YYYY-MM')
    .requiredOption('--form <form>', settlementForms.join(', '))
    .requiredOption('--out <file>', 'a spreadsheet, or a PDF where the name ends in .pdf')
    .option('--basis <basis>', 'settled: by NAM_QT and THANG_QT; paid: by NGAY_TTOAN', 'settled')
    .option('--preview', 'count claims without an answer too')
    .action(
      withRuntime(async ({ services }, options: Options) => {
        const { form, month, basis } = readOptions(options);
        const facility = await findFacilityByCode(services.db, options.facility);
        if (facility === undefined) throw notFound('facility_not_found');
        const ctx = systemCtx(services, facility.id);
        const id = newId();
        await requestReport(ctx, { id, month, basis, preview: options.preview === true });
        await makeSettlement(services, { facilityId: facility.id, reportId: id });
        const contents = await readFormContents(ctx, id, form);
        await pipeline(options.out.endsWith('.pdf') ? formPdf(contents[0]) : formWorkbook(contents), createWriteStream(options.out));
        const { number, total, sha256, proofs } = contents[0].report;
        const wrong = (proofs ?? []).filter(({ difference }) => difference !== '0');
        return {
          data: { id, file: options.out, number, total, sha256, proofs },
          lines: [
            `${options.out}: ${form} ${month} no. ${number}, ${total} claims, SHA-256 ${sha256 ?? ''}`,
            ...(wrong.length === 0
              ? ['all totals equal the XML files']
              : wrong.map((one) => `${one.forms.join('+')} ${one.measure}: ${one.difference} off`)),
          ],
          failed: wrong.length > 0,
        };
      }),
    );
}

function readOptions({ form: asked, month, basis }: Options) {
  const form = settlementForms.find((one) => one === asked);
  if (form === undefined) throw malformed([error('malformed', 'form')]);
  if (!monthShape.safeParse(month).success) throw malformed([error('malformed', 'month')]);
  if (basis !== 'settled' && basis !== 'paid') throw malformed([error('malformed', 'basis')]);
  return { form, month, basis } as const;
}
