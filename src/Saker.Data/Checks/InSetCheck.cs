using Saker.Data.Checks.Running;
using Saker.Data.Tallies;

namespace Saker.Data.Checks;

/// <summary>Every value of the column is one of a few. Numbers are compared as numbers, texts to the letter; missing values are left out.</summary>
public sealed record InSetCheck : RowCheck
{
    internal const string Kind = "in_set";

    private readonly string[] _values;

    public InSetCheck(string column, params IEnumerable<string> values)
    {
        Column = column;
        _values = [.. values];
    }

    public IReadOnlyList<string> Values => _values;

    public override string Name => Kind;

    public override string Description => $"{Column} is one of {Words.List(_values)}";

    public bool Equals(InSetCheck? other) => base.Equals(other) && _values.AsSpan().SequenceEqual(other._values);

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), _values.Length);

    internal static InSetCheck Create(Settings settings) => new(settings.Text("column"), ListedValues.Read(settings, "list the values that are allowed."));

    internal override CellTest? Test => new SetTest(_values);

    internal override CheckPlan Plan(CheckContext context) => new RowPlan(
        context,
        ValueSet.Of(context.Columns[0], _values).Outside,
        context.Columns[0],
        text => $"{Words.Quote(text)} is not one of {Words.List(_values)}");
}
