using System.Globalization;
using Saker.Data;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Serving.Splits;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Rollouts;

/// <summary>Reads settings of rollouts; reports every problem and never throws.</summary>
/// <param name="style">How keys are spelt.</param>
/// <param name="takesAnyTimes">Whether steps may last longer than the whole: what was stored before that was refused is read as it is.</param>
internal sealed class RolloutSettingsReader(KeyStyle style, bool takesAnyTimes = false)
{
    private const int MaxSteps = 100;
    private const int MaxCandidates = EndpointSplit.MaxArms - 1;
    private const int MaxRequests = 1_000_000_000;

    /// <summary>The least share that can be told from none: a basis point.</summary>
    private const double MinShare = 0.01;

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_year = TimeSpan.FromDays(365);

    public RolloutSettings Read(Values from)
    {
        var standard = new RolloutSettings();
        var settings = new RolloutSettings
        {
            Strategy = Strategy(from),
            Steps = from.Has("steps") ? Steps(from) : standard.Steps,
            Key = Key(from),
            MinTime = Duration(from, "min_time", TimeSpan.Zero, s_year) ?? standard.MinTime,
            MinRequests = from.Integer(style.Key("min_requests"), standard.MinRequests, 0, MaxRequests),
            MaxDuration = Duration(from, "max_duration", s_second, s_year) ?? standard.MaxDuration,
            MaxWarmUp = Duration(from, "max_warm_up", s_second, s_day) ?? standard.MaxWarmUp,
            KeepWarm = Duration(from, "keep_warm", TimeSpan.Zero, TimeSpan.FromDays(7)) ?? standard.KeepWarm,
            Decide = EnumText.Read(from, "decide", standard.Decide),
            Approval = from.Flag("approval", standard.Approval),
            MaxWait = Duration(from, "max_wait", TimeSpan.FromMinutes(1), s_year) ?? standard.MaxWait,
            Shield = from.Flag("shield", standard.Shield),
            Risk = from.Number("risk", standard.Risk, 1e-6, 0.5),
            Guards = RolloutGuardsText.Read(from.Section("guards"), style),
            RequireWithin = from.Flag(style.Key("require_within"), standard.RequireWithin),
            Weights = Weights(from),
            Shadow = Shadow(from.Section("shadow")),
            Metric = from.OptionalText("metric"),
            Confidence = from.Number("confidence", standard.Confidence, 0.5, 0.999_999),
            ReweighEvery = Duration(from, "reweigh_every", s_second, s_day) ?? standard.ReweighEvery,
        };
        if (settings.Strategy == RolloutKind.Bandit && settings.Metric is null)
            from.Report("metric", "a bandit needs something to learn from: 'metric: outcome', or the name of a business metric.");
        if (!takesAnyTimes && settings.Strategy is { } strategy && RolloutTimes.WhyNot(settings, strategy) is { } why)
            from.Report(style.Key(RolloutTimes.Field), why);
        from.RejectUnknown();
        return settings;
    }

    /// <summary>With a dash, as people write it, or with an underscore, as other settings do.</summary>
    private static RolloutKind? Strategy(Values from)
    {
        if (from.OptionalText("strategy") is not { } text)
            return null;
        if (EnumText.Find<RolloutKind>(text.Replace('-', '_')) is { } strategy)
            return strategy;
        from.Report("strategy", $"'{text}' is not known; use one of: {string.Join(", ", Enum.GetValues<RolloutKind>().Select(RolloutWords.Of))}.");
        return null;
    }

    private List<RolloutStep> Steps(Values from)
    {
        // As the command line spells it: 1,5,25.
        if ((from.Value("steps") is string text ? text.Split(',').Select(share => double.TryParse(share, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : (object?)share.Trim()).ToList() : from.Value("steps")) is not IReadOnlyList<object?> list)
        {
            from.Report("steps", "a list of shares in percent is needed here, such as [1, 5, 25, 100].");
            return [];
        }
        var steps = new List<RolloutStep>();
        for (var i = 0; i < list.Count; i++)
        {
            // A bare share is a mapping that says its share only.
            var values = list[i] as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?> { ["share"] = list[i] };
            if (Step(new Values(values, $"{from.PlaceOf("steps")}[{i}]", from.Problems)) is { } step)
                steps.Add(step);
        }
        if (list.Count is 0 or > MaxSteps)
            from.Report("steps", $"there are {list.Count}; 1 to {MaxSteps} are possible.");
        for (var i = 1; i < steps.Count; i++)
            if (steps[i].Share <= steps[i - 1].Share)
                from.Report($"steps[{i}]", FormattableString.Invariant($"{steps[i].Share} comes after {steps[i - 1].Share}; every step must be larger than the one before."));
        return steps;
    }

    private RolloutStep? Step(Values from)
    {
        if (!from.Has("share"))
            from.Report("share", "say the candidate's share of the requests in percent.");
        var share = from.OptionalNumber("share", MinShare, 100);
        TimeSpan? time = Duration(from, "min_time", TimeSpan.Zero, s_year);
        int? requests = from.Has(style.Key("min_requests")) ? from.Integer(style.Key("min_requests"), 0, 0, MaxRequests) : null;
        from.RejectUnknown();
        return share is { } known ? new RolloutStep(known, time, requests) : null;
    }

    private static SplitKey Key(Values from)
    {
        if (from.OptionalText("key") is not { } text)
            return SplitKey.Request;
        if (!SplitKey.TryParse(text, out var key))
            from.Report("key", $"'{text}' is no key of requests; give 'request', 'header:NAME' (such as header:x-customer-id) or 'field:COLUMN'.");
        return key;
    }

    private static IReadOnlyList<double> Weights(Values from)
    {
        var weights = from.Numbers("weights");
        if (weights.Count > MaxCandidates)
            from.Report("weights", $"there are {weights.Count}; at most {MaxCandidates} candidates are possible.");
        if (weights.Any(weight => weight is < MinShare or >= 100))
            from.Report("weights", FormattableString.Invariant($"each is the share of a candidate in percent, from {MinShare} to less than 100."));
        else if (weights.Sum() >= 100)
            from.Report("weights", FormattableString.Invariant($"they are {weights.Sum()}% together; the control needs a share too."));
        return weights;
    }

    private ShadowRollout Shadow(Values from)
    {
        var standard = new ShadowRollout();
        var shadow = new ShadowRollout
        {
            Share = from.Number("share", standard.Share, MinShare, 100),
            Limits = new ShadowLimits
            {
                MaxConcurrency = from.Integer(style.Key("max_concurrency"), standard.Limits.MaxConcurrency, 1, 64),
                MaxPendingRows = from.Integer(style.Key("max_pending_rows"), standard.Limits.MaxPendingRows, 1, 1_000_000),
                MaxPendingBytes = SizeText.Read(from, style.Key("max_pending_bytes"), 1L << 10, 16L << 30) ?? standard.Limits.MaxPendingBytes,
                MaxShare = from.Number(style.Key("max_processor_share"), standard.Limits.MaxShare, 0.001, 1),
                MaxDelay = Duration(from, "max_delay", TimeSpan.Zero, TimeSpan.FromMinutes(10)) ?? standard.Limits.MaxDelay,
            },
            Then = EnumText.Read(from, "then", standard.Then),
        };
        from.RejectUnknown();
        return shadow;
    }

    private TimeSpan? Duration(Values from, string key, TimeSpan min, TimeSpan max)
    {
        // Who writes 5 may mean minutes.
        if (from.OptionalText(style.Key(key)) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number != 0)
        {
            from.Report(style.Key(key), $"'{text}' says no unit; write {text}s or {text}m.");
            return null;
        }
        return DurationText.Read(from, style.Key(key), min, max);
    }
}
