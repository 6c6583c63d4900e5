using Saker.Data;
using Saker.Platform.Serving.Settings;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Reads and writes the section <c>guards</c> of a rollout's settings; reports every problem and never throws.</summary>
internal static class RolloutGuardsText
{
    private const string Defaults = "defaults";
    private const int MaxGuards = 50;
    private const int MaxNameLength = 100;

    // What the statistics take.
    private const double MaxFactor = 9;
    private const double MaxDeviations = 2;

    /// <summary>Names are keys; <c>latency_p95: {tolerance: 0.2}</c> changes a usual guard, <c>revenue: {kind: metric}</c> adds one, and <c>refusals: {enabled: false}</c> takes one away.</summary>
    public static RolloutGuards Read(Values from, KeyStyle style)
    {
        var named = new List<RolloutGuard>();
        var defaults = from.Flag(Defaults, fallback: true);
        foreach (var key in from.Keys().Where(key => key != Defaults))
        {
            // The names of usual guards are keys of the program, and spelled as such.
            var name = DefaultGuards.All.FirstOrDefault(guard => style.Key(guard.Name) == key)?.Name ?? key;
            if (named.Exists(guard => guard.Name == name))
                from.Report(key, "this guard is there twice.");
            else if (name.Length is 0 or > MaxNameLength || name.Any(char.IsControl))
                from.Report(key, $"a guard's name has 1 to {MaxNameLength} characters and none that control.");
            else
                named.Add(ReadOne(from.Section(key), name));
        }
        if (named.Count > MaxGuards)
            from.Report("", $"there are {named.Count} guards; a rollout has at most {MaxGuards}.");
        return new RolloutGuards { Defaults = defaults, Named = named };
    }

    /// <summary>The plain values of the section, which <see cref="Read"/> reads back.</summary>
    public static OrderedDictionary<string, object?> ValuesOf(RolloutGuards guards, KeyStyle style)
    {
        var values = SettingValues.Map(style, (Defaults, guards.Defaults));
        foreach (var guard in guards.Named)
            values[DefaultGuards.Find(guard.Name) is null ? guard.Name : style.Key(guard.Name)] = ValuesOf(guard, style);
        return values;
    }

    private static RolloutGuard ReadOne(Values from, string name)
    {
        var standard = DefaultGuards.Find(name) ?? new RolloutGuard { Name = name, Kind = GuardKind.Metric, Direction = HarmDirection.Down };
        if (DefaultGuards.Find(name) is null && !from.Has("kind"))
            from.Report("kind", $"there is no usual guard '{name}'; those are: {string.Join(", ", DefaultGuards.All.Select(guard => guard.Name))}. Say what a new one compares, such as 'kind: metric'.");
        var kind = EnumText.Read(from, "kind", standard.Kind);
        if (kind != standard.Kind)
            standard = (DefaultGuards.All.FirstOrDefault(guard => guard.Kind == kind) ?? new RolloutGuard { Name = name, Kind = kind, Direction = HarmDirection.Down }) with { Name = name };
        var read = standard with
        {
            Quantile = from.Number("quantile", standard.Quantile, 0.05, 0.999),
            Metric = from.OptionalText("metric") ?? (kind == GuardKind.Metric ? name : null),
            Direction = EnumText.Read(from, "direction", standard.Direction),
            Tolerance = from.Number("tolerance", standard.Tolerance, 0),
            Least = DurationText.Read(from, "least", TimeSpan.Zero, TimeSpan.FromHours(1)) ?? standard.Least,
            Risk = from.OptionalNumber("risk", 1e-9, 0.5),
            Weight = from.Number("weight", standard.Weight, 1e-6, 1e6),
            Enabled = from.Flag("enabled", fallback: true),
        };
        Check(from, read);
        from.RejectUnknown();
        return read;
    }

    private static void Check(Values from, RolloutGuard guard)
    {
        if (guard.Kind != GuardKind.Latency && from.Has("quantile"))
            from.Report("quantile", $"only a guard of latency has one; this one is of {EnumText.Write(guard.Kind)}.");
        if (guard.Kind != GuardKind.Latency && from.Has("least"))
            from.Report("least", $"only a guard of latency has one; this one is of {EnumText.Write(guard.Kind)}.");
        if (guard.Kind != GuardKind.Metric && from.Has("metric"))
            from.Report("metric", $"only a guard of a metric has one; this one is of {EnumText.Write(guard.Kind)}.");
        if (guard.Kind is (GuardKind.ErrorRate or GuardKind.Refusals or GuardKind.Fallback or GuardKind.Latency or GuardKind.Agreement) && guard.Direction != HarmDirection.Up)
            from.Report("direction", $"more of {EnumText.Write(guard.Kind)} is always the harm; leave it out, or write up.");
        if (guard.Kind == GuardKind.Agreement && guard.Tolerance is not (> 0 and < 1))
            from.Report("tolerance", "it is the share of answers that may differ, above 0 and below 1.");
        if (guard.Kind is (GuardKind.ErrorRate or GuardKind.Refusals or GuardKind.Fallback or GuardKind.Latency) && guard.Tolerance > MaxFactor)
            from.Report("tolerance", FormattableString.Invariant($"it is relative, 0.1 for 10% more; at most {MaxFactor}."));
        if (guard.Kind == GuardKind.ScoreShift && guard.Tolerance > MaxDeviations)
            from.Report("tolerance", FormattableString.Invariant($"it is in standard deviations; at most {MaxDeviations}."));
        if (!double.IsFinite(guard.Tolerance))
            from.Report("tolerance", "a finite number is needed.");
    }

    private static OrderedDictionary<string, object?> ValuesOf(RolloutGuard guard, KeyStyle style) => SettingValues.Map(
        style,
        ("kind", EnumText.Write(guard.Kind)),
        ("quantile", guard.Kind == GuardKind.Latency ? guard.Quantile : null),
        ("least", guard.Kind == GuardKind.Latency ? DurationText.Write(guard.Least) : null),
        ("metric", guard.Kind == GuardKind.Metric ? guard.Metric : null),
        ("direction", EnumText.Write(guard.Direction)),
        ("tolerance", guard.Tolerance),
        ("risk", guard.Risk),
        ("weight", guard.Weight),
        ("enabled", guard.Enabled));
}
