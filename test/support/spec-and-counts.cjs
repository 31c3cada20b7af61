const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

/** Mocha's usual report for people, and its counts in a file for test/run.mjs. */
module.exports = class SpecAndCounts extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => writeFileSync(options.reporterOptions.counts, JSON.stringify(this.stats)));
  }
};
