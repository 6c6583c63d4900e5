namespace Saker.Data.Checks;

/// <summary>What a <see cref="CheckSuite"/> found in the data: one result per check, in the order of the suite.</summary>
public sealed record CheckReport
{
    /// <summary>What was checked: a file name, or <c>table</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The name of the suite; null when it has none.</summary>
    public string? Suite { get; init; }

    /// <summary>When the run began.</summary>
    public DateTimeOffset CheckedAt { get; init; }

    public required long RowCount { get; init; }

    /// <summary>The columns found, with declared and inferred types.</summary>
    public required Schema Schema { get; init; }

    /// <summary>The columns whose values name a row beside its number, see <see cref="Violation.Key"/>.</summary>
    public IReadOnlyList<string> KeyColumns { get; init; } = [];

    /// <summary>First the implicit checks <c>schema</c> and <c>type</c>, then those of the suite.</summary>
    public required IReadOnlyList<CheckResult> Results { get; init; }

    /// <summary>Whether the data may be used; warnings do not count against it.</summary>
    public bool Passed => Results.All(result => result.Outcome is not CheckOutcome.Failed);

    /// <exception cref="SakerException">A check of severity <see cref="Severity.Fail"/> is violated; every reported violation is a problem of the error.</exception>
    public void ThrowIfFailed()
    {
        if (Passed)
            return;
        var failed = Results.Where(result => result.Outcome == CheckOutcome.Failed).ToArray();
        var ran = Results.Count(result => result.Outcome != CheckOutcome.Skipped);
        var summary = FormattableString.Invariant($"{Source}: {failed.Length} of {ran} checks failed with {Count(failed.Sum(result => result.ViolationCount))}:");
        throw new SakerException(ErrorKind.ChecksFailed, summary, [.. failed.SelectMany(Problems)]);
    }

    private static IEnumerable<Problem> Problems(CheckResult result)
    {
        foreach (var violation in result.Violations)
            yield return new Problem(violation.Column ?? violation.Rule, $"{violation.Complaint} (check {violation.Rule})", violation.Row);
        if (result.ViolationCount > result.Violations.Count)
            yield return new Problem(result.Column ?? result.Name, FormattableString.Invariant($"{result.ViolationCount - result.Violations.Count} more (check {result.Name})"));
    }

    private static string Count(long violations) => violations == 1 ? "1 violation" : FormattableString.Invariant($"{violations} violations");
}
