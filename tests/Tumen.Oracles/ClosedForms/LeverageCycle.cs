using Tumen.Episodes;

namespace Tumen.Oracles;

/// <summary>Which Markov perfect equilibrium the leverage cycle has.</summary>
public enum LeverageRegion
{
    /// <summary>The client always provokes and the patron always pays.</summary>
    Cycle,

    /// <summary>Both mix.</summary>
    Mixed,

    /// <summary>Nobody provokes, nobody would pay.</summary>
    Quiet,
}

/// <summary>E8: calm and tense months. In calm the client provokes (cost k, tense next) or not; in tense the patron pays r (calm next) or bears ℓ, tension persisting with chance p. The client gets r.</summary>
/// <remarks>Markov perfect equilibrium, unique inside each region. Source: design note theory.md, section 5, E8.</remarks>
/// <param name="Reward">r.</param>
/// <param name="TensionCost">ℓ, the patron's cost of an unpaid tense month.</param>
/// <param name="Persistence">p in [0, 1].</param>
/// <param name="ProvocationCost">k.</param>
/// <param name="ClientDiscount">δ_N in (0, 1).</param>
/// <param name="PatronDiscount">δ_C in (0, 1).</param>
public sealed record LeverageCycle(Rational Reward, Rational TensionCost, Rational Persistence, Rational ProvocationCost, Rational ClientDiscount, Rational PatronDiscount)
{
    private static Rational One => Rational.One;

    /// <summary>r̄ = ℓ(1 + δ_C)/(1 + δ_C − δ_C p): up to here the patron pays surely.</summary>
    public Rational PaysUpTo => TensionCost * (One + PatronDiscount) / (One + PatronDiscount - PatronDiscount * Persistence);

    /// <summary>r̲ = ℓ/(1 − δ_C p): from here it never pays.</summary>
    public Rational NeverFrom => TensionCost / (One - PatronDiscount * Persistence);

    /// <summary>p* = (1 + δ_C)(r − ℓ)/(δ_C r): tension must persist at least this much for sure payment.</summary>
    public Rational PersistenceThreshold => (One + PatronDiscount) * (Reward - TensionCost) / (PatronDiscount * Reward);

    /// <summary>Which equilibrium holds; without δ_N r ≥ k provoking never pays.</summary>
    public LeverageRegion Region => ClientDiscount * Reward < ProvocationCost || Reward >= NeverFrom ? LeverageRegion.Quiet
        : Reward <= PaysUpTo ? LeverageRegion.Cycle : LeverageRegion.Mixed;

    /// <summary>x, chance of provoking in calm.</summary>
    public Rational Provoke => Region switch
    {
        LeverageRegion.Cycle => One,
        LeverageRegion.Quiet => Rational.Zero,
        _ => Reward * Persistence / (Reward - TensionCost) - One / PatronDiscount,
    };

    /// <summary>y, chance of paying in tension. Where provoking never pays (δ_N r &lt; k), the sure choice against no provocation.</summary>
    public Rational Pay => Region switch
    {
        LeverageRegion.Cycle => One,
        LeverageRegion.Quiet => Reward < NeverFrom ? One : Rational.Zero,
        _ => ProvocationCost * (One - ClientDiscount * Persistence) / (ClientDiscount * (Reward - ProvocationCost * Persistence)),
    };

    private Rational TenseStays => (One - Pay) * Persistence;

    /// <summary>Long-run share of tense months.</summary>
    public Rational TenseShare => Provoke.IsZero ? Rational.Zero : Provoke / (Provoke + One - TenseStays);

    /// <summary>Λ: payments a month in the long run.</summary>
    public Rational Leverage => TenseShare * Pay * Reward;

    /// <summary>Λ as (1 − δ_C) Σ δ_C^t of expected payments, starting from calm.</summary>
    public Rational DiscountedLeverage
    {
        get
        {
            // D_c = δ(x D_t + (1 − x) D_c), D_t = (1 − δ) y r + δ(s D_t + (1 − s) D_c), with s the chance that tension stays.
            var d = PatronDiscount;
            var calm = d * Provoke / (One - d * (One - Provoke));
            return calm * (One - d) * Pay * Reward / (One - d * TenseStays - d * (One - TenseStays) * calm);
        }
    }

    /// <summary>Values (client in calm, client in tension, patron in calm, patron in tension) when x and y are played for ever; discounted sums.</summary>
    public (double ClientCalm, double ClientTense, double PatronCalm, double PatronTense) Values(double provoke, double pay)
    {
        double p = Persistence.ToDouble(), stays = (1 - pay) * p;
        (double Calm, double Tense) Solve(double discount, double calmFlow, double tenseFlow)
        {
            // V_c = f_c + δ(x V_t + (1 − x) V_c);  V_t = f_t + δ(s V_t + (1 − s) V_c).
            double a = 1 - discount * (1 - provoke), b = discount * provoke, c = discount * (1 - stays), e = 1 - discount * stays;
            double determinant = a * e - b * c;
            return ((calmFlow * e + b * tenseFlow) / determinant, (a * tenseFlow + c * calmFlow) / determinant);
        }
        var client = Solve(ClientDiscount.ToDouble(), -provoke * ProvocationCost.ToDouble(), pay * Reward.ToDouble());
        var patron = Solve(PatronDiscount.ToDouble(), 0, -pay * Reward.ToDouble() - (1 - pay) * TensionCost.ToDouble());
        return (client.Calm, client.Tense, patron.Calm, patron.Tense);
    }

    /// <summary>Advantage of provoking over quiet, and of paying over bearing, this month only, with given values afterwards.</summary>
    public (double Provoke, double Pay) Advantages((double ClientCalm, double ClientTense, double PatronCalm, double PatronTense) values)
    {
        double dn = ClientDiscount.ToDouble(), dc = PatronDiscount.ToDouble(), p = Persistence.ToDouble();
        return (-ProvocationCost.ToDouble() + dn * (values.ClientTense - values.ClientCalm),
            -Reward.ToDouble() + TensionCost.ToDouble() + dc * p * (values.PatronCalm - values.PatronTense));
    }
}
