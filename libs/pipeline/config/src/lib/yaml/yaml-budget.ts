import { CONFIG_LIMITS } from '../config-limits';

/** What the files of one configuration may cost together: a limit per file would be multiplied by their number. */
export class YamlBudget {
  /** Lexical tokens that may still be read. */
  tokens: number = CONFIG_LIMITS.yamlTokens;
  /** Weight that merges may still copy. */
  copies: number = CONFIG_LIMITS.expandedBytes;

  /** True when one of them is spent. */
  get isExhausted(): boolean {
    return this.tokens < 0 || this.copies < 0;
  }
}
