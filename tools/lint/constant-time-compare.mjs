/** Names of what must not be compared byte by byte: whoever measures how long that takes learns where the bytes differ. */
const SECRET = /(?:signature|secret|token|password|passphrase|h?mac)(?:s|Hash|Digest|Hex|Bytes)?$/i;

const OPERATORS = new Set(['===', '!==', '==', '!=']);
const METHODS = new Set(['equals', 'compare', 'localeCompare', 'includes', 'indexOf', 'startsWith', 'endsWith']);

/**
 * A word that stands in the source is no secret: `signature === undefined`, `verdict === 'valid'`,
 * `header.startsWith('sha256=')`.
 */
const isWord = (node) => (node.type === 'Literal' && typeof node.value !== 'number') || (node.type === 'Identifier' && node.name === 'undefined');

const nameOf = (node) => {
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : '';
};

/** Whether a value is a secret by its name, or made from one: `mac.toString('hex')`, `createHmac(…).digest()`, `sha256=${mac}`. */
function isSecret(node) {
  switch (node.type) {
    case 'Identifier':
      return SECRET.test(node.name);
    case 'MemberExpression':
      return SECRET.test(nameOf(node.property));
    case 'CallExpression':
      return node.callee.type === 'MemberExpression' ? isSecret(node.callee.object) : nameOf(node.callee) === 'createHmac';
    case 'TemplateLiteral':
      return node.expressions.some(isSecret);
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
      return isSecret(node.expression);
    default:
      return false;
  }
}

/** ESLint rule: secrets, and codes made with them, are compared by `timingSafeEqual` only. */
export const constantTimeCompare = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { compare: 'Compare secrets in constant time: timingSafeEqual of node:crypto, or equalSecrets of @holdpoint/secrets.' },
  },
  create(context) {
    const check = (node, compared) => {
      if (!compared.some(isWord) && compared.some(isSecret)) context.report({ node, messageId: 'compare' });
    };
    return {
      BinaryExpression: (node) => OPERATORS.has(node.operator) && check(node, [node.left, node.right]),
      CallExpression: (node) => {
        if (node.callee.type === 'MemberExpression' && METHODS.has(nameOf(node.callee.property))) check(node, [node.callee.object, ...node.arguments]);
      },
    };
  },
};
