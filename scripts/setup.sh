#!/bin/sh
# Installs what is missing: system packages, uv in .venv-tools, the Python packages of uv.lock in .venv.
#
#   sh scripts/setup.sh [-q] [python|editions|tests]
#
# python: the environment only; editions (the default): also what typesetting needs; tests: also what the tests call.
# -q says nothing when nothing is missing. PYTHON=… names the Python to use.
# Exit status: 0 everything is there; 2 wrong usage; 3 something is missing that can't be installed from here;
# 130 interrupted.
set -eu
cd "$(dirname "$0")/.."

minimum=3.11
environment=.venv
tools=.venv-tools
stamp=$environment/.setup
log=.cache/setup.log

# One need a line: kind | what is looked for | Debian | Fedora | Homebrew | what it is for.
# Looked for is what the programs will open, not what a package manager believes: that finds a deleted font, accepts a
# font in ~/.fonts, and is the same everywhere. WeasyPrint opens the libraries by these names (weasyprint/text/ffi.py);
# the wheels bring all others, OpenMP too, except libstdc++ (ldd over every .so in .venv).
needs() {
    cat <<'END'
module|ensurepip|python3-venv|python3-pip|python|makes Python environments
END
    [ "$part" = python ] && return
    cat <<'END'
library|libstdc++.so.6|libstdc++6|libstdc++||runs the translation engine
library|libpango-1.0.so.0 libpango-1.0.dylib|libpango-1.0-0|pango|pango|sets lines of text
library|libpangoft2-1.0.so.0 libpangoft2-1.0.dylib|libpangoft2-1.0-0|pango|pango|sets lines of text
library|libharfbuzz.so.0 libharfbuzz.0.dylib|libharfbuzz0b|harfbuzz|harfbuzz|shapes letters
library|libharfbuzz-subset.so.0 libharfbuzz-subset.0.dylib|libharfbuzz-subset0|harfbuzz|harfbuzz|embeds fonts 40x faster
program|fc-list|fontconfig|fontconfig|fontconfig|finds fonts
font|Noto Serif CJK TC|fonts-noto-cjk|google-noto-serif-cjk-fonts|font-noto-serif-cjk|the Chinese and Korean letters
font|Noto Serif CJK KR|fonts-noto-cjk|google-noto-serif-cjk-fonts|font-noto-serif-cjk|the Chinese and Korean letters
END
    [ "$part" = editions ] && return
    cat <<'END'
program|pdftotext|poppler-utils|poppler-utils|poppler|reads PDFs back in the tests
program|pdftoppm|poppler-utils|poppler-utils|poppler|reads PDFs back in the tests
program|qpdf|qpdf|qpdf|qpdf|checks PDFs in the tests
program|msgfmt|gettext|gettext|gettext|checks catalogs in the tests
linux|strace|strace|strace||kills writers at each of their calls in the tests
END
}

say() { printf '%s\n' "$*"; }

# fail MESSAGE…: one line each, on standard error.
fail() {
    printf '%s\n' "$@" >&2
    exit 3
}

# step TEXT COMMAND…: runs the command with its output in the log, and prints the text and the seconds it took.
step() {
    printf '  %s' "$1"
    printf '\n== %s\n' "$1" >>"$log"
    shift
    step_began=$(date +%s)
    # 9 is the lock: no service that a package starts may go on holding it.
    if "$@" >>"$log" 2>&1 </dev/null 9>&-; then
        say " ($(($(date +%s) - step_began)) s)"
    else
        say ": failed"
        return 1
    fi
}

# stuck TEXT: ends after a failed step, with what its command said last.
stuck() {
    {
        say ""
        say "The last lines of $log:"
        tail -n 12 "$log" | sed 's/^/    /'
        say ""
        say "setup: $1"
        say "The reason is in the lines above. Once it is gone (often it is the network), call the same command again:"
        say "what is already installed is kept."
    } >&2
    exit 3
}

# --- What is missing -------------------------------------------------------------------------------------------------

# Prints the first name of each library that this Python can't open, or fails when it isn't whole.
probe='
import ctypes, os, sys
site = f"{sys.prefix}/lib/python{sys.version_info[0]}.{sys.version_info[1]}"
if sys.prefix != sys.base_prefix and not os.path.isdir(f"{site}/site-packages"):
    sys.exit("an environment of another Python")
for names in sys.argv[1:]:
    for name in names.split():
        try:
            ctypes.CDLL(name)
            break
        except OSError:
            pass
    else:
        if sys.platform == "linux" or names.endswith(".dylib"):
            print(names.split()[0])
'

# missing PYTHON: prints the rows of needs() that are not met.
missing() {
    set -- "$1" "$(needs)"
    absent=$(
        wanted=$2
        set -- "$1"
        # Read from a here-document, not a pipe: the arguments must be set in this shell.
        while IFS='|' read -r kind thing _; do
            [ "$kind" = library ] && set -- "$@" "$thing"
        done <<END
$wanted
END
        python_=$1
        shift
        "$python_" -c "$probe" "$@"
    ) || return 1
    printf '%s\n' "$2" | while IFS='|' read -r kind thing rest; do
        case $kind in
        module) [ -x "$tools/bin/uv" ] || "$1" -c "import $thing, venv" 2>/dev/null ;;
        library) ! printf '%s\n' "$absent" | grep -qxF -e "${thing%% *}" ;;
        program) command -v "$thing" >/dev/null ;;
        linux) [ "$(uname)" != Linux ] || command -v "$thing" >/dev/null ;; # a program of that system only
        font) [ -n "$(fc-list ":family=$thing" family 2>/dev/null)" ] ;;
        esac || printf '%s|%s|%s\n' "$kind" "$thing" "$rest"
    done
}

# What the environment was made from: another content, place or Python makes it anew.
fingerprint() {
    printf 'root=%s\npython=%s\n' "$PWD" "$PYTHON"
    cksum pyproject.toml uv.lock scripts/setup.sh scripts/requirements-setup.txt
}

environment_is_current() {
    [ -f "$stamp" ] && [ -x "$tools/bin/uv" ] && [ "$(fingerprint)" = "$(cat "$stamp")" ]
}

# --- Python ----------------------------------------------------------------------------------------------------------

is_new_enough() {
    "$1" -c "import sys; sys.exit(sys.version_info < (${minimum%.*}, ${minimum#*.}))" >/dev/null 2>&1
}

# Sets $python to the full name of a Python that is new enough: the one asked for, or the first that is found.
find_python() {
    tried=
    if [ -n "$PYTHON" ]; then
        set -- "$PYTHON"
    else
        set -- ${UV_PYTHON:+"$UV_PYTHON"} python3 python3.14 python3.13 python3.12 python3.11
    fi
    for candidate in "$@"; do
        command -v "$candidate" >/dev/null || continue
        if is_new_enough "$candidate"; then
            python=$("$candidate" -c 'import sys; print(sys.executable)')
            return
        fi
        found=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || echo "not a Python")
        tried="$tried$candidate is $found; "
    done
    fail "setup: bilingual needs Python $minimum or newer, and there is none here (${tried}looked for: $*)." \
        "Install one and call again, or say where it is:  make setup PYTHON=/path/to/python3.12" \
        "  Debian 12, Ubuntu 24.04 or newer:  sudo apt-get install python3 python3-venv" \
        "  Ubuntu 22.04:                      sudo apt-get install python3.11 python3.11-venv" \
        "  Fedora:                            sudo dnf install python3" \
        "  macOS:                             brew install python"
}

# --- System packages -------------------------------------------------------------------------------------------------

# column N: reads rows, prints the N-th column's packages once each, on one line.
column() {
    cut -d '|' -f "$1" | awk 'NF && !seen[$0]++' | tr '\n' ' ' | sed 's/ $//'
}

# missing_packages: the rows of missing, with Debian's name for this Python's ensurepip: each Python has its own, and
# python3-venv is the default one's.
missing_packages() {
    version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    missing "$python" | sed "s/python3-venv/$version-venv/"
}

# ask_for ROWS REASON: the commands that an administrator would type, and the end.
ask_for() {
    {
        say "setup: this is missing, and $2:"
        say ""
        printf '%s\n' "$1" | awk -F '|' '{ sub(/ lib.*dylib$/, "", $2); printf "  %-26s %s\n", $2, $6 }'
        say ""
        say "Nothing was changed. Type the line for your system, then the same command again:"
        say "  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install --no-install-recommends \\"
        say "                     $(printf '%s\n' "$1" | column 3)"
        say "  Fedora:          sudo dnf install $(printf '%s\n' "$1" | column 4)"
        say "  macOS:           brew install $(printf '%s\n' "$1" | column 5)"
    } >&2
    exit 3
}

# Says how to become root in $as_root (empty: already root), or asks the person and ends.
become_root() {
    as_root=
    [ "$(id -u)" = 0 ] && return
    command -v sudo >/dev/null || ask_for "$1" "it takes root or sudo to install it"
    as_root=sudo
    sudo -n true 2>/dev/null && return
    # sudo asks on the terminal itself, wherever standard input comes from.
    if [ -n "${CI:-}" ] || ! (: </dev/tty) 2>/dev/null; then
        ask_for "$1" "sudo wants a password, and there is no terminal to ask on"
    fi
    say "  System packages have to be installed; sudo asks for your password."
    sudo true || ask_for "$1" "sudo did not allow installing it"
}

# sudo forgets the environment: the proxy has to be handed over.
apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
        ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} \
        apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"
}

# An interrupted run can leave packages half installed, and apt then refuses everything until this is done.
repair_dpkg() { $as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a; }

install_system_packages() {
    rows=$(missing_packages)
    [ -z "$rows" ] && return
    command -v apt-get >/dev/null || ask_for "$rows" "only apt is called from here"
    become_root "$rows"
    packages=$(printf '%s\n' "$rows" | column 3)
    say "  System packages, by apt:"
    printf '%s\n' "$rows" | awk -F '|' '!seen[$3]++ { printf "    %-20s %s\n", $3, $6 }'
    repair_dpkg >>"$log" 2>&1 </dev/null || true
    # A broken list of some other vendor is no reason to stop: what counts is whether the packages come.
    step "apt-get update" apt update || true
    # --reinstall brings back a file that was deleted under a package that is there.
    # shellcheck disable=SC2086  # a list of words
    step "apt-get install" apt install --no-install-recommends --reinstall $packages ||
        stuck "apt-get could not install: $packages"
    rows=$(missing_packages)
    [ -z "$rows" ] || fail "setup: apt-get installed its packages, but this is still not to be found:" \
        "$(printf '%s\n' "$rows" | cut -d '|' -f 1,2 | tr '|' ' ')" "See $log."
}

# --- Python packages -------------------------------------------------------------------------------------------------

# PIP_USER would send the packages out of the environment; all other PIP_* and pip.conf settings hold.
pip() { PIP_USER=0 "$tools/bin/python" -m pip --disable-pip-version-check "$@"; }

install_uv() {
    if ! "$tools/bin/python" -c 'import pip' 2>/dev/null; then
        rm -rf "$tools" "$tools.new"
        step "a private environment for the installer, $tools" "$python" -m venv "$tools.new" ||
            stuck "$python can't make an environment."
        mv "$tools.new" "$tools"
    fi
    step "uv, the installer, by pip" pip install --require-hashes -r scripts/requirements-setup.txt ||
        stuck "pip could not install uv."
}

# pip_setting NAME: what pip.conf says ("pip config get" doesn't see the machine's file).
pip_setting() {
    pip config list 2>/dev/null |
        sed -n -e "s/^global\.$1='\(.*\)'\$/\1/p" -e "s/^install\.$1='\(.*\)'\$/\1/p" | tail -n 1
}

# Hands over to uv what the person set up for pip and the system: the certificates and, as $mirror, another index.
read_settings() {
    mirror=${UV_DEFAULT_INDEX:-${UV_INDEX_URL:-${PIP_INDEX_URL:-$(pip_setting index-url)}}}
    certificates=${SSL_CERT_FILE:-${PIP_CERT:-$(pip_setting cert)}}
    [ -z "$certificates" ] || export SSL_CERT_FILE="$certificates"
    # Without this uv trusts only the authorities it carries, and a company's proxy is not one of them.
    for bundle in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do
        [ ! -s "$bundle" ] || export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"
    done
}

uv() { "$tools/bin/uv" --no-progress "$@"; }

# uv.lock names the files' addresses at the public index. Where another index is set, the same versions with the same
# hashes come from there.
sync_from_mirror() {
    unset UV_INDEX_URL
    export UV_DEFAULT_INDEX="$mirror"
    uv venv --allow-existing "$environment" || return
    export UV_PYTHON="$environment/bin/python"
    uv export --quiet --frozen --all-extras --no-emit-project --output-file .cache/requirements.txt &&
        uv pip sync --require-hashes .cache/requirements.txt &&
        uv pip install --no-deps --editable .
}

sync() {
    if [ -n "$mirror" ]; then sync_from_mirror; else uv sync --locked --all-extras; fi
}

install_python_packages() {
    # Programs in an environment hold its full path: in a moved folder they would run the old one's.
    if ! "$environment/bin/python" -c "$probe" 2>/dev/null ||
        { [ -f "$stamp" ] && ! grep -qxF "root=$PWD" "$stamp"; }; then
        rm -rf "$environment"
    fi
    rm -f "$stamp"
    read_settings
    # uv downloads no Python, and stays in this folder whatever the shell around has set.
    unset VIRTUAL_ENV UV_FROZEN
    export UV_PYTHON_DOWNLOADS=never UV_PYTHON="$python" UV_PROJECT_ENVIRONMENT="$environment"
    # Compiled once, here: a shell with PYTHONDONTWRITEBYTECODE would otherwise compile anew at each start (0.9 s a build).
    export UV_COMPILE_BYTECODE=1
    [ -w "${HOME:-/nowhere}" ] || export UV_CACHE_DIR="${UV_CACHE_DIR:-$PWD/.cache/uv}"
    step "Python packages as uv.lock names them, in $environment${mirror:+, from the index that you set}" sync ||
        stuck "uv ($tools/bin/uv) could not install the Python packages."
    "$environment/bin/python" -m compileall -q src || true
    fingerprint >"$stamp.new"
    mv "$stamp.new" "$stamp"
}

# --- The way through -------------------------------------------------------------------------------------------------

# Waits for a set-up that another make is running. The lock is the open file's: it ends with this script, however that
# ends.
lock() {
    exec 9>>.cache/setup.lock
    "$python" -c '
import fcntl
try:
    fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)
except OSError:
    print("  Another set-up is running in this folder: waiting for it.", flush=True)
    fcntl.flock(9, fcntl.LOCK_EX)
'
}

interrupted() {
    # 8 is the terminal: standard error may be the log at this moment.
    printf '\nsetup: interrupted. Call the same command again: it goes on from here.\n' >&8
    exit 130
}

is_complete() {
    environment_is_current && rows=$(missing "$environment/bin/python" 2>/dev/null) && [ -z "$rows" ]
}

quiet=
if [ "${1:-}" = -q ]; then
    quiet=yes
    shift
fi
part=${1:-editions}
case $part in
python | editions | tests) ;;
*)
    say "usage: sh scripts/setup.sh [-q] [python|editions|tests]" >&2
    exit 2
    ;;
esac
# Asked for once, a Python stays the environment's until another is asked for.
PYTHON=${PYTHON:-$(sed -n 's/^python=//p' "$stamp" 2>/dev/null || true)}

if ! is_complete; then
    exec 8>&2
    trap interrupted INT TERM HUP
    find_python
    mkdir -p .cache
    lock
    if ! is_complete; then
        say "Setting up bilingual with $("$python" --version) (log: $log)"
        date >"$log"
        install_system_packages
        if ! environment_is_current; then
            install_uv
            install_python_packages
        fi
        say "  Ready."
    fi
elif [ -z "$quiet" ]; then
    say "bilingual is set up: $("$environment/bin/python" --version) in $environment. Nothing to do."
fi
