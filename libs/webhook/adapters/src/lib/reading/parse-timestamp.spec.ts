/** Times are read strictly, since a time that is misread would make a new try of what was a redelivery. */
import fc from 'fast-check';
import { parseTimestamp } from './parse-timestamp';

it.each([
  ['1970-01-01T00:00:00Z', 0],
  ['2026-08-08T10:15:30Z', 1_786_184_130_000],
  ['2026-08-08T10:15:30.123456789Z', 1_786_184_130_123],
  ['2026-08-08T10:15:30.5Z', 1_786_184_130_500],
  ['2026-08-08T12:15:30+02:00', 1_786_184_130_000],
  ['2026-08-08T04:45:30-05:30', 1_786_184_130_000],
  ['2026-08-08t10:15:30z', 1_786_184_130_000],
  ['2024-02-29T23:59:59Z', 1_709_251_199_000],
  ['2000-02-29T00:00:00Z', 951_782_400_000],
  ['1970-01-01T23:59:00+23:59', 0],
  ['0001-01-01T00:00:00Z', -62_135_596_800_000],
])('reads %s', (text, instant) => {
  expect(parseTimestamp(text)).toBe(instant);
});

it.each([
  '', 'yesterday', '1', '1786184130', '2026-08-08', '2026-08-08T10:15Z', '2026-08-08T10:15:30', '2026-08-08 10:15:30Z', ' 2026-08-08T10:15:30Z',
  '2026-08-08T10:15:30Z\n', '2026-8-8T10:15:30Z', '2026-13-01T00:00:00Z', '2026-00-01T00:00:00Z', '2026-02-29T00:00:00Z', '1900-02-29T00:00:00Z',
  '2026-04-31T00:00:00Z', '2026-01-00T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T00:60:00Z', '2026-01-01T00:00:60Z', '2026-01-01T00:00:00+24:00',
  '2026-01-01T00:00:00+00:60', '2024-02-30T00:00:00Z',
  '2026-01-01T00:00:00+0100', '2026-01-01T00:00:00.Z', '+002026-01-01T00:00:00Z', '２026-01-01T00:00:00Z',
])('does not read %j', (text) => {
  expect(parseTimestamp(text)).toBeNull();
});

it.each(['01-31', '02-28', '03-31', '04-30', '05-31', '06-30', '07-31', '08-31', '09-30', '10-31', '11-30', '12-31'])('a month ends with the day %s', (last) => {
  const [month, day] = last.split('-');
  expect(parseTimestamp(`2026-${last}T00:00:00Z`)).toBe(Date.parse(`2026-${last}T00:00:00Z`));
  expect(parseTimestamp(`2026-${month}-${Number(day) + 1}T00:00:00Z`)).toBeNull();
});

it('reads what JavaScript prints, in every year that has four digits', () => {
  const dates = fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });
  fc.assert(fc.property(dates, (instant) => parseTimestamp(instant.toISOString()) === instant.getTime()), { numRuns: 1_000 });
});
