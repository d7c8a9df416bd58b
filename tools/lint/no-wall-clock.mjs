/**
 * ESLint rule: product code is handed an instant, it does not ask this machine's clock, nor its time zone. `new Date(ms)` is
 * formatting and fine; another name for `Date` would hide what is done with it.
 */
export const noWallClock = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { clock: 'Time has one source, holdpoint_now(): take the instant as an argument instead of reading this machine\'s clock.' },
  },
  create(context) {
    const report = (node) => context.report({ node, messageId: 'clock' });
    return {
      "MemberExpression[object.name='Date'][property.name='now']": report,
      "NewExpression[callee.name='Date'][arguments.length=0]": report,
      "CallExpression[callee.name='Date']": report,
      "VariableDeclarator[init.name='Date']": report,
      "MemberExpression[object.name='Date'][computed=true]": report,
      "NewExpression[callee.name='Date'][arguments.length>1]": report,
    };
  },
};
