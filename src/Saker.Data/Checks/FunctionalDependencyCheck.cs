using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>Rows with the same values in some columns have the same value in another: a postcode has one town. Rows with a missing value are left out.</summary>
public sealed record FunctionalDependencyCheck : RowCheck
{
    internal const string Kind = "functional_dependency";

    /// <param name="column">The column that is determined.</param>
    /// <param name="determinants">The columns that determine it.</param>
    public FunctionalDependencyCheck(string column, params IEnumerable<string> determinants)
    {
        Column = column;
        Determinants = [.. determinants];
    }

    public IReadOnlyList<string> Determinants { get; }

    public override string Name => Kind;

    public override string Description => $"rows of the same {Words.Names(Determinants)} have the same {Column}";

    public override IReadOnlyList<string> Columns => [.. Determinants, Column!];

    internal static FunctionalDependencyCheck Create(Settings settings) => new(settings.Text("column"), ColumnNames.Read(settings, 1, "determinants"));

    internal override CheckPlan Plan(CheckContext context) =>
        new DependencyPlan(KeyedPlan.Present(context, context.Columns), [.. context.Columns.SkipLast(1)], context.Columns[^1]);
}
