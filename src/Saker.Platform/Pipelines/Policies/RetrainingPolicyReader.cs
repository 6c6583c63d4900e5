using Saker.Data;
using Saker.Platform.Jobs;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Pipelines.Policies;

/// <summary>Reads a policy; reports every problem and never throws.</summary>
internal sealed class RetrainingPolicyReader(KeyStyle style)
{
    private const int MaxAttemptsPerDay = 1_000;
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(3_650);

    public RetrainingPolicy Read(Values from)
    {
        var standard = new RetrainingPolicy();
        var policy = new RetrainingPolicy
        {
            Schedule = from.Has("schedule") ? Schedule(from.Section("schedule")) : null,
            Drift = Trigger(from, "drift", Drift, new DriftTrigger()),
            Decay = Trigger(from, "decay", Decay, new DecayTrigger()),
            NewRows = from.OptionalNumber(style.Key("new_rows"), 1, 1e15) is { } rows ? Whole(from, rows) : null,
            Data = Data(from),
            CoolDown = DurationText.Read(from, style.Key("cool_down"), TimeSpan.Zero, s_longest) ?? standard.CoolDown,
            MaxPerDay = from.Integer(style.Key("max_per_day"), standard.MaxPerDay, 1, MaxAttemptsPerDay),
            Promote = EnumText.Read(from, "promote", standard.Promote),
            Alias = from.OptionalText("alias"),
        };
        if (policy.Alias is { } alias)
            Collect(from, problems => AliasNames.Check(problems, from.PlaceOf("alias"), alias));
        from.RejectUnknown();
        return policy;
    }

    /// <summary>A mapping, or just <c>true</c> for what the monitor says.</summary>
    private static T? Trigger<T>(Values from, string key, Func<Values, T> read, T standard)
        where T : class
    {
        if (from.Value(key) is bool flag)
            return flag ? standard : null;
        return from.Has(key) ? read(from.Section(key)) : null;
    }

    private ScheduleTrigger Schedule(Values from)
    {
        var (cron, zone) = (from.OptionalText("cron"), from.OptionalText(style.Key("time_zone")));
        var schedule = new ScheduleTrigger { Cron = cron, TimeZone = zone ?? "UTC", Every = DurationText.Read(from, "every", TimeSpan.FromMinutes(1), s_longest) };
        if (cron is null && !from.Has("every"))
            from.Report("cron", "say when: 'cron: \"0 3 * * mon\"', or 'every: 7d'.");
        if (cron is not null && from.Has("every"))
            from.Report("every", "there is 'cron' already; give one of them.");
        if (zone is not null && cron is null)
            from.Report(style.Key("time_zone"), "counts for 'cron' only; leave it out.");
        var clock = TimeZoneInfo.TryFindSystemTimeZoneById(schedule.TimeZone, out var known) ? known : null;
        if (clock is null)
            from.Report(style.Key("time_zone"), $"'{schedule.TimeZone}' is no time zone that is known here; write it as the tz database does, such as Europe/Berlin.");
        if (cron is not null)
            CheckCron(from, cron, clock ?? TimeZoneInfo.Utc);
        from.RejectUnknown();
        return schedule;
    }

    private static void CheckCron(Values from, string cron, TimeZoneInfo zone)
    {
        try
        {
            CronSchedule.Parse(cron, zone);
        }
        catch (SakerException exception)
        {
            from.Report("cron", exception.Message);
        }
    }

    private static DriftTrigger Drift(Values from)
    {
        var drift = new DriftTrigger { Share = from.OptionalNumber("share", 0.000_001, 1), Columns = from.Texts("columns"), Prediction = from.Flag("prediction", false) };
        from.RejectUnknown();
        return drift;
    }

    private static DecayTrigger Decay(Values from)
    {
        var decay = new DecayTrigger { Score = from.OptionalText("score"), Below = from.OptionalNumber("below"), Above = from.OptionalNumber("above"), Estimated = from.Flag("estimated", false) };
        if (decay.Score is null && (decay.Below is not null || decay.Above is not null || decay.Estimated))
            from.Report("score", "say of which score, such as 'score: roc_auc'; or write 'decay: true' for the monitor's own test.");
        if (decay.Score is not null && decay.Below is null == decay.Above is null)
            from.Report("below", "say from where on the score is bad: 'below', or 'above' for an error; one of them.");
        from.RejectUnknown();
        return decay;
    }

    private FreshData Data(Values from)
    {
        if (!from.Has("data"))
            return FreshData.Source;
        if (from.Value("data") is not IReadOnlyDictionary<string, object?>)
        {
            var kind = EnumText.Read(from, "data", FreshDataKind.Source);
            if (kind == FreshDataKind.Dataset)
                from.Report("data", "say which dataset: 'data: {dataset: NAME}'.");
            return new FreshData(kind);
        }
        var section = from.Section("data");
        var name = section.Text("dataset");
        if (name.Length > 0)
            Collect(section, problems => Names.Check(problems, section.PlaceOf("dataset"), name));
        section.RejectUnknown();
        return new FreshData(FreshDataKind.Dataset, name);
    }

    private long? Whole(Values from, double number)
    {
        if (number == Math.Floor(number))
            return (long)number;
        from.Report(style.Key("new_rows"), FormattableString.Invariant($"{number} is not a whole number."));
        return null;
    }

    private static void Collect(Values from, Action<List<Problem>> check)
    {
        List<Problem> problems = [];
        check(problems);
        foreach (var problem in problems)
            from.Problems.Add(problem);
    }
}
