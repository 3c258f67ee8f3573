# shellcheck shell=bash
# Shared by the scripts beside it; sourced, never run.

# The preset that scripts/demo and scripts/test share.
# shellcheck disable=SC2034
preset=release

log() { printf '==> %s\n' "$*"; }
warn() { printf '==> warning: %s\n' "$*" >&2; }

fail() {
    printf '==> error: %s\n' "$*" >&2
    exit 1
}

# The comment block at the top of the calling script is its help.
show_help() { sed -n '2,/^[^#]/{/^#/!q;s/^# \{0,1\}//;p}' "$0"; }

# Goes to the root of the source tree, wherever the script was called from.
enter_root() {
    cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." || exit
    mkdir -p build/logs 2>/dev/null || true
    [[ -w build/logs ]] ||
        fail "build/logs in $PWD cannot be written by $(id -un): remove build/ or give it back to yourself"
}

# run_quiet NAME COMMAND… keeps the output in build/logs/NAME.log and shows it only on failure.
run_quiet() {
    local log_file="build/logs/$1.log" status=0
    shift
    "$@" </dev/null >"$log_file" 2>&1 || status=$?
    ((status == 0)) && return 0
    tail -n 60 -- "$log_file" >&2
    printf '==> error: %s failed with exit code %d; the whole output is in %s\n' \
        "$*" "$status" "$PWD/$log_file" >&2
    return "$status"
}

is_configured() {
    local folder="build/$1"
    [[ -f $folder/build.ninja && ! CMakePresets.json -nt $folder/build.ninja ]]
}
