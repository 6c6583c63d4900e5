using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>No date or timestamp of the column lies after the moment of the run. Missing values are left out.</summary>
public sealed record NotInFutureCheck : RowCheck
{
    internal const string Kind = "not_in_future";

    public NotInFutureCheck(string column) => Column = column;

    public override string Name => Kind;

    public override string Description => $"{Column} is not in the future";

    internal static NotInFutureCheck Create(Settings settings) => new(settings.Text("column"));

    internal override CheckPlan Plan(CheckContext context)
    {
        CheckContext.RequireTime(context.Columns[0], "a comparison with the present");
        var now = context.Now;
        return new RowPlan(context, $"{context.Columns[0].Value} > {CheckContext.Literal(now)}", context.Columns[0], value => $"{value} is after {Words.Moment(now)}, the time of the check");
    }
}
