using Tumen.Model;

namespace Tumen.Language;

/// <summary>Checks that need the whole game: size, chances that add up to more than one.</summary>
internal static class GameChecks
{
    public static IEnumerable<Diagnostic> Check(GameModel model, string file)
    {
        double cells = model.Situations.Aggregate(1.0, (x, s) => x * s.Levels.Length) * model.Players.Aggregate(1.0, (x, p) => x * p.Moves.Length);
        if (cells > GameFile.CellLimit)
        {
            yield return Diagnostic.Error("G200", $"the game has {cells:0} situations × joint moves; at most {GameFile.CellLimit:0} are allowed", file, new Place(1, 1, 4), null,
                [$"factors: {string.Join(" × ", model.Situations.Select(s => $"{s.Name} {s.Levels.Length}").Concat(model.Players.Select(p => $"{p.Name} {p.Moves.Length}")))}"],
                ["leave out a situation or merge levels"]);
            yield break;
        }

        var states = new StateSpace(model.Situations);
        var profiles = new ProfileSpace(model.Players, model.Turns);
        foreach (var law in model.Laws)
        {
            if (Witness(law, model, states, profiles) is { } d)
            {
                yield return d with { File = file };
            }
        }
    }

    /// <summary>Bounds, priors, fixed values and eras must name something, and must not contradict each other.</summary>
    public static IEnumerable<Diagnostic> Mentions(GameModel model, IReadOnlyList<(string Name, Place Place)> mentions, string file)
    {
        var known = model.Weights.Select(w => w.Name).Concat(model.Chances.Select(c => c.Name)).ToArray();
        foreach (var (name, place) in mentions.DistinctBy(m => m.Name))
        {
            if (!known.Contains(name))
            {
                yield return Diagnostic.Error("G130", $"no payoff or law uses `{name}`", file, place, null, ["a bound, prior or fixed value for it would do nothing"], Names.Near(name, known));
            }
        }

        foreach (var w in model.Weights)
        {
            if (w.Fixed is { } x && (x < w.Lower || x > w.Upper))
            {
                yield return Diagnostic.Error("G131", $"`{w.Name}` is fixed at {x}, outside its bounds [{w.Lower}, {w.Upper}]", file, w.Place);
            }

            if (w.Lower > w.Upper)
            {
                yield return Diagnostic.Error("G131", $"`{w.Name}` must be at least {w.Lower} and at most {w.Upper}", file, w.Place);
            }
        }

        foreach (var c in model.Chances.Where(c => c.Fixed is < 0 or > 1 || c.Prior is Prior.Normal))
        {
            yield return Diagnostic.Error("G131", c.Fixed is { } x ? $"the chance `{c.Name}` is fixed at {x}" : $"`{c.Name}` is a chance and has a normal prior", file, c.Place, null, null, ["a chance lies in [0, 1]; its prior is beta(a, b) or flat"]);
        }
    }

    private static Diagnostic? Witness(SituationLaw law, GameModel model, StateSpace states, ProfileSpace profiles)
    {
        int[] levels = new int[model.Situations.Length], moves = new int[model.Players.Length];
        long count = 0;
        Diagnostic? first = null;
        for (int s = 0; s < states.Count; s++)
        {
            states.Levels(s, levels);
            for (int p = 0; p < profiles.Count; p++)
            {
                for (int i = 0; i < moves.Length; i++)
                {
                    moves[i] = profiles.Move(p, i);
                }

                double sum = 0;
                foreach (var line in law.Lines)
                {
                    double none = 1;
                    foreach (var part in line.Parts)
                    {
                        none *= part.If.Holds(levels, moves) ? 1 - part.Chance.Number : 1;
                    }

                    sum += 1 - none;
                }

                if (sum > 1 + 1e-9)
                {
                    count++;
                    if (first is null)
                    {
                        var lines = law.Lines.Where(l => l.Parts.Any(x => x.If.Holds(levels, moves) && x.Chance.Number > 0)).ToArray();
                        first = Diagnostic.Error("G214",
                            $"the chances for `{model.Situations[law.Situation].Name}` add up to {sum:0.00} when {string.Join(" and ", model.Players.Select((pl, i) => $"{pl.Name} plays {pl.Moves[moves[i]]}"))}",
                            null, lines[^1].Place, $"this line and line {lines[0].Place.Line} both apply",
                            [$"for instance {states.Name(s)}", "lines under one `next` are alternatives: their chances are added"],
                            ["exclude one: … and client does not play …", "if either alone can do it: becomes … by any of: … , …"]);
                    }
                }
            }
        }

        return first is null ? null : first with { Notes = first.Notes.Insert(0, $"it happens in {count} of {(long)states.Count * profiles.Count} combinations of situation and moves") };
    }
}
