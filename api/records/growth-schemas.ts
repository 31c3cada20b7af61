import { z } from 'zod';

export const Growth = z.object({
  /** Weights of the first five years at visits here, oldest first: kg; age in months with parts of a month, and in completed ones. */
  weights: z.array(z.object({ day: z.string(), months: z.number(), completedMonths: z.int(), weight: z.number() })),
  /** The standard of weight for age by completed month; empty for who has none: older than five years, sex unknown, a bare birth year. */
  curve: z.array(z.object({ month: z.int(), l: z.number(), m: z.number(), s: z.number() })),
});
export type Growth = z.infer<typeof Growth>;
