using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>Between one time of the column and the next lies at most a span, in the order of the data and in either direction. Missing values are left out.</summary>
public sealed record GapCheck : RowCheck
{
    internal const string Kind = "gap";

    public GapCheck(string column) => Column = column;

    public required TimeSpan Max { get; init; }

    public override string Name => Kind;

    public override string Description => $"{Column} has no gap longer than {DurationText.Write(Max)}";

    internal override string Advice => "Find out whether rows were lost in the gap; if it is right, allow longer ones.";

    internal static GapCheck Create(Settings settings)
    {
        var max = DurationText.Read(settings, "max", TimeSpan.Zero, TimeSpan.MaxValue);
        if (!settings.Has("max"))
            settings.Report("max", "give the longest gap that is allowed, such as 1h or 2d.");
        return new GapCheck(settings.Text("column")) { Max = max ?? TimeSpan.Zero };
    }

    internal override CheckPlan Plan(CheckContext context) => Successive.Plan(
        context,
        CheckContext.Moment(context.Columns[0], "a gap"),
        (value, previous) => $"abs({value} - {previous}) > {Max.Ticks / TimeSpan.TicksPerMicrosecond}",
        (value, previous) => $"{Words.Quote(value)} comes after {Words.Quote(previous)}, a gap longer than {DurationText.Write(Max)}");
}
