using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The latest time of the column is at most a span before the moment of the run. Without times it does not hold.</summary>
public sealed record FreshnessCheck : ConditionalCheck
{
    internal const string Kind = "freshness";

    public FreshnessCheck(string column) => Column = column;

    /// <summary>The greatest age of the latest row.</summary>
    public required TimeSpan Max { get; init; }

    public override string Name => Kind;

    public override string Description => $"the latest {Column} is at most {DurationText.Write(Max)} old";

    internal override string Advice => "Find out why no newer rows have come.";

    internal static FreshnessCheck Create(Settings settings)
    {
        var max = DurationText.Read(settings, "max", TimeSpan.Zero, TimeSpan.MaxValue);
        if (!settings.Has("max"))
            settings.Report("max", "give the greatest age of the latest row, such as 36h or 7d.");
        return new FreshnessCheck(settings.Text("column")) { Max = max ?? TimeSpan.Zero };
    }

    internal override CheckPlan Plan(CheckContext context)
    {
        CheckContext.RequireTime(context.Columns[0], "freshness");
        var now = context.Now;
        return new TablePlan([$"epoch_us(CAST(max({context.Columns[0].Value}){context.Filter} AS TIMESTAMP))"], measured =>
        {
            if (measured.Text(0) is null)
                return new Verdict("there are no times", "there are no times");
            var latest = DateTime.UnixEpoch.AddMicroseconds(measured.Count(0));
            var age = Rounded(now - latest);
            var seen = $"the latest is {Words.Moment(latest)}, {(now < latest ? "in the future" : $"{DurationText.Write(age)} old")}";
            return new Verdict(now - latest > Max ? $"{seen}; at most {DurationText.Write(Max)} is allowed" : null, seen);
        });
    }

    /// <summary>To whole days, hours, minutes or seconds, so that at most 1% is left off an age of some days.</summary>
    private static TimeSpan Rounded(TimeSpan age) => age switch
    {
        { TotalDays: >= 100 } => TimeSpan.FromDays(Math.Floor(age.TotalDays)),
        { TotalHours: >= 100 } => TimeSpan.FromHours(Math.Floor(age.TotalHours)),
        { TotalMinutes: >= 100 } => TimeSpan.FromMinutes(Math.Floor(age.TotalMinutes)),
        _ => TimeSpan.FromSeconds(Math.Floor(age.TotalSeconds)),
    };
}
