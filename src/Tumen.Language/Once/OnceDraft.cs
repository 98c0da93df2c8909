using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>What has been read of a game that is played once and estimated.</summary>
internal sealed class OnceDraft(ErrorLaw errors, bool privately)
{
    public ErrorLaw Errors { get; } = errors;

    public bool Private { get; } = privately;

    /// <summary>Players in order of declaration, with their place.</summary>
    public List<Token> Deciders { get; } = [];

    /// <summary>For every move of the draft, who makes it.</summary>
    public List<Token> Owners { get; } = [];

    /// <summary>For every move of the draft, when it is made.</summary>
    public Dictionary<int, Condition> When { get; } = [];

    public List<OnceOutcome> Outcomes { get; } = [];

    public int Offer { get; set; } = -1;

    public double LargestOffer { get; set; }

    /// <summary>The rules as the model holds them.</summary>
    public OnceRules Build() => new()
    {
        Errors = Errors,
        PrivateInformation = Private,
        Deciders = [.. Deciders.Select(d => d.Text)],
        Owner = [.. Owners.Select(o => Deciders.FindIndex(d => d.Text == o.Text))],
        When = [.. Owners.Select((_, i) => When.GetValueOrDefault(i, Condition.Always))],
        Outcomes = [.. Outcomes],
        Offer = Offer,
        LargestOffer = LargestOffer,
    };
}
