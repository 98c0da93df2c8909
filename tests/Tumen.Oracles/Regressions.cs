using Tumen.Numerics.Special;
using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>A logit or probit for one binary move: the nonstrategic rival of a strategic model.</summary>
public sealed class BinaryRegression : RecursiveModel
{
    private readonly bool[] _moves;
    private readonly ChoiceLink _link;

    /// <summary>Builds the model.</summary>
    /// <param name="index">The linear index.</param>
    /// <param name="moves">The answer of each row.</param>
    /// <param name="link">Logit or probit, with unit scale.</param>
    public BinaryRegression(DesignEquation index, IReadOnlyList<bool> moves, ChoiceLink link = ChoiceLink.Logit) : base([index], moves.Count, 4) =>
        (_moves, _link) = ([.. moves], link);

    /// <inheritdoc />
    protected override int Row(in JetPad pad, int row)
    {
        BinaryMove.Set(pad, _link, 0, Scratch, Scratch + 1, Scratch + 2, Scratch + 3);
        return _moves[row] ? Scratch : Scratch + 1;
    }
}

/// <summary>Linear regression with normal errors by maximum likelihood: weights, then log σ.</summary>
public sealed class NormalRegression : RecursiveModel
{
    private readonly double[] _response;

    /// <summary>Builds the model.</summary>
    /// <param name="index">The conditional mean.</param>
    /// <param name="response">The response of each row.</param>
    public NormalRegression(DesignEquation index, IReadOnlyList<double> response)
        : base([index, new DesignEquation("log(sigma)", [""], [Enumerable.Repeat(1.0, response.Count).ToArray()])], response.Count, 2) => _response = [.. response];

    /// <inheritdoc />
    public override IReadOnlyList<double> Start
    {
        get
        {
            var start = new double[Names.Count];
            start[^1] = 0.5 * Math.Log(_response.Sum(y => y * y) / _response.Length + 1e-300);
            return start;
        }
    }

    /// <inheritdoc />
    protected override int Row(in JetPad pad, int row)
    {
        int z = Scratch, log = Scratch + 1;
        pad.Affine(z, 1, -1, 0);
        pad.Exp(z, z);
        pad.Affine(log, 0, -1, _response[row]);
        pad.Multiply(z, z, log);
        pad.Multiply(z, z, z);
        pad.Combine(log, -0.5, z, -1, 1);
        pad.Affine(log, log, 1, -Normal.LogSqrtTwoPi);
        return log;
    }
}
