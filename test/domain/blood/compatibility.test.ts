import { expect } from 'chai';
import { bloodGroups, groupLabel, type BloodGroup } from '../../../domain/blood/blood-group.ts';
import { bloodProducts, compatibilityOf, needsCrossMatch, type BloodProduct } from '../../../domain/blood/compatibility.ts';

/** Rows are recipients, columns donors, both in this order: ✓ compatible, ! only with a reason, · never. */
const order = ['O+', 'O-', 'A+', 'A-', 'B+', 'B-', 'AB+', 'AB-'];

const tables: Record<BloodProduct, string> = {
  'red-cells': `
    O+  ✓✓······
    O-  !✓······
    A+  ✓✓✓✓····
    A-  !✓!✓····
    B+  ✓✓··✓✓··
    B-  !✓··!✓··
    AB+ ✓✓✓✓✓✓✓✓
    AB- !✓!✓!✓!✓`,
  'whole-blood': `
    O+  ✓✓······
    O-  !✓······
    A+  ··✓✓····
    A-  ··!✓····
    B+  ····✓✓··
    B-  ····!✓··
    AB+ ······✓✓
    AB- ······!✓`,
  plasma: `
    O+  ✓✓✓✓✓✓✓✓
    O-  ✓✓✓✓✓✓✓✓
    A+  ··✓✓··✓✓
    A-  ··✓✓··✓✓
    B+  ····✓✓✓✓
    B-  ····✓✓✓✓
    AB+ ······✓✓
    AB- ······✓✓`,
  platelets: `
    O+  ✓✓✓✓✓✓✓✓
    O-  !✓!✓!✓!✓
    A+  !!✓✓!!✓✓
    A-  !!!✓!!!✓
    B+  !!!!✓✓✓✓
    B-  !!!!!✓!✓
    AB+ !!!!!!✓✓
    AB- !!!!!!!✓`,
};
const signs = { '✓': 'compatible', '!': 'unusual', '·': 'incompatible' } as const;

const groupOf = (label: string): BloodGroup => {
  const found = bloodGroups.find((group) => groupLabel(group) === label);
  if (found === undefined) throw new Error(label);
  return found;
};

describe('compatibility of blood', () => {
  it('knows the eight groups', () => expect(bloodGroups.map(groupLabel)).to.have.members(order));

  for (const product of bloodProducts) {
    it(`of ${product} is the table, every donor for every recipient`, () => {
      const table = tables[product].trim().split('\n');
      expect(table).to.have.length(8);
      for (const line of table) {
        const [recipient = '', verdicts = ''] = line.trim().split(/\s+/);
        const expected = [...verdicts].map((sign) => signs[sign as keyof typeof signs]);
        const found = order.map((donor) => compatibilityOf(product, groupOf(donor), groupOf(recipient)));
        expect(found, `${product} for ${recipient}`).to.deep.equal(expected);
      }
    });
  }

  it('cross-matches what holds red cells', () => {
    expect(bloodProducts.filter(needsCrossMatch)).to.deep.equal(['whole-blood', 'red-cells']);
  });
});
