using Saker.Data;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Pipelines.Policies;

/// <summary>A policy as the plain values that it is read from.</summary>
internal static class RetrainingPolicyValues
{
    public static IReadOnlyDictionary<string, object?> Of(RetrainingPolicy policy, KeyStyle style) => SettingValues.Map(
        style,
        ("schedule", policy.Schedule is { } schedule ? Of(schedule, style) : null),
        ("drift", policy.Drift is { } drift ? Of(drift, style) : null),
        ("decay", policy.Decay is { } decay ? Of(decay, style) : null),
        ("new_rows", policy.NewRows),
        ("data", Of(policy.Data, style)),
        ("cool_down", DurationText.Write(policy.CoolDown)),
        ("max_per_day", (long)policy.MaxPerDay),
        ("promote", EnumText.Write(policy.Promote)),
        ("alias", policy.Alias));

    private static OrderedDictionary<string, object?> Of(ScheduleTrigger schedule, KeyStyle style) => schedule.Every is { } every
        ? SettingValues.Map(style, ("every", DurationText.Write(every)), ("cron", schedule.Cron))
        : SettingValues.Map(style, ("cron", schedule.Cron), ("time_zone", schedule.TimeZone));

    private static object Of(DriftTrigger drift, KeyStyle style) => drift.IsByVerdict ? true : SettingValues.Map(
        style,
        ("share", drift.Share),
        ("columns", drift.Columns.Count == 0 ? null : drift.Columns.ToList<object?>()),
        ("prediction", drift.Prediction ? true : null));

    private static object Of(DecayTrigger decay, KeyStyle style) => decay == new DecayTrigger() ? true : SettingValues.Map(
        style, ("score", decay.Score), ("below", decay.Below), ("above", decay.Above), ("estimated", decay.Estimated ? true : null));

    private static object Of(FreshData data, KeyStyle style) => data.Kind == FreshDataKind.Dataset ? SettingValues.Map(style, ("dataset", data.Dataset ?? "")) : EnumText.Write(data.Kind);
}
