#!/usr/bin/env python3
"""Runs the open-source package sgamesolver beside Tumen on the same random games and prints the ratio of CPU times
and whether both reach the same equilibrium.

    python3 bench/sgamesolver/compare.py [--games 50] [--sizes 5x2x2,5x3x3] [--convention errors] [--tumen "dotnet .../Tumen.Bench.dll"]

Tumen writes each game as arrays (sgame.json), solves it and prints its strategies; this script feeds the same arrays to
sgamesolver.homotopy.QRE, which stops near lambda = 1e4 (its end point is a 2e-5 equilibrium, not a polished one). So that
equality can be tested to 1e-6, its end point is polished here too: Newton on the indifference system of the support it shows.
Needs numpy and sgamesolver (pip install sgamesolver, or PYTHONPATH to a clone with its extension built). Says so and leaves
with 0 when they are not installed.
"""
import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path


def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime


def polish(np, game, sigma, V):
    """The support that the end point shows, read at several thresholds; the first that gives an equilibrium counts."""
    best = None
    for threshold in (0.005, 0.02, 0.001, 0.05, 2e-4):
        sig, gain = polish_on(np, game, sigma, V, sigma > threshold)
        gain = max(gain, -sig.min())
        if best is None or gain < best[1]:
            best = (sig, gain)
        if gain < 1e-9:
            break
    return best


def polish_on(np, game, sigma, V, supp):
    """Newton on q_a = v for supported actions, sum = 1; dense differences, small games only."""
    S, P, A = game["S"], game["P"], game["A"]
    u, phi, delta = game["u"], game["phi"], game["delta"]
    idx = [(s, p, a) for s in range(S) for p in range(P) for a in range(A[p]) if supp[s, p, a]]

    def q_of(sig, val):
        q = np.zeros_like(sigma)
        for s in range(S):
            for p in range(P):
                w = u[p][s] + delta[p] * (phi[s] @ val[:, p])
                for j in reversed(range(P)):
                    if j != p:
                        w = np.tensordot(w, sig[s, j, :A[j]], axes=([j], [0]))
                q[s, p, :A[p]] = w
        return q

    def unpack(y):
        sig = np.zeros_like(sigma)
        for k, (s, p, a) in enumerate(idx):
            sig[s, p, a] = y[k]
        return sig, y[len(idx):].reshape(S, P)

    def f(y):
        sig, val = unpack(y)
        q = q_of(sig, val)
        out = [q[s, p, a] - val[s, p] for (s, p, a) in idx]
        out += [sig[s, p].sum() - 1 for s in range(S) for p in range(P)]
        return np.array(out)

    y = np.concatenate([[sigma[i] for i in idx], V.ravel()])
    for _ in range(12):
        r = f(y)
        J = np.empty((len(r), len(y)))
        for k in range(len(y)):  # the system is multilinear: central differences are exact up to round-off
            h = 1e-3 * max(1, abs(y[k]))
            e = np.zeros_like(y)
            e[k] = h
            J[:, k] = (f(y + e) - f(y - e)) / (2 * h)
        step = np.linalg.lstsq(J, -r, rcond=None)[0]
        y = y + step
        if np.abs(step).max() < 1e-13:
            break
    sig, val = unpack(y)
    q = q_of(sig, val)
    gain = max(q[s, p, :A[p]].max() - val[s, p] for s in range(S) for p in range(P))
    return sig, gain


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--games", type=int, default=50)
    ap.add_argument("--sizes", default="2x2x2,5x2x2,5x3x3,10x2x2,10x3x3")
    ap.add_argument("--homotopy", default="QRE", choices=["QRE", "LogTracing"])
    ap.add_argument("--tumen", default="dotnet bench/Tumen.Bench/bin/Release/net10.0/Tumen.Bench.dll")
    args = ap.parse_args()
    try:
        import numpy as np
        import sgamesolver
    except ImportError as e:
        print(f"not run: {e}; install numpy and sgamesolver to compare")
        return 0
    np.NaN = np.nan  # sgamesolver 1.0.2 uses the name that NumPy 2 dropped
    sizes = args.sizes.split(",")
    same = both = 0
    theirs_total = ours_total = 0.0
    per = {}
    with tempfile.TemporaryDirectory() as tmp:
        for g in range(args.games):
            size = sizes[g % len(sizes)]
            path = Path(tmp) / "game.sgame.json"
            kind = "qre" if args.homotopy == "QRE" else "tracing"
            out = subprocess.run(args.tumen.split() + ["export", size, str(g + 1), kind, str(path)], capture_output=True, text=True)
            if out.returncode != 0:
                print(f"game {g + 1} {size}: Tumen failed\n{out.stderr}")
                return 1
            ours = json.loads(out.stdout)
            data = json.loads(path.read_text())
            S, P = len(data["states"]), len(data["players"])
            A = [len(a) for a in data["actions"]]
            u = [[np.array(data["payoffs"][p][s]) for s in range(S)] for p in range(P)]
            phi = [np.array(data["transitions"][s]) for s in range(S)]
            delta = np.array(data["discount"])
            sg = sgamesolver.SGame([np.stack([u[p][s] for p in range(P)]) for s in range(S)], phi, delta)
            t0 = cpu()
            hom = getattr(sgamesolver.homotopy, args.homotopy)(sg)
            hom.solver_setup()
            hom.solver.verbose = 0
            hom.solve()
            t = cpu() - t0
            ok = hom.equilibrium is not None
            theirs_total += t
            ours_total += ours["seconds"]
            line = f"game {g + 1} {size}: tumen {ours['seconds']:.4f} s {ours['status']}, sgamesolver {t:.3f} s {'success' if ok else 'failed'}"
            per.setdefault(size, []).append((t, ours["seconds"]))
            if ok and ours["status"] == "Certified":
                both += 1
                sigma = np.nan_to_num(hom.equilibrium.strategies)
                sig, gain = polish(np, {"S": S, "P": P, "A": A, "u": u, "phi": phi, "delta": delta}, sigma, hom.equilibrium.values)
                mine = np.array(ours["strategies"]).reshape(sigma.shape)
                d = np.abs(sig - mine).max()
                raw = np.abs(sigma - mine).max()
                same += d <= 1e-6
                line += f"; distance {d:.1e} polished (gain {gain:.1e}), {raw:.1e} unpolished"
            print(line, flush=True)
    print(f"\n{same} of {both} games that both solve end at the same equilibrium (1e-6); CPU {theirs_total:.2f} s against {ours_total:.3f} s: {theirs_total / max(ours_total, 1e-9):.0f} x")
    for size, rows in per.items():
        a, b = sum(r[0] for r in rows), sum(r[1] for r in rows)
        print(f"  {size}: {a / len(rows):.3f} s against {b / len(rows):.4f} s a game, {a / max(b, 1e-9):.0f} x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
