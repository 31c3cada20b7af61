const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

const LONGEST_REASON = 300;

/** Mocha's usual report for people, and its counts and the names of what failed in a file for test/run.mjs. */
module.exports = class SpecAndCounts extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failed = [];
    runner.on('fail', (test, error) => failed.push(`${test.fullTitle()}: ${String(error?.message ?? error).slice(0, LONGEST_REASON)}`));
    runner.once('end', () => writeFileSync(options.reporterOptions.counts, JSON.stringify({ ...this.stats, failed })));
  }
};
