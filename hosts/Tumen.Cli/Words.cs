using System.Globalization;

namespace Tumen.Cli;

/// <summary>Numbers with their nouns.</summary>
internal static class Words
{
    /// <summary>"1 player", "2 players".</summary>
    public static string Count(long n, string one, string? many = null) => string.Create(CultureInfo.InvariantCulture, $"{n} {(n == 1 ? one : many ?? one + "s")}");
}
