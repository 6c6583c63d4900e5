namespace Saker.Data.Checks.Proposals;

/// <summary>A suite that was found in data and holds on it: a start, for people to read and to change.</summary>
public sealed record SuiteProposal
{
    /// <summary>What was read, for the file's head.</summary>
    public required string Source { get; init; }

    public required long RowCount { get; init; }

    /// <summary>Rows that bounds were found by; all checks were run on all rows.</summary>
    public required long SampledRowCount { get; init; }

    /// <summary>By column, in the order of the data; what is about the table comes first.</summary>
    public required IReadOnlyList<ProposedCheck> Checks { get; init; }

    /// <summary>The suite, ready to run.</summary>
    public CheckSuite Suite => new() { Checks = [.. Checks.Select(proposed => proposed.Check)] };

    /// <summary>The suite as a file for people: grouped by column, each check with its reason. The same data give the same text.</summary>
    public string ToYaml() => SuiteYaml.Write(this);
}
