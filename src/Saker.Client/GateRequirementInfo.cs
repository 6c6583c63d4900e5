namespace Saker.Client;

/// <summary>That an alias moves only to versions whose gates passed.</summary>
/// <param name="Alias">The alias; null for every alias of the model.</param>
/// <param name="Role">The least role of those who may override.</param>
/// <param name="Suite">SHA-256 of the gates that must have been passed; null when any will do.</param>
public sealed record GateRequirementInfo(string? Alias, string Role, string? Suite);
