#!/usr/bin/env bash
# A cluster of two nodes on this machine: slurm.sh TUMEN.DLL STUDY OUT. Submits the script that `tumen work --slurm 3` prints, kills one task and then a whole node, and waits for the report.
# Needs root, slurm-wlm and munge. Whatever is started here is ended here.
set -uo pipefail
dll=$1 study=$2 out=$3
dir=$(mktemp -d) host=$(hostname -s)
export SLURM_CONF=$dir/slurm.conf
started=()
node() { for p in /proc/[0-9]*; do if tr '\0' '\n' < "$p/environ" 2>/dev/null | grep -qx "SLURMD_NODENAME=$1"; then echo "${p#/proc/}"; fi; done; }
end() {
  for n in n1 n2; do for p in $(node $n); do kill -9 "$p" 2>/dev/null; done; done
  for p in "${started[@]}"; do kill -9 "$p" 2>/dev/null; done
  for f in "$dir"/*.pid; do [ -f "$f" ] && kill -9 "$(cat "$f")" 2>/dev/null; done
  rm -rf "$dir"
}
trap end EXIT
chmod 755 "$dir"
dd if=/dev/urandom of="$dir/munge.key" bs=1 count=1024 status=none; chmod 600 "$dir/munge.key"
munged --foreground --force --key-file="$dir/munge.key" --socket="$dir/munge.sock" --pid-file="$dir/munge.pid" --log-file="$dir/munge.log" --seed-file="$dir/munge.seed" & started+=($!)
mkdir "$dir/state"
cat > "$SLURM_CONF" <<CONF
ClusterName=two
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$dir/munge.sock
CredType=cred/munge
MpiDefault=none
ProctrackType=proctrack/pgid
TaskPlugin=task/none
ReturnToService=2
SlurmctldPidFile=$dir/ctld.pid
SlurmdPidFile=$dir/slurmd.%n.pid
SlurmctldPort=26817
SlurmdSpoolDir=$dir/spool.%n
StateSaveLocation=$dir/state
SlurmctldLogFile=$dir/ctld.log
SlurmdLogFile=$dir/slurmd.%n.log
SlurmdTimeout=10
KillWait=2
SchedulerType=sched/builtin
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=27001 CPUs=2
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=27002 CPUs=2
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONF
slurmctld -D > "$dir/ctld.out" 2>&1 & started+=($!)
for n in n1 n2; do mkdir "$dir/spool.$n"; slurmd -D -N $n > "$dir/$n.out" 2>&1 & started+=($!); eval "$n=\$!"; done
for k in $(seq 120); do [ "$(sinfo -h -o %T 2>/dev/null | sort -u)" = idle ] && break; sleep 0.5; done
sinfo -h -o "%n %T" || { echo "no cluster"; cat "$dir"/*.out "$dir"/*.log; exit 3; }

dotnet "$dll" work "$study" --out "$out" --slurm 3 --threads 1 > "$dir/submit.sh" || exit 4
TUMEN="dotnet $dll" sh "$dir/submit.sh" || { cat "$dir"/*.log; exit 5; }

# One task is killed while it holds a piece; then the second node, with whatever runs on it.
killed=
for k in $(seq 2400); do
  held=$(cat "$out"/store/*.claim 2>/dev/null | grep 'at work' | head -1 | cut -d' ' -f3)
  [ -n "$held" ] && kill -9 "$held" 2>/dev/null && killed=$held && break
  sleep 0.05
done
[ -n "$killed" ] || { echo "no task ever held a piece"; cat "$dir"/*.log "$out"/*.log; exit 6; }
echo "task killed: $killed"
lost=$(node n2 | tr '\n' ' ')
echo "node killed with $(echo $lost | wc -w) processes"
echo "dead: $killed $lost"
for p in $lost; do kill -9 "$p" 2>/dev/null; done
kill -9 "$n2"

for k in $(seq 600); do [ -s "$out/results.json" ] && [ -z "$(squeue -h)" ] && break; sleep 0.5; done
cat "$out"/slurm-*.log 2>/dev/null
[ -s "$out/results.json" ] || { echo "no report"; squeue; cat "$dir"/*.log; exit 7; }
