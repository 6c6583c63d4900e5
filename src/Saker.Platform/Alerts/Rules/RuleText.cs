using Saker.Data;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts.Rules;

/// <summary>
/// Reads a rule as it is written:
/// <code>
/// {name: slow, kind: latency, quantile: p99, above: 250ms, for: 5m, endpoints: [churn*], severity: critical}
/// </code>
/// </summary>
internal static class RuleText
{
    private const double DefaultErrorRate = 0.05;
    private const int DefaultErrorCount = 20;
    private const int MaxSummaryLength = 500;
    private const int MaxHistory = 4_096;
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(366);
    private static readonly TimeSpan s_keepFor = TimeSpan.FromMinutes(2);

    /// <summary>Reads the mapping. What is wrong is added to its problems.</summary>
    /// <param name="settings">The mapping.</param>
    /// <param name="definitions">The signals that there are.</param>
    public static AlertRule Read(Settings settings, IReadOnlyList<SignalDefinition> definitions)
    {
        var name = settings.Text("name");
        if (name.Length > 0)
            CheckName(settings, name);
        var kindText = settings.Choice("kind", "threshold", [.. EnumText.Names<RuleKind>()]);
        var rule = new AlertRule
        {
            Name = name,
            Kind = EnumText.Find<RuleKind>(kindText)!.Value,
            Signal = "",
            For = Duration(settings, "for", TimeSpan.Zero) ?? TimeSpan.Zero,
            KeepFor = Duration(settings, "keep_for", TimeSpan.Zero) ?? s_keepFor,
            MinCount = settings.Integer("min_count", 0, 0),
            Endpoints = settings.Has("endpoints") ? settings.Texts("endpoints") : ["*"],
            Only = settings.Has("only") ? settings.Texts("only") : ["*"],
            Severity = ReadSeverity(settings),
            Labels = ReadLabels(settings),
            Receivers = settings.Texts("receivers"),
            Summary = settings.OptionalText("summary"),
            IsEnabled = settings.Flag("enabled", true),
            Body = new Dictionary<string, object?>(),
        };
        if (rule.Summary?.Length > MaxSummaryLength)
            settings.Report("summary", $"it has {rule.Summary.Length} characters; at most {MaxSummaryLength} are possible.");
        rule = ReadCondition(rule, settings);
        CheckSignal(rule, settings, definitions);
        string[] units = [.. definitions.Where(definition => Means(rule, definition)).Select(definition => definition.Unit).Distinct(StringComparer.Ordinal)];
        return rule with { Unit = units is [var unit] ? unit : "", Body = settings.Keys().ToDictionary(key => key, settings.Value, StringComparer.Ordinal) };
    }

    private static AlertRule ReadCondition(AlertRule rule, Settings settings)
    {
        rule = rule.Kind switch
        {
            RuleKind.Drift => rule with { Signal = settings.OptionalText("signal") ?? "drift.share" },
            RuleKind.Decay => rule with { Signal = "decay" },
            RuleKind.Quality => rule with { Signal = settings.OptionalText("signal") ?? "quality.*" },
            RuleKind.Errors => rule with { Signal = "errors.rate", MinCount = settings.Has("min_count") ? rule.MinCount : DefaultErrorCount },
            RuleKind.Latency => rule with { Signal = "latency." + settings.Choice("quantile", "p99", "p50", "p95", "p99") },
            RuleKind.Silence => rule with { Signal = "silence" },
            _ => rule with { Signal = settings.Text("signal") },
        };
        rule = rule.Kind switch
        {
            RuleKind.Latency => rule with { Above = RequiredSeconds(settings, "above") },
            RuleKind.Silence => rule with { Above = RequiredSeconds(settings, "after") },
            RuleKind.Errors => rule with { Above = settings.Number("above", DefaultErrorRate, 0, 1) },
            RuleKind.Anomaly => rule with { Anomaly = ReadAnomaly(settings) },
            _ => rule with { Above = Bound(settings, "above"), Below = Bound(settings, "below") },
        };
        if (rule is { Kind: RuleKind.Threshold, Above: null, Below: null } && settings.Flag("verdict", false) is false && !settings.Has("above") && !settings.Has("below"))
            settings.Report("above", "a bound is missing; give 'above' or 'below', or 'verdict: true' for signals that say themselves what is bad.");
        // Where both are given, what lies between them is bad only in this order.
        if (rule is { Above: { } above, Below: { } below } && above < below)
            settings.Report("above", FormattableString.Invariant($"every value is above {above} or below {below}; the condition holds when it is either, so 'above' must be the greater one."));
        settings.RejectUnknown();
        return rule;
    }

    private static AnomalySettings ReadAnomaly(Settings settings)
    {
        var standard = new AnomalySettings();
        var season = Duration(settings, "season", TimeSpan.FromMinutes(1));
        var every = Duration(settings, "every", TimeSpan.FromSeconds(10)) ?? standard.Every;
        var sides = settings.Choice("sides", "both", "both", "above", "below");
        var read = new AnomalySettings
        {
            FalseAlarms = settings.Number("false_alarms", standard.FalseAlarms, 1e-6, 1e6),
            Per = Duration(settings, "per", TimeSpan.FromMinutes(1)) ?? standard.Per,
            Every = every,
            Season = season,
            History = Duration(settings, "history", TimeSpan.FromMinutes(1)) ?? (season is { } known ? known * 4 : standard.History),
            CountsHigh = sides != "below",
            CountsLow = sides != "above",
        };
        if (read.MaxValueCount < AnomalyDetector.MinValueCount)
            settings.Report("history", $"{DurationText.Write(read.History)} of a value every {DurationText.Write(read.Every)} are {read.MaxValueCount} values; at least {AnomalyDetector.MinValueCount} are needed.");
        if (read.MaxValueCount > MaxHistory)
            settings.Report("history", $"{DurationText.Write(read.History)} of a value every {DurationText.Write(read.Every)} are {read.MaxValueCount} values; at most {MaxHistory} are kept. Take them more seldom, by 'every'.");
        if (season is { } length && read.History < length * 2)
            settings.Report("history", $"{DurationText.Write(read.History)} is less than two seasons of {DurationText.Write(length)}; nothing could be compared.");
        return read;
    }

    private static void CheckSignal(AlertRule rule, Settings settings, IReadOnlyList<SignalDefinition> definitions)
    {
        if (rule.Signal.Length == 0 || definitions.Any(definition => Means(rule, definition)))
            return;
        settings.Report("signal", $"there is no signal '{rule.Signal}'; there are: {string.Join(", ", definitions.Select(definition => definition.Name))}.");
    }

    private static bool Means(AlertRule rule, SignalDefinition definition) =>
        definition.Covers(rule.Signal) || definition.Name == rule.Signal || SignalPattern.Matches(rule.Signal, definition.Name);

    private static void CheckName(Settings settings, string name)
    {
        var problems = new List<Problem>();
        Names.Check(problems, settings.PlaceOf("name"), name);
        foreach (var problem in problems)
            settings.Problems.Add(problem);
    }

    private static Severity ReadSeverity(Settings settings) =>
        EnumText.Find<Severity>(settings.Choice("severity", "warning", [.. EnumText.Names<Severity>()]))!.Value;

    private static Dictionary<string, string> ReadLabels(Settings settings)
    {
        var labels = settings.Section("labels");
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in labels.Keys())
        {
            if (!AlertLabels.IsName(key))
                labels.Report(key, $"'{key}' is no name of a label; use letters, digits and underscores.");
            else if (AlertLabels.Own.Contains(key))
                labels.Report(key, "every alert has this label of itself; use another name.");
            else
                read[key] = labels.Text(key);
        }
        return read;
    }

    private static double? RequiredSeconds(Settings settings, string key)
    {
        if (!settings.Has(key))
            settings.Report(key, "this is missing; write a duration such as 250ms or 10m.");
        return Duration(settings, key, TimeSpan.Zero)?.TotalSeconds;
    }

    private static double? Bound(Settings settings, string key) => settings.OptionalNumber(key);

    private static TimeSpan? Duration(Settings settings, string key, TimeSpan least) => DurationText.Read(settings, key, least, s_longest);
}
