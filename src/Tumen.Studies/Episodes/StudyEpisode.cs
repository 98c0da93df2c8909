using Tumen.Episodes;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>An episode of a study as read.</summary>
/// <param name="Spec">As the study names it.</param>
/// <param name="Written">As its author wrote it; null for an .efg or .nfg.</param>
/// <param name="Tree">The tree without the long game's values.</param>
/// <param name="Hash">SHA-256 of its file.</param>
public sealed record StudyEpisode(EpisodeSpec Spec, EpisodeModel? Written, ExtensiveGame Tree, string Hash)
{
    /// <summary>Reads an episode; every mistake of its file is reported at its place there.</summary>
    /// <param name="spec">As the study names it.</param>
    /// <param name="file">Its text.</param>
    /// <param name="game">The long game.</param>
    /// <param name="record">The main record, for the month of the episode.</param>
    /// <param name="study">Name of the study's file.</param>
    /// <exception cref="BadInputException">With what is wrong.</exception>
    public static StudyEpisode Read(EpisodeSpec spec, InputFile file, GameModel game, StudyRecord record, string study)
    {
        var (written, tree) = file.Name.EndsWith(".game", StringComparison.OrdinalIgnoreCase) ? FromLanguage(file) : (null, FromFile(file));
        if (PerfectRecall.FindViolation(tree) is { } violation)
        {
            throw new BadInputException([Diagnostic.Error("W202", violation.Message, file.Name, Place.None)]);
        }

        if (spec.GoesOn)
        {
            if (written is null || written.Sequels.IsEmpty)
            {
                throw new BadInputException([Diagnostic.Error("S523", $"the episode \"{spec.Name}\" goes on in the long game, but {file.Name} does not say where", study, spec.Place, null, null,
                    ["add to the episode   afterwards warmth is cold, talks is off if patron plays not"])]);
            }

            // Every end is asked once, with values left out, so that a situation misspelt is found before anything is fitted.
            var levels = new SequelLevels(game, record, spec, study);
            Need(EpisodeCompiler.Compile(written, new Continuation(game.Name, (situations, player) => levels.Problem(situations, player) is { } problem ? (null, problem) : (Rational.Zero, null))).Diagnostics);
        }

        return new StudyEpisode(spec, written, tree, file.Hash);
    }

    private static (EpisodeModel?, ExtensiveGame) FromLanguage(InputFile file)
    {
        var read = EpisodeFile.Read(file.Text, file.Name);
        Need(read.Diagnostics);
        var compiled = EpisodeCompiler.Compile(read.Model!);
        Need(compiled.Diagnostics);
        return (read.Model, compiled.Game!);
    }

    private static ExtensiveGame FromFile(InputFile file)
    {
        var read = GameFiles.Read(file.Text, file.Name);
        Need(read.Diagnostics);
        return read.Extensive ?? read.Strategic!.ToExtensive();
    }

    private static void Need(IReadOnlyList<GameDiagnostic> said)
    {
        if (said.Any(d => d.IsError))
        {
            throw new BadInputException(said.Where(d => d.IsError).Select(d => Diagnostic.Error(d.Code, d.Message, d.Path, new Place(d.Line, d.Column, 1))));
        }
    }
}
