using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The column has exactly some values: no others, and each of them at least once. Missing values are left out.</summary>
public sealed record SameSetCheck : ConditionalCheck
{
    internal const string Kind = "same_set";

    public SameSetCheck(string column, params IEnumerable<string> values)
    {
        Column = column;
        Values = [.. values];
    }

    public IReadOnlyList<string> Values { get; }

    public override string Name => Kind;

    public override string Description => $"the values of {Column} are {Words.List(Values)}, all of them and no others";

    internal static SameSetCheck Create(Settings settings) => new(settings.Text("column"), ListedValues.Read(settings, "list the values that must occur."));

    internal override CheckPlan Plan(CheckContext context)
    {
        var (aggregates, absent) = ContainsValuesCheck.Occurrence(context, Values);
        var others = context.Count($"({ValueSet.Of(context.Columns[0], Values).Outside})");
        return new TablePlan([.. aggregates, others], measured =>
        {
            var problems = new List<string>();
            if (absent(measured) is { Count: > 0 } missing)
                problems.Add($"{Words.List(missing)} {(missing.Count == 1 ? "does" : "do")} not occur");
            if (measured.Count(aggregates.Count) is > 0 and var count)
                problems.Add($"{Words.Count(count, "row")} {(count == 1 ? "has another value" : "have other values")}; a check in_set lists them");
            return problems.Count == 0 ? new Verdict(null, "exactly these values occur") : new Verdict(string.Join(", and ", problems), string.Join(", and ", problems));
        });
    }
}
