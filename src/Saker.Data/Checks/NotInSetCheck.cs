using Saker.Data.Checks.Running;
using Saker.Data.Tallies;

namespace Saker.Data.Checks;

/// <summary>No value of the column is one of a few. Numbers are compared as numbers, texts to the letter; missing values are left out.</summary>
public sealed record NotInSetCheck : RowCheck
{
    internal const string Kind = "not_in_set";

    public NotInSetCheck(string column, params IEnumerable<string> values)
    {
        Column = column;
        Values = [.. values];
    }

    public IReadOnlyList<string> Values { get; }

    public override string Name => Kind;

    public override string Description => $"{Column} is none of {Words.List(Values)}";

    internal static NotInSetCheck Create(Settings settings) => new(settings.Text("column"), ListedValues.Read(settings, "list the values that must not occur."));

    internal override CellTest? Test => new SetTest(Values, isInsideBroken: true);

    internal override CheckPlan Plan(CheckContext context) => new RowPlan(
        context,
        ValueSet.Of(context.Columns[0], Values).Inside,
        context.Columns[0],
        text => $"{Words.Quote(text)} must not occur");
}
