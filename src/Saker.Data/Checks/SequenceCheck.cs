using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>Each value of the column is the one before it plus a step, in the order of the data: nothing is skipped and nothing comes twice. Missing values are left out.</summary>
public sealed record SequenceCheck : RowCheck
{
    internal const string Kind = "sequence";

    public SequenceCheck(string column) => Column = column;

    /// <summary>Between numbers.</summary>
    public double Step { get; init; } = 1;

    /// <summary>Between dates or timestamps; null takes a day.</summary>
    public TimeSpan? Every { get; init; }

    public override string Name => Kind;

    public override string Description => Every is { } every ? $"{Column} goes up by {DurationText.Write(every)} from row to row" : $"{Column} goes up by {Words.Number(Step)} from row to row";

    internal override string Advice => "Find the rows that are missing or come twice; if the gap is right, limit the check with 'where' or allow a share with 'mostly'.";

    internal static SequenceCheck Create(Settings settings)
    {
        var check = new SequenceCheck(settings.Text("column")) { Step = settings.Number("step", 1), Every = DurationText.Read(settings, "every", TimeSpan.FromMicroseconds(1), TimeSpan.MaxValue) };
        if (check.Step == 0)
            settings.Report("step", "the step must not be 0.");
        if (settings.Has("step") && settings.Has("every"))
            settings.Report("every", "give 'step' for numbers or 'every' for times, not both.");
        return check;
    }

    internal override CheckPlan Plan(CheckContext context)
    {
        var column = context.Columns[0];
        if (column.Type is ColumnType.Date or ColumnType.Timestamp)
        {
            var every = Every ?? TimeSpan.FromDays(1);
            return Successive.Plan(context, CheckContext.Moment(column, "a sequence"), (value, previous) => $"{value} - {previous} <> {every.Ticks / TimeSpan.TicksPerMicrosecond}", Explain(DurationText.Write(every)));
        }
        if (Every is not null)
            throw CheckContext.Unfit(column, "'every' is for dates and timestamps; give 'step' for numbers");
        var number = CheckContext.Number(column, "a sequence");
        // The sum of two whole numbers may be beyond their type, where it is right that nothing equals it.
        var isWhole = column.Type is ColumnType.Int32 or ColumnType.Int64 && double.IsInteger(Step);
        return Successive.Plan(
            context,
            isWhole ? $"CAST({number} AS HUGEINT)" : number,
            (value, previous) => $"{value} <> {previous} + {SqlText.Number(Step, column.Type)}",
            Explain(Words.Number(Step)));
    }

    private static Func<string?, string?, string> Explain(string step) => (value, previous) => $"{Words.Quote(value)} comes after {Words.Quote(previous)}, not {step} further on";
}
