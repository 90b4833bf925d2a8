#!/usr/bin/env bash
# Forgets the development data, so that the next run begins with the setup: `make clean-data`.
source "$(dirname "$0")/lib.sh"

root=$PWD
data=$(realpath --canonicalize-missing -- "${DATA:-data}")
[ -e "$data" ] || exit 0
# Only a folder of this project that git does not keep: a deployer's data is not ours to remove.
[[ $data == "$root"/?* ]] || fail "$data is not inside the project; remove it by hand if you mean it"
[ -z "$(git ls-files -- "$data")" ] || fail "$data holds files that git keeps"
say "removing $data"
rm -rf -- "$data"
