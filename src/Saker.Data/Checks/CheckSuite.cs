namespace Saker.Data.Checks;

/// <summary>The checks that data must pass, and how much of what breaks them is reported.</summary>
public sealed record CheckSuite
{
    public static CheckSuite Empty { get; } = new();

    /// <summary>What the suite is called; null when it has no name.</summary>
    public string? Name { get; init; }

    public IReadOnlyList<Check> Checks { get; init; } = [];

    /// <summary>Columns whose values name a row for people beside its number; each must be there.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>Where relative paths of other data start; null for the current folder.</summary>
    public string? Folder { get; init; }

    /// <summary>How many violations of one check are reported with row and value; all are counted, and <see cref="CheckOptions.OnViolation"/> gives them all.</summary>
    public int MaxViolationsPerCheck { get; init; } = 20;

    /// <summary>Reads declared checks, one mapping each; whatever is wrong with them is added to the problems of the settings.</summary>
    public static CheckSuite Create(IEnumerable<Settings> sections) => new() { Checks = [.. sections.Select(CheckCatalogue.Create).OfType<Check>()] };
}
