/** Not what `git check-ref-format` refuses, nor what would be taken for a sha or for `HEAD`; no space of any kind. */
export const BRANCH_NAME =
  /^(?!@$|HEAD$|-|[0-9a-f]{40}$)(?!.*(?:\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)))(?![/.])[^\s\p{Cc}~^:?*[\\]+(?<![/.])$/u;
