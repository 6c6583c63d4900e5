using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>Each of some values occurs in the column. Values are compared as <see cref="InSetCheck"/> does.</summary>
public sealed record ContainsValuesCheck : ConditionalCheck
{
    internal const string Kind = "contains_values";

    public ContainsValuesCheck(string column, params IEnumerable<string> values)
    {
        Column = column;
        Values = [.. values];
    }

    public IReadOnlyList<string> Values { get; }

    public override string Name => Kind;

    public override string Description => $"each of {Words.List(Values)} occurs in {Column}";

    internal static ContainsValuesCheck Create(Settings settings) => new(settings.Text("column"), ListedValues.Read(settings, "list the values that must occur."));

    internal override CheckPlan Plan(CheckContext context)
    {
        var (aggregates, absent) = Occurrence(context, Values);
        return new TablePlan(aggregates, measured => absent(measured) is { Count: > 0 } missing
            ? new Verdict($"{Words.List(missing)} {(missing.Count == 1 ? "does" : "do")} not occur", FormattableString.Invariant($"{Values.Count - missing.Count} of {Values.Count} values occur"))
            : new Verdict(null, "all of them occur"));
    }

    /// <summary>Aggregates that count each value, and what reads from them which do not occur.</summary>
    internal static (IReadOnlyList<string> Aggregates, Func<Measured, IReadOnlyList<string>> Absent) Occurrence(CheckContext context, IReadOnlyList<string> values)
    {
        var set = ValueSet.Of(context.Columns[0], values);
        string[] aggregates = [.. set.Literals.Select(literal => context.Count($"({set.Value} = {literal})"))];
        return (aggregates, measured => [.. values.Except(set.Texts), .. set.Texts.Where((_, i) => measured.Count(i) == 0)]);
    }
}
