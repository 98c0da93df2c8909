#!/usr/bin/env bash
# Builds native command lines: packaging/native.sh [OUT] [RID …]. Without a RID: that of this machine.
# On x64 two programs are made, one for processors with AVX2 and FMA (x86-64-v3) and one for all, and a starter that picks; numbers are the same bits with both.
# The workbench (`tumen serve`) cannot be native: it is put beside as a program of its own, which `serve` starts. It brings its runtime along (TUMEN_WORKBENCH=no leaves it out).
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-out/native}; shift || true
case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) own=linux-x64 ;; Linux-aarch64) own=linux-arm64 ;; Darwin-arm64) own=osx-arm64 ;; Darwin-x86_64) own=osx-x64 ;; *) own=win-x64 ;;
esac
[ $# -gt 0 ] || set -- "$own"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
publish() { # RID FOLDER INSTRUCTIONS
    dotnet publish hosts/Tumen.Cli -c Release -r "$1" -o "$2" --artifacts-path "$out/build/$1" -v q -p:PublishAot=true -p:RunAnalyzers=false ${3:+-p:IlcInstructionSet=$3}
    rm -f "$2"/*.dbg "$2"/*.xml "$2"/*.pdb
}
for rid; do
    to=$out/$rid; rm -rf "$to"; mkdir -p "$to"
    case $rid in
        linux-x64|osx-x64)
            publish "$rid" "$to/v3" x86-64-v3; publish "$rid" "$to/any" ""
            cat > "$to/tumen" <<'START'
#!/bin/sh
# Starts the program made for this processor.
here=$(dirname "$(readlink -f "$0" 2>/dev/null || echo "$0")")
if [ -z "${TUMEN_ANY_PROCESSOR:-}" ] && [ -r /proc/cpuinfo ]; then
    while read -r name rest; do
        if [ "$name" = flags ]; then
            case " $rest " in *" avx2 "*) case " $rest " in *" fma "*) case " $rest " in *" bmi2 "*) exec "$here/v3/tumen" "$@" ;; esac ;; esac ;; esac
            break
        fi
    done < /proc/cpuinfo
fi
exec "$here/any/tumen" "$@"
START
            chmod +x "$to/tumen" ;;
        *) publish "$rid" "$to" "" ;;
    esac
    if [ "${TUMEN_WORKBENCH:-yes}" = yes ]; then
        dotnet publish hosts/Tumen.Cli -c Release -r "$rid" --self-contained -o "$to/workbench" --artifacts-path "$out/build/$rid-workbench" -v q -p:RunAnalyzers=false -p:PackAsTool=false \
            -p:NuGetLockFilePath="$PWD/$out/build/$rid-workbench/packages.lock.json"
        rm -f "$to"/workbench/*.xml "$to"/workbench/*.pdb
    fi
    cp LICENSE README.md CITATION.cff "$to"/
    echo "$to/tumen"
done
