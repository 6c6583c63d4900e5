namespace Saker.Client;

/// <summary>That an alias moves only to versions whose gates passed.</summary>
/// <param name="Alias">The alias; null for every alias of the model.</param>
/// <param name="Role">The least role of those who may override.</param>
/// <param name="Suite">SHA-256 of the gates that must have been passed; null when any will do.</param>
public sealed record GateRequirementInfo(string? Alias, string Role, string? Suite)
{
    /// <summary>The column with the answers that they must have been asked of; null when any will do.</summary>
    public string? Target { get; init; }

    /// <summary>The answer that must have counted as positive.</summary>
    public string? Positive { get; init; }

    /// <summary>Whether new versions are registered only with files whose gates passed.</summary>
    public bool Registration { get; init; }

    /// <summary>The dataset on whose rows they must have been passed; null when any rows will do.</summary>
    public string? Dataset { get; init; }
}
