namespace Saker.Data.Checks;

/// <summary>The checks that data must pass, and how much of what breaks them is reported.</summary>
public sealed record CheckSuite
{
    public static CheckSuite Empty { get; } = new();

    public IReadOnlyList<Check> Checks { get; init; } = [];

    /// <summary>How many violations of one check are reported with row and value; all are counted.</summary>
    public int MaxViolationsPerCheck { get; init; } = 20;

    /// <summary>Reads declared checks, one mapping each; whatever is wrong with them is added to the problems of the settings.</summary>
    public static CheckSuite Create(IEnumerable<Settings> sections) => new() { Checks = [.. sections.Select(CheckCatalogue.Create).OfType<Check>()] };
}
