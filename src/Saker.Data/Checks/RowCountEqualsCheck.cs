using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>There are as many rows as in other data, give or take a share of those.</summary>
public sealed record RowCountEqualsCheck : ConditionalCheck
{
    internal const string Kind = "row_count_equals";

    /// <summary>What is compared with.</summary>
    public required OtherData As { get; init; }

    /// <summary>How far the numbers may be apart, as a share of the other number: 0 or more.</summary>
    public double Tolerance { get; init; }

    public override string Name => Kind;

    public override string Description => $"there are as many rows as in {As}{(Tolerance == 0 ? "" : $", give or take {Words.Share(Tolerance)}")}";

    public override IReadOnlyList<OtherData> Others => [As];

    internal override string Advice => $"Find out which rows are missing here or in {As}.";

    internal static RowCountEqualsCheck Create(Settings settings) => new() { As = OtherData.Create(settings), Tolerance = settings.Number("tolerance", 0, 0) };

    internal override CheckPlan Plan(CheckContext context)
    {
        var other = context.Lookup(As, []).RowCount;
        return new TablePlan([$"count(*){context.Filter}"], measured =>
        {
            var rows = measured.Count(0);
            var seen = FormattableString.Invariant($"there are {rows} rows here and {other} in {As}");
            return new Verdict(Math.Abs(rows - other) > Tolerance * other ? seen : null, seen);
        });
    }
}
