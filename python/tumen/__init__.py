"""Tumen from Python: calls the command line and gives back tables.

Tables are pandas data frames where pandas is installed, lists of dicts elsewhere.
"""
import csv
import glob
import json
import os
import shlex
import subprocess
import tempfile

__version__ = "0.2.0"
__all__ = ["fit", "solve", "study", "draws", "predict", "TumenError", "Fit", "Solution", "Study", "Draws"]


class TumenError(RuntimeError):
    """The command line refused or failed; the message is what it said."""

    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


def _command():
    return shlex.split(os.environ.get("TUMEN", "tumen"))


def _options(named):
    words = []
    for name, value in named.items():
        if value is None or value is False:
            continue
        option = "--" + name.replace("_", "-")
        if value is True:
            words.append(option)
        elif isinstance(value, dict):
            joined = ";" if name == "at" else ","
            words += [option, joined.join("%s=%s" % (k, ",".join(map(str, v)) if isinstance(v, (list, tuple)) else v) for k, v in value.items())]
        elif isinstance(value, (list, tuple)):
            words += [option, ",".join(map(str, value))]
        else:
            words += [option, str(value)]
    return words


def _run(words, named, accept=(0, 1)):
    asked = _command() + words + _options(named)
    try:
        done = subprocess.run(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    except FileNotFoundError:
        raise TumenError("there is no command `%s`; install it (dotnet tool install --global Tumen) or name it in the variable TUMEN" % asked[0], 127) from None
    if done.returncode not in accept:
        raise TumenError(done.stderr.strip() or done.stdout.strip(), done.returncode)
    return done.stdout


def _frame(rows):
    try:
        import pandas
    except ImportError:
        return rows
    return pandas.DataFrame(rows)


def _value(cell):
    if cell in ("", "NA"):
        return None
    try:
        return float(cell)
    except ValueError:
        return {"TRUE": True, "FALSE": False}.get(cell, cell)


def _table(path):
    """A CSV as rows; names of units and periods stay text."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    text = {"period", "unit", "term", "model"}
    return _frame([{k: (v if k in text else _value(v)) for k, v in row.items()} for row in rows])


def _rows(fit):
    for e in fit["estimates"]:
        low, high = (e.get("interval95") or [None, None])
        error = e["standardError"]
        yield {"term": e["name"], "estimate": e["estimate"], "std.error": error.get(fit.get("testsFrom", "hessian"), error.get("hessian")),
               "statistic": e.get("z"), "p.value": e.get("p"), "conf.low": low, "conf.high": high}


class Fit:
    """A fit of one theory, or of a model of a table. `raw` is the JSON document."""

    def __init__(self, raw, asked):
        self.raw, self._asked = raw, asked

    @property
    def converged(self):
        return bool(self.raw.get("converged"))

    @property
    def coef(self):
        """Estimates by name."""
        return {e["name"]: e["estimate"] for e in self.raw["estimates"]}

    @property
    def vcov(self):
        """Covariance of the estimates, as a list of rows; None where there is none."""
        return self.raw.get("covariance") or None

    def tidy(self):
        return _frame(list(_rows(self.raw)))

    def glance(self):
        seen = self.raw["observations"]
        k, n = len(self.raw["estimates"]), seen.get("moves", seen.get("rows"))
        return _frame([{"logLik": self.raw["logLikelihood"], "AIC": 2 * k - 2 * self.raw["logLikelihood"], "nobs": n, "df": k, "converged": self.converged}])

    def summary(self):
        """The estimates as text."""
        def text(x, form="%.3f"):
            return "-" if x is None else form % x
        rows = list(_rows(self.raw))
        wide = max([len(r["term"]) for r in rows] + [4])
        lines = ["%-*s %10s %10s %8s %8s" % (wide, "term", "estimate", "std.error", "z", "p")]
        lines += ["%-*s %10s %10s %8s %8s" % (wide, r["term"], text(r["estimate"]), text(r["std.error"]), text(r["statistic"], "%.2f"), text(r["p.value"])) for r in rows]
        lines.append("log-likelihood %.3f; %s" % (self.raw["logLikelihood"], self.raw["status"]))
        return "\n".join(lines)

    def predict(self, at=None, **named):
        """Chances of outcomes or moves in cases of your choice: `at={"x": [0, 1]}`."""
        file, options = self._asked
        keep = {k: v for k, v in options.items() if k in ("records", "formula", "theory", "link", "shocks", "levels", "most", "scales", "cluster", "prior", "starts", "seed", "posterior", "unit")}
        return predict(file, at=at, **dict(keep, **named))

    def __repr__(self):
        return self.summary()


class Solution:
    """An equilibrium. `raw` is the JSON document."""

    def __init__(self, raw):
        self.raw = raw

    @property
    def certified(self):
        return self.raw["status"] == "Certified"

    def tidy(self):
        """One row a situation, player and move."""
        rows = []
        for state in self.raw["states"]:
            name = state["state"] if isinstance(state["state"], str) else ", ".join("%s %s" % p for p in state["state"].items())
            for player, moves in state["strategies"].items():
                rows += [{"situation": name, "player": player, "move": move, "chance": chance} for move, chance in moves.items()]
        return _frame(rows)


class Study:
    """The results of a study. `raw` is results.json."""

    def __init__(self, raw, tidy, glance):
        self.raw, self._tidy, self._glance = raw, tidy, glance

    @property
    def answer(self):
        return self.raw["answer"]["sentence"]

    def tidy(self):
        return self._tidy

    def glance(self):
        return self._glance

    def summary(self):
        return "\n".join([self.raw["question"], self.answer] + ["- " + r for r in self.raw["answer"]["reasons"]])

    def __repr__(self):
        return self.summary()


class Draws:
    """Posterior draws in ArviZ's groups: posterior, log_likelihood, observed_data; loo is leave-one-out by period."""

    def __init__(self, posterior, log_likelihood, observed_data, loo):
        self.posterior, self.log_likelihood, self.observed_data, self.loo = posterior, log_likelihood, observed_data, loo


def fit(file, records=None, **named):
    """Fits one theory of a .game, or a model of a table ("egame12", ...). Named options are those of `tumen fit`."""
    options = dict(named, records=records)
    raw = json.loads(_run(["fit", str(file), "--json"], options))
    if "fits" in raw:
        return [Fit(dict(one), (file, dict(options, theory=one["theory"]))) for one in raw["fits"] if "estimates" in one]
    if "estimates" not in raw and "methods" in raw:
        return [Fit(one, (file, options)) for one in raw["methods"]]
    if "estimates" not in raw:
        raise TumenError("; ".join(r["says"] for r in raw.get("remarks", [])) or "not fitted", 1)
    return Fit(raw, (file, options))


def predict(file, at=None, **named):
    """Predicted chances, one row an outcome or move. Named options are those of `tumen predict`."""
    raw = json.loads(_run(["predict", str(file), "--json"], dict(named, at=at)))
    rows = []
    for r in raw["predictions"]:
        low, high = r["interval95"]
        row = dict(r["at"])
        row.update({k: r[k] for k in ("player", "equilibrium", "outcome", "move") if k in r})
        row.update({"estimate": r["estimate"], "std.error": r["standardError"], "conf.low": low, "conf.high": high})
        rows.append(row)
    return _frame(rows)


def solve(file, values=None, **named):
    """The certified equilibrium of a .game. `values` are weights, chances and covariates by name."""
    return Solution(json.loads(_run(["solve", str(file), "--json"], dict(named, set=values))))


def study(folder, out=None, **named):
    """Runs a study; finished pieces are kept in `out`."""
    with tempfile.TemporaryDirectory() as own:
        place = str(out) if out is not None else own
        raw = json.loads(_run(["study", str(folder), "--json"], dict(named, out=place)))
        return Study(raw, _table(os.path.join(place, "tidy.csv")), _table(os.path.join(place, "glance.csv")))


def draws(folder, theory=None, **named):
    """Posterior draws of a theory of a study. Named options are those of `tumen sample`."""
    with tempfile.TemporaryDirectory() as own:
        _run(["sample", str(folder)], dict(named, theory=theory, out=own))
        found = glob.glob(os.path.join(own, "draws-*.loo.csv"))
        if not found:
            raise TumenError("no draws were written", 1)
        stem = found[0][: -len(".loo.csv")]

        def read(end):
            return _table(stem + end) if os.path.exists(stem + end) else None
        return Draws(read(".csv"), read(".log_likelihood.csv"), read(".observed_data.csv"), read(".loo.csv"))
