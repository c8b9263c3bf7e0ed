#!/usr/bin/env bash
# Puts a patch into git's index, if it holds nothing but what an upgrade writes. It may come from a job that ran what was
# generated of strangers' pages, and whatever that left in the tree: no other file, no link, no program, no other field of
# the package.json. The files of the work tree are not touched.
set -euo pipefail

# packages/spec-tools/src/upgrade/paths.ts has the same list, and a test compares them.
paths='
\.changeset/spec-upgrade\.md
packages/types/package\.json
packages/types/schemas/([A-Za-z0-9_][A-Za-z0-9._-]*/)*[A-Za-z0-9_][A-Za-z0-9._-]*\.json
packages/types/src/generated/(models/([A-Za-z0-9_][A-Za-z0-9._-]*/)*[A-Za-z0-9_][A-Za-z0-9._-]*|model-inputs|openapi|validation-keyword)\.ts
specs/(openapi|sources)\.json
specs/vendor/[A-Za-z0-9_][A-Za-z0-9._-]*\.(json|md|txt|yaml)
'
manifest=packages/types/package.json

refuse() {
  git read-tree HEAD
  printf 'Refused: %s\n%s\n' "$1" "$2" >&2
  exit 1
}
# What does not match; grep ends with 1 where there is no such line.
others() { grep -Ev "$@" || test $? = 1; }

export LC_ALL=C
git apply --cached "$1"
raw=$(git diff --cached --raw --no-renames HEAD)
test -n "$raw" || refuse 'the patch changes nothing' ''

modes=$(others '^:(100644 100644|000000 100644|100644 000000) ' <<< "$raw")
test -z "$modes" || refuse 'these become, or were, no plain files:' "$modes"

stray=$(cut -f 2- <<< "$raw" | others -x "$(sed '/^$/d' <<< "$paths")")
test -z "$stray" || refuse 'an upgrade does not write these:' "$stray"

stamp='[-+]  "x-openapi-version": "[0-9A-Za-z.+-]+",?'
lines=$(git diff --cached --unified=0 --no-ext-diff --no-textconv HEAD -- "$manifest" | sed 1,4d | others -x "@@ .*|$stamp")
deleted=$(git diff --cached --name-only --diff-filter=DA HEAD -- "$manifest")
test -z "$lines$deleted" || refuse "an upgrade changes the stamp of $manifest and nothing else:" "$lines$deleted"
