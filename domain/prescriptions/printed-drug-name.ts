/**
 * The drug name on a prescription, never typed by hand: one ingredient as `INN (brand) strength`, several by the brand, or by
 * the ingredients when the catalogue knows no brand.
 * Source: TT 26/2025/TT-BYT; docs/legal/prescribing.md#content
 */
export function printedDrugName(drug: { ingredient: string; brand: string | null; strength: string; ingredients: unknown[] }): string {
  if (drug.brand === null) return `${drug.ingredient} ${drug.strength}`;
  return drug.ingredients.length > 1 ? `${drug.brand} ${drug.strength}` : `${drug.ingredient} (${drug.brand}) ${drug.strength}`;
}
