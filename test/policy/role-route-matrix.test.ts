import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { permissionsOfRoles, roles } from '../../domain/permissions.ts';
import { routes } from '../../api/routes.ts';

const file = new URL('./role-route-matrix.json', import.meta.url);

/** Route → the roles that may call it. */
function matrix(): Record<string, string> {
  const held = roles.map((role) => ({ role, permissions: permissionsOfRoles([role]) }));
  const rows = routes.map(({ method, path, permission }) => {
    const allowed =
      permission === 'public' ? ['everybody'] : held.filter(({ permissions }) => permissions.has(permission)).map(({ role }) => role);
    return [`${method} ${path}`, allowed.join(', ')] as const;
  });
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('who may call what', () => {
  it('is what was agreed in role-route-matrix.json (HIS_UPDATE_SNAPSHOTS=on writes it anew)', () => {
    if (process.env['HIS_UPDATE_SNAPSHOTS'] === 'on') writeFileSync(file, `${JSON.stringify(matrix(), null, 2)}\n`);
    expect(matrix()).to.deep.equal(JSON.parse(readFileSync(file, 'utf8')));
  });

  it('gives administrators and auditors no record of a person', () => {
    const clinical = routes.filter(
      ({ opens, permission }) => opens !== undefined || /^(patient|encounter|order|prescription)\./.test(permission),
    );
    const leaks = ['facility-administrator', 'province-administrator', 'auditor'].filter((role) =>
      clinical.some(({ method, path }) => matrix()[`${method} ${path}`]?.split(', ').includes(role)),
    );
    expect(clinical).not.to.be.empty;
    expect(leaks).to.deep.equal([]);
  });

  it('gives every role something to do', () => {
    const used = new Set(Object.values(matrix()).flatMap((allowed) => allowed.split(', ')));
    expect(roles.filter((role) => !used.has(role))).to.deep.equal([]);
  });
});
