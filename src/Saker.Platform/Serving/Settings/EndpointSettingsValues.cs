using DurationText = Saker.Data.DurationText;

namespace Saker.Platform.Serving.Settings;

/// <summary>Settings as the plain values that <see cref="EndpointSettingsReader"/> reads, every key written out.</summary>
internal static class EndpointSettingsValues
{
    public static IReadOnlyDictionary<string, object?> Of(EndpointSettings settings, KeyStyle style)
    {
        var (batching, queue, cache) = (settings.Batching, settings.Queue, settings.Cache);
        return SettingValues.Map(
            style,
            ("batching", SettingValues.Map(style, ("mode", EnumText.Write(batching.Mode)), ("max_rows", (long)batching.MaxRows), ("max_wait", DurationText.Write(batching.MaxWait)))),
            ("queue", SettingValues.Map(style, ("max_queued_calls", (long)queue.MaxQueuedCalls), ("max_queued_bytes", SizeText.Write(queue.MaxQueuedBytes)), ("timeout", DurationText.Write(queue.Timeout)))),
            ("cache", SettingValues.Map(
                style,
                ("enabled", cache.Enabled),
                ("max_entries", (long)cache.MaxEntries),
                ("max_bytes", SizeText.Write(cache.MaxBytes)),
                ("time_to_live", DurationText.Write(cache.TimeToLive)))),
            ("guard", Guard(settings.Guard, style)),
            ("fallback", Fallback(settings.Fallback, style)));
    }

    private static OrderedDictionary<string, object?> Guard(GuardSettings guard, KeyStyle style) => SettingValues.Map(
        style,
        ("missing_input", EnumText.Write(guard.MissingInput)),
        ("extra_input", EnumText.Write(guard.ExtraInput)),
        ("wrong_type", EnumText.Write(guard.WrongType)),
        ("wrong_shape", EnumText.Write(guard.WrongShape)),
        ("missing_value", EnumText.Write(guard.MissingValue)),
        ("not_finite", EnumText.Write(guard.NotFinite)),
        ("out_of_range", EnumText.Write(guard.OutOfRange)),
        ("unseen_category", EnumText.Write(guard.UnseenCategory)),
        ("max_warnings", (long)guard.MaxWarnings));

    private static OrderedDictionary<string, object?> Fallback(FallbackSettings fallback, KeyStyle style) => SettingValues.Map(
        style,
        ("on", EnumText.Names<FallbackReasons>().Where(name => fallback.On.HasFlag(EnumText.Find<FallbackReasons>(name)!.Value)).ToList<object?>()),
        ("primary", Step(fallback.Primary, style)),
        ("previous", fallback.Previous is { } previous ? Step(previous, style) : null),
        ("rules", fallback.Rules is { } rules ? Rules(rules, style) : null),
        ("constant", fallback.Constant is { } constant ? SettingValues.Map(style, ("outputs", Names(constant.Outputs))) : null));

    private static OrderedDictionary<string, object?> Rules(RulesSettings rules, KeyStyle style)
    {
        var values = Step(rules.Step, style);
        values.Insert(0, style.Key("outputs"), Names(rules.Outputs));
        return values;
    }

    private static OrderedDictionary<string, object?> Step(StepSettings step, KeyStyle style) => SettingValues.Map(
        style,
        ("timeout", step.Timeout is { } timeout ? DurationText.Write(timeout) : null),
        ("breaker", SettingValues.Map(
            style,
            ("failure_ratio", step.Breaker.FailureRatio),
            ("sampling_duration", DurationText.Write(step.Breaker.SamplingDuration)),
            ("minimum_throughput", (long)step.Breaker.MinimumThroughput),
            ("break_duration", DurationText.Write(step.Breaker.BreakDuration)))));

    /// <summary>Names of outputs, which are kept as they are in every style.</summary>
    private static OrderedDictionary<string, object?> Names<T>(IReadOnlyDictionary<string, T> outputs)
    {
        var values = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in outputs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            values.Add(name, value);
        return values;
    }
}
