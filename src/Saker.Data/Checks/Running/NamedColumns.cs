namespace Saker.Data.Checks.Running;

/// <summary>The columns that a suite and its source name, and which of them are there.</summary>
internal sealed class NamedColumns(CheckTarget target, CheckSuite suite)
{
    /// <summary>Positions of the columns that tell rows apart for people; those that are missing are left out.</summary>
    public IReadOnlyList<int> Key { get; } = [.. suite.Key.Select(target.Schema.IndexOf).Where(position => position >= 0)];

    /// <summary>Named and not there.</summary>
    public IReadOnlyList<string> Missing { get; } =
        [.. target.Declared.Keys.Concat(suite.Key).Concat(suite.Checks.SelectMany(check => check.Columns)).Distinct(StringComparer.Ordinal).Where(name => !target.Schema.Contains(name))];

    public bool AreThere(Check check) => check.Columns.All(target.Schema.Contains);
}
