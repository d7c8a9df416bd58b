/** `\b` does not stand between `holdpoint_` and `now`, so the one clock there is passes. */
const SQL_CLOCKS = [
  /\bnow\s*\(\s*\)/i,
  /\b(?:clock|statement|transaction)_timestamp\s*\(/i,
  /\b(?:current_timestamp|current_date|current_time|localtimestamp|localtime)\b/i,
  /\btimeofday\s*\(/i,
  /'now'\s*::/i,
];

/** ESLint rule: SQL in a string reads no clock but holdpoint_now(), else simulation and the tests would see two times. */
export const noSqlClock = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { clock: 'The only clock in SQL is holdpoint_now(); found "{{ found }}".' },
  },
  create(context) {
    const check = (node, text) => {
      const found = SQL_CLOCKS.map((pattern) => pattern.exec(text)?.[0]).find(Boolean);
      if (found) context.report({ node, messageId: 'clock', data: { found } });
    };
    return {
      Literal: (node) => typeof node.value === 'string' && check(node, node.value),
      TemplateElement: (node) => check(node, node.value.raw),
    };
  },
};
