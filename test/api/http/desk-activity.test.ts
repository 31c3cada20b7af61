import { expect } from 'chai';
import { newActivity } from '../../../api/http/desk-activity.ts';

describe('the desks of a process', () => {
  it('are busy at two requests a second, quiet below, and quiet again soon after the last', () => {
    const slow = newActivity();
    for (let i = 0; i < 10; i += 1) slow.note(i * 600);
    expect(slow.isBusy(5_400)).to.equal(false);
    const quick = newActivity();
    for (let i = 0; i < 9; i += 1) quick.note(i * 400);
    expect(quick.isBusy(3_200)).to.equal(false);
    quick.note(3_600);
    expect(quick.isBusy(3_600)).to.equal(true);
    expect(quick.isBusy(5_000)).to.equal(false);
  });
});
