using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The value that the column has most often is one of a few; where several are equally often, one of them must be. Missing values are left out; without values it holds.</summary>
public sealed record MostCommonCheck : ConditionalCheck
{
    internal const string Kind = "most_common";

    public MostCommonCheck(string column, params IEnumerable<string> values)
    {
        Column = column;
        Values = [.. values];
    }

    public IReadOnlyList<string> Values { get; }

    public override string Name => Kind;

    public override string Description => $"the most common value of {Column} is one of {Words.List(Values)}";

    internal static MostCommonCheck Create(Settings settings) => new(settings.Text("column"), ListedValues.Read(settings, "list the values that may be the most common."));

    internal override CheckPlan Plan(CheckContext context)
    {
        var set = ValueSet.Of(context.Columns[0], Values);
        var most = $"list_max(map_values(histogram({set.Value}){context.Filter}))";
        string[] aggregates = [most, $"mode({context.Columns[0].Text}){context.Filter}", .. set.Literals.Select(literal => context.Count($"({set.Value} = {literal})"))];
        return new TablePlan(aggregates, measured =>
        {
            var count = measured.Count(0);
            if (count == 0)
                return new Verdict(null, "there are no values");
            var seen = $"the most common value is {Words.Quote(measured.Text(1))}, {Words.Count(count, "time")}";
            var holds = Enumerable.Range(2, set.Literals.Count).Any(i => measured.Count(i) == count);
            return new Verdict(holds ? null : $"{seen}; it is not one of {Words.List(Values)}", holds ? FormattableString.Invariant($"the most common value occurs {count} times and is one of these") : seen);
        });
    }
}
