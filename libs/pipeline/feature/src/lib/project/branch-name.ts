/** Not what `git check-ref-format` refuses, nor what would be taken for a sha, for `HEAD` or for the full name of a ref; no space of any kind. */
export const BRANCH_NAME =
  /^(?!@$|HEAD$|-|refs\/(?:heads|remotes|tags)\/|[0-9a-f]{40}$)(?!.*(?:\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)))(?![/.])[^\s\p{Cc}~^:?*[\\]+(?<![/.])$/u;
