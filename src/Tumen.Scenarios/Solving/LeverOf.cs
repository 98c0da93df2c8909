using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>Discounted averages from every state of the solved game, with moves as they are and with them defanged.</summary>
/// <param name="With">Concessions a month.</param>
/// <param name="Bare">Concessions with the threats defanged.</param>
/// <param name="Kept">Compliance a month; empty when no instruments are declared.</param>
/// <param name="Tame">Compliance with the instruments defanged.</param>
/// <param name="Price">What the patron would pay a month to be rid of the threats, in units of its choice noise; NaN where the patron is merged.</param>
internal sealed record LeverValues(double[] With, double[] Bare, double[] Kept, double[] Tame, double[] Price)
{
    /// <summary>Λ, I and price averaged over a law on the solved game's states.</summary>
    public (double Capacity, double Influence, double Price) Over(double[] law)
    {
        double Gap(double[] a, double[] b) => a.Length == 0 ? double.NaN : FixedOrder.Dot(law, a) - FixedOrder.Dot(law, b);
        return (Gap(With, Bare), Gap(Kept, Tame), Price.Length == 0 ? double.NaN : FixedOrder.Dot(law, Price));
    }
}

/// <summary>Leverage in the game that is solved: what is owed to threats and to instruments, by taking them away and solving again.</summary>
internal sealed class LeverOf
{
    private readonly Func<int, int, double> _concession;
    private readonly Func<int, int, double>? _compliance;
    private readonly MoveSet _threats;
    private readonly double _discount;
    private readonly double _clientDiscount;

    private LeverOf(ParametricGame game, Flow concession, MoveSet threats)
    {
        _threats = threats;
        _concession = Leverage.Amounts(game.States, game.Profiles, concession);
        _discount = game.Discounts[concession.From];
        Patron = concession.From;
        if (game.Model.Compliance is { } compliance && game.Model.Instruments is { } instruments)
        {
            _compliance = Leverage.Amounts(game.States, game.Profiles, compliance);
            _clientDiscount = game.Discounts[compliance.From];
            Instruments = instruments;
        }
    }

    /// <summary>Index of the player who concedes.</summary>
    public int Patron { get; }

    /// <summary>The threats.</summary>
    public MoveSet Threats => _threats;

    /// <summary>The instruments, or null.</summary>
    public MoveSet? Instruments { get; }

    /// <summary>Concession per (state, joint move) of the solved game.</summary>
    public Func<int, int, double> Concession => _concession;

    /// <summary>Compliance per (state, joint move) of the solved game, or null.</summary>
    public Func<int, int, double>? Compliance => _compliance;

    /// <summary>For a theory, or null when its game declares no concession or no threats.</summary>
    public static LeverOf? For(ParametricGame game) => game.Model is { Concession: { } c, Threats: { } t } ? new LeverOf(game, c, t) : null;

    /// <summary>Concessions a month from every state, discounted by the patron's δ in the baseline.</summary>
    public double[] Concessions(Play play) => play.DiscountedAverage(play.Expected(_concession), _discount);

    /// <summary>Compliance a month from every state.</summary>
    public double[] Compliances(Play play) => _compliance is null ? [] : play.DiscountedAverage(play.Expected(_compliance), _clientDiscount);

    /// <summary>All of it for one equilibrium.</summary>
    /// <param name="play">Its play, everyone apart.</param>
    /// <param name="defanged">Solves with some moves defanged: the play and the patron's values (empty when merged); null when that game was not solved.</param>
    /// <param name="values">The patron's values per state; empty when merged.</param>
    public LeverValues? Of(Play play, Func<MoveSet, (Play Play, double[] Values)?> defanged, double[] values)
    {
        if (defanged(_threats) is not { } bare)
        {
            return null;
        }

        double[] price = values.Length == 0 || bare.Values.Length == 0 ? [] : [.. bare.Values.Zip(values, (b, v) => (1 - _discount) * (b - v))];
        var tame = Instruments is null ? null : defanged(Instruments);
        return new LeverValues(
            Concessions(play), Concessions(bare.Play), tame is null ? [] : Compliances(play), tame is null ? [] : Compliances(tame.Value.Play), price);
    }

    /// <summary>X averaged over a law: concessions less what a client would get that believes the patron (or the coalition it is in) blind to what it does. NaN where the client itself is merged.</summary>
    public double Exertion(LogitMarkovEquilibrium e, Merger? merged, double[] law)
    {
        int client = _threats.Player, patron = Patron;
        var amount = _concession;
        if (merged is not null)
        {
            if (merged.Members.Contains(client))
            {
                return double.NaN;
            }

            client = merged.IndexOf(client);
            patron = merged.IndexOf(patron);
            amount = (s, p) => _concession(s, merged.Apart(p));
        }

        return Leverage.Exertion(e, client, patron, amount, law, _discount);
    }
}
