import { z } from 'zod';
import { read } from '../../db/doors.ts';
import { listCodes, listParameters } from '../../db/stores/code-catalogue-store.ts';
import { searchDrugs } from '../../db/stores/drug-catalogue-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { findFormularyItems } from '../../db/stores/formulary-store.ts';
import { findFree } from '../../db/stores/stock-store.ts';
import { searchIcd } from '../../db/stores/icd-catalogue-store.ts';
import { searchCommunes, searchFacilityEntries } from '../../db/stores/place-catalogue-store.ts';
import { searchServices } from '../../db/stores/service-catalogue-store.ts';
import { localDay } from '../../domain/dates.ts';
import type { ApiCtx } from '../http/context.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { notFound } from '../http/errors.ts';
import {
  CatalogueQuery,
  CodeEntry,
  CodesQuery,
  CommuneEntry,
  DrugEntry,
  FacilityEntry,
  IcdEntry,
  list,
  ParameterList,
  ParametersQuery,
  ServiceEntry,
} from './catalogue-schemas.ts';

const TableParams = z.strictObject({ table: z.string().regex(/^[A-Za-z0-9_-]{2,40}$/) });
type Query = z.output<typeof CatalogueQuery>;
const searchOf = (ctx: ApiCtx, query: Query) => ({ query: query.q, day: query.on ?? localDay(ctx.now), limit: query.limit ?? 20 });

export const catalogueRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/catalogues/icd10',
    permission: 'catalogue.read',
    summary: 'Diseases by code or by words without marks, from the list in force on a day',
    query: CatalogueQuery,
    response: list(IcdEntry),
    handle: async (ctx, { query }) => await read(ctx, async (tx) => ({ items: await searchIcd(tx, searchOf(ctx, query)) })),
  }),
  defineRoute({
    method: 'get',
    path: '/catalogues/drugs',
    permission: 'catalogue.read',
    summary: 'Drugs by ingredient, brand or strength, with the price of this facility',
    query: CatalogueQuery,
    response: list(DrugEntry),
    handle: async (ctx, { query }) =>
      await read(ctx, async (tx) => {
        const search = searchOf(ctx, query);
        const found = await searchDrugs(tx, { ...search, facilityId: ctx.facilityId });
        const drugCodes = found.map((drug) => drug.code);
        const items = await findFormularyItems(tx, ctx.facilityId, drugCodes, search.day);
        const free = await findFree(tx, ctx.facilityId, { drugCodes, day: search.day });
        return {
          items: found.map((drug) => ({
            ...drug,
            price: items.get(drug.code)?.unitPrice ?? null,
            // What the outpatient window has and owes to nobody; null where no window keeps stock.
            free: free === undefined ? null : (free.get(drug.code) ?? '0'),
          })),
        };
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/catalogues/services',
    permission: 'catalogue.read',
    summary: "Services of this facility's price class",
    query: CatalogueQuery,
    response: list(ServiceEntry),
    handle: async (ctx, { query }) =>
      await read(ctx, async (tx) => {
        const facility = await findFacility(tx, ctx.facilityId);
        if (facility === undefined) throw notFound();
        return {
          items: await searchServices(tx, { ...searchOf(ctx, query), facilityId: facility.id, facilityClass: facility.priceClass }),
        };
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/catalogues/communes',
    permission: 'catalogue.read',
    summary: 'Communes by short code or name, former names understood',
    query: CatalogueQuery,
    response: list(CommuneEntry),
    handle: async (ctx, { query }) => await read(ctx, async (tx) => ({ items: await searchCommunes(tx, searchOf(ctx, query)) })),
  }),
  defineRoute({
    method: 'get',
    path: '/catalogues/facilities',
    permission: 'catalogue.read',
    summary: 'All facilities a person can be registered with or referred to',
    query: CatalogueQuery,
    response: list(FacilityEntry),
    handle: async (ctx, { query }) => await read(ctx, async (tx) => ({ items: await searchFacilityEntries(tx, searchOf(ctx, query)) })),
  }),
  defineRoute({
    method: 'get',
    path: '/catalogues/codes/:table',
    permission: 'catalogue.read',
    summary: 'A short official code table',
    params: TableParams,
    query: CodesQuery,
    response: list(CodeEntry),
    handle: async (ctx, { params, query }) =>
      await read(ctx, async (tx) => ({ items: await listCodes(tx, params.table, query.on ?? localDay(ctx.now)) })),
  }),
  defineRoute({
    method: 'get',
    path: '/catalogues/parameters',
    permission: 'parameter.read',
    summary: 'The dated numbers of the law in force on a day, with source and confidence',
    query: ParametersQuery,
    response: ParameterList,
    handle: async (ctx, { query }) => await read(ctx, async (tx) => ({ items: await listParameters(tx, query.day) })),
  }),
];
