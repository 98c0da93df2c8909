using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>A way that everybody plays, with what the client gets of it.</summary>
/// <param name="Equilibrium">The others' equilibrium against the client's fixed strategy.</param>
/// <param name="Play">Chances of joint moves.</param>
/// <param name="Law">Discounted share of every state, from the start law.</param>
/// <param name="Concessions">G: discounted average concession flow, per period.</param>
internal sealed record LeverageWorld(LogitMarkovEquilibrium Equilibrium, Play Play, double[] Law, double Concessions);

/// <summary>Worlds in which the client plays a fixed strategy: the others solved again, or held to given rules.</summary>
internal sealed class LeverageWorlds
{
    private const double ShortestStep = 1.0 / 64;

    // exp(−1000) is 0 in double precision.
    private const double Never = 1000;

    private readonly LeverageQuestion _question;
    private readonly LogitMarkovEquilibrium _e;
    private readonly double[] _start;
    private readonly double _tolerance;

    /// <summary>Prepares worlds of a solved game.</summary>
    public LeverageWorlds(LeverageQuestion question, LogitMarkovEquilibrium e, double[] start, double tolerance = LeverageParts.Exact) => (_question, _e, _start, _tolerance) = (question, e, start, tolerance);

    /// <summary>The solved game as it is.</summary>
    public LeverageWorld AsSolved() => Of(_e, _e.Strategies);

    /// <summary>The others solved again while the client plays a strategy.</summary>
    /// <param name="client">The client's strategy, in an array of everybody's.</param>
    /// <param name="from">A world to start from.</param>
    /// <param name="fromClient">The client's strategy there.</param>
    /// <param name="near">Action values to try first; null for those of the world to start from.</param>
    /// <returns>The world, or null when it could not be solved.</returns>
    public LeverageWorld? Solve(double[] client, LeverageWorld from, double[] fromClient, double[]? near = null)
    {
        var e = (near is null ? null : At(client, near)) ?? At(client, from.Equilibrium.ActionValues) ?? Along(client, from.Equilibrium, fromClient) ?? Branch(client);
        return e is null ? null : Of(e, With(e.Strategies, client));
    }

    /// <summary>The others' rules as in a world, the client with another strategy.</summary>
    public LeverageWorld Held(LeverageWorld world, double[] client) => Of(world.Equilibrium, With(world.Equilibrium.Strategies, client));

    /// <summary>Discounted share of periods in which the client makes a move.</summary>
    public double Share(LeverageWorld world, int move) =>
        FixedOrder.Dot(world.Law, world.Play.Chance((_, p) => world.Play.Profiles.Move(p, _question.Client) == move));

    /// <summary>(1 − δ) Σ δᵗ (law of the state at t).</summary>
    /// <param name="play">The play.</param>
    /// <param name="start">Start law.</param>
    /// <param name="discount">δ.</param>
    public static double[] DiscountedLaw(Play play, double[] start, double discount)
    {
        double first = play.FirstWeight(discount);
        double[] b = [.. start.Select(w => first * w)];
        var x = (double[])b.Clone();
        var chain = play.Chain;
        var end = discount == 1 ? play.End : null; // what has ended and is not discounted would be counted for ever
        double[] going = new double[b.Length];
        void Product(ReadOnlySpan<double> v, Span<double> y)
        {
            v.CopyTo(going);
            for (int s = 0; end is not null && s < v.Length; s++)
            {
                going[s] = end.IsOver(s) ? 0 : v[s];
            }

            chain.Left(going, y);
            for (int s = 0; s < v.Length; s++)
            {
                y[s] = v[s] - (discount * y[s]);
            }
        }

        Gmres.Solve(Product, b, x, 1e-14, 6000);
        return end is null ? x : [.. x.Select((w, s) => end.IsOver(s) ? 0 : w)];
    }

    private LeverageWorld Of(LogitMarkovEquilibrium e, double[] sigma)
    {
        var play = Play.Of(_e.Game, sigma);
        double[] law = DiscountedLaw(play, _start, _question.Discount);
        return new LeverageWorld(e, play, law, FixedOrder.Dot(law, play.Expected(_question.Concession)));
    }

    private double[] With(double[] sigma, double[] client)
    {
        var mixed = (double[])sigma.Clone();
        var p = _e.Game.Profiles;
        int at = p.Offsets[_question.Client], length = p.Histories[_question.Client] * p.Moves(_question.Client);
        for (int s = 0; s < _e.Game.StateCount; s++)
        {
            Array.Copy(client, (s * p.Size) + at, mixed, (s * p.Size) + at, length);
        }

        return mixed;
    }

    private LogitMarkovEquilibrium? At(double[] client, double[] from)
    {
        if (double.IsInfinity(_e.Precision))
        {
            return null;
        }

        double[] start = (double[])from.Clone(), own = Logs(client);
        var p = _e.Game.Profiles;
        int at = p.Offsets[_question.Client], length = p.Histories[_question.Client] * p.Moves(_question.Client);
        for (int s = 0; s < _e.Game.StateCount; s++)
        {
            Array.Copy(own, (s * p.Size) + at, start, (s * p.Size) + at, length);
        }

        return Certified(LogitMarkovSolver.Solve(Frozen(client), Options with { Start = start }));
    }

    // The straight line between two clients, in steps that Newton's method can take.
    private LogitMarkovEquilibrium? Along(double[] client, LogitMarkovEquilibrium from, double[] fromClient)
    {
        if (double.IsInfinity(_e.Precision))
        {
            return null;
        }

        var reached = from;
        double t = 0, step = 0.25;
        while (t < 1 && step >= ShortestStep)
        {
            double next = Math.Min(1, t + step);
            var e = At([.. fromClient.Zip(client, (a, b) => ((1 - next) * a) + (next * b))], reached.ActionValues);
            (reached, t, step) = e is null ? (reached, t, step / 2) : (e, next, step);
        }

        return t < 1 ? null : reached;
    }

    // From λ = 0. In the limit a client that mixes cannot be held to it by payoffs, so that only one that does not mix can be.
    private LogitMarkovEquilibrium? Branch(double[] client) =>
        double.IsInfinity(_e.Precision) && client.Any(x => x is > 1e-12 and < 1 - 1e-12) ? null : Certified(PrincipalBranch.Solve(Frozen(client), Options));

    private SolveOptions Options => new() { Precision = _e.Precision, Convention = _e.Convention, Certify = false, Tolerance = _tolerance };

    private static LogitMarkovEquilibrium? Certified(LogitMarkovEquilibrium e) => e.Status == SolveStatus.Certified ? e : null;

    // A player whose payoff is log c / λ and who does not look ahead plays c at every decision point, exactly.
    private StochasticGame Frozen(double[] client)
    {
        var game = _e.Game;
        var p = game.Profiles;
        double[] own = Logs(client), u = new double[game.StateCount * p.Count];
        for (int c = 0; c < u.Length; c++)
        {
            u[c] = own[(c / p.Count * p.Size) + p.Slot(c % p.Count, _question.Client)];
        }

        return game with { Payoffs = game.Payoffs.SetItem(_question.Client, u), Discounts = game.Discounts.SetItem(_question.Client, 0) };
    }

    private double[] Logs(double[] client)
    {
        double limit = 10 * Math.Max(1, _e.Game.Payoffs.Max(u => u.Max() - u.Min()));
        return double.IsInfinity(_e.Precision) ? [.. client.Select(x => x > 0.5 ? 0 : -limit)]
            : [.. client.Select(x => x > 0 ? Elementary.Log(x) / _e.Precision : -Never / _e.Precision)];
    }
}
