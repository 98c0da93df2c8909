using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>Leverage in the game that is solved: what is owed to threats, by muting them, and to instruments, by taking their effect away, everybody solved again.</summary>
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
    private double[] Compliances(Play play) => _compliance is null ? [] : play.DiscountedAverage(play.Expected(_compliance), _clientDiscount);

    /// <summary>The question of leverage in a game, or null where the client acts as one with somebody.</summary>
    /// <param name="edited">The game as a scenario has it, everybody apart.</param>
    /// <param name="merged">The coalition, or null.</param>
    public LeverageQuestion? Question(GameModel edited, Merger? merged)
    {
        if (merged?.Members.Contains(_threats.Player) == true)
        {
            return null;
        }

        bool patronToo = merged?.Members.Contains(Patron) == true;
        var kept = LeverageLaws.Unmoved(edited, _threats.Player, patronToo ? merged!.Members : [Patron], _threats.Moves, _threats.Quiet);
        return new LeverageQuestion(
            merged?.IndexOf(_threats.Player) ?? _threats.Player, _threats.Moves, _threats.Quiet, merged?.IndexOf(Patron) ?? Patron,
            merged is null ? _concession : (s, p) => _concession(s, merged.Apart(p)), _discount,
            [.. kept.Select(v => edited.Situations[v].Name)], LeverageLaws.Cells(new StateSpace(edited.Situations), kept));
    }

    /// <summary>I averaged over a law: compliance less that to a patron whose instruments have no effect; NaN when no instruments are declared.</summary>
    /// <param name="play">The play, everyone apart.</param>
    /// <param name="tame">The play without instruments that act.</param>
    /// <param name="law">Law on the solved game's states.</param>
    public double Influence(Play play, Play tame, double[] law) =>
        _compliance is null ? double.NaN : FixedOrder.Dot(law, Compliances(play)) - FixedOrder.Dot(law, Compliances(tame));
}
