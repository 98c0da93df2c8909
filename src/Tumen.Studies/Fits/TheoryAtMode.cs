using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>A theory at its posterior mode: what draws around it are made from.</summary>
/// <param name="Name">"base" or the theory's name.</param>
/// <param name="Point">The mode.</param>
/// <param name="Covariance">Laplace covariance there, K × K.</param>
/// <param name="Edges">One-sided posteriors of parameters at bounds.</param>
public sealed record TheoryAtMode(string Name, double[] Point, double[] Covariance, BoundEdge[] Edges)
{
    /// <summary>That of a whole fit.</summary>
    public static TheoryAtMode Of(TheoryWork work) => new(work.Name, work.ModePoint, work.ModeCovariance, [.. work.ModeEdges]);

    /// <summary>
    /// A theory of a study on its main record: from the store where its fit is kept, otherwise climbed to as the study would. Whoever asks (the study, <c>tumen whatif</c>, the workbench) starts from
    /// the same bits.
    /// </summary>
    /// <param name="study">The study.</param>
    /// <param name="theory">"base" or the name of any theory of the game.</param>
    /// <param name="folder">Folder of results whose store is looked into; null for none.</param>
    /// <param name="seed">Seed of the study.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    /// <returns>Null when the record is impossible under the theory.</returns>
    public static TheoryAtMode? Find(StudyFolder study, string theory, string? folder, ulong seed, CancellationToken cancel)
    {
        string store = Path.Combine(folder ?? "", StudyRunner.StoreName);
        int at = study.Study.Compare.IndexOf(theory);
        if (folder is not null && at >= 0 && Directory.Exists(store))
        {
            var piece = new StudyPieces(study, seed).Fitted[at];
            if (piece.Load(new ResultStore(store)))
            {
                return piece.Value!.ModePoint.Length == 0 ? null : Of(piece.Value);
            }
        }

        return TheoryRunner.ModeOf(study.Game, theory, study.Records[0].Sequences, StudyPieces.MainOptions(study, seed), cancel);
    }
}
