using Saker.Data;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Rollouts;

/// <summary>Settings of rollouts as the plain values that they are read from, every key written out.</summary>
internal static class RolloutSettingsValues
{
    public static IReadOnlyDictionary<string, object?> Of(RolloutSettings settings, KeyStyle style) => SettingValues.Map(
        style,
        ("strategy", settings.Strategy is { } strategy ? RolloutWords.Of(strategy) : null),
        ("steps", settings.Steps.Select(step => Of(step, style)).ToList()),
        ("key", settings.Key.ToString()),
        ("min_time", DurationText.Write(settings.MinTime)),
        ("min_requests", (long)settings.MinRequests),
        ("max_duration", DurationText.Write(settings.MaxDuration)),
        ("max_warm_up", DurationText.Write(settings.MaxWarmUp)),
        ("keep_warm", DurationText.Write(settings.KeepWarm)),
        ("decide", EnumText.Write(settings.Decide)),
        ("approval", settings.Approval),
        ("max_wait", DurationText.Write(settings.MaxWait)),
        ("shield", settings.Shield),
        ("risk", settings.Risk),
        ("guards", RolloutGuardsText.ValuesOf(settings.Guards, style)),
        ("require_within", settings.RequireWithin),
        ("weights", settings.Weights.Count == 0 ? null : settings.Weights.Select(Plain).ToList()),
        ("shadow", Of(settings.Shadow, style)),
        ("metric", settings.Metric),
        ("confidence", settings.Confidence),
        ("reweigh_every", DurationText.Write(settings.ReweighEvery)));

    // Whole numbers as people write them: 10, and not 10.0.
    private static object? Plain(double number) => number == Math.Floor(number) ? (object)(long)number : number;

    /// <summary>A step that says its share only is written as that.</summary>
    private static object? Of(RolloutStep step, KeyStyle style) => step is { MinTime: null, MinRequests: null } ? Plain(step.Share) : SettingValues.Map(
        style,
        ("share", Plain(step.Share)),
        ("min_time", step.MinTime is { } time ? DurationText.Write(time) : null),
        ("min_requests", (long?)step.MinRequests));

    private static OrderedDictionary<string, object?> Of(ShadowRollout shadow, KeyStyle style) => SettingValues.Map(
        style,
        ("share", Plain(shadow.Share)),
        ("max_concurrency", (long)shadow.Limits.MaxConcurrency),
        ("max_pending_rows", (long)shadow.Limits.MaxPendingRows),
        ("max_pending_bytes", SizeText.Write(shadow.Limits.MaxPendingBytes)),
        ("max_processor_share", shadow.Limits.MaxShare),
        ("max_delay", DurationText.Write(shadow.Limits.MaxDelay)),
        ("then", EnumText.Write(shadow.Then)));
}
