using Saker.Data;
using Saker.Learning.Drift.Streams;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Segments;
using Saker.Platform.Serving.Settings;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>Reads and writes the section <c>performance</c> of a monitor's settings; reports every problem and never throws.</summary>
internal static class PerformanceSettingsText
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly ScoreTask[] s_tasks = [ScoreTask.Binary, ScoreTask.Multiclass, ScoreTask.Regression];

    public static PerformanceSettings Read(Values from, KeyStyle style)
    {
        var standard = new PerformanceSettings();
        var read = new PerformanceSettings
        {
            Enabled = from.Flag("enabled", standard.Enabled),
            Window = Window(from) ?? standard.Window,
            Settle = DurationText.Read(from, "settle", TimeSpan.Zero, TimeSpan.FromDays(365)) ?? standard.Settle,
            MinOutcomes = from.Integer(style.Key("min_outcomes"), standard.MinOutcomes, 20, 1_000_000),
            Score = from.OptionalText("score"),
            Alpha = from.Number("alpha", standard.Alpha, 0.000_001, 0.5),
            MinLoss = from.Number(style.Key("min_loss"), standard.MinLoss, 0, 1),
            Segments = SegmentRequest.Read(from, "segments") is { Count: > 0 } segments ? segments : standard.Segments,
            Estimate = from.Flag("estimate", standard.Estimate),
            Detectors = Detectors(from) ?? standard.Detectors,
            Task = Task(from),
            Prediction = from.OptionalText("prediction"),
            Probability = from.OptionalText("probability"),
            Positive = from.OptionalText("positive"),
        };
        from.RejectUnknown();
        return read;
    }

    public static IReadOnlyDictionary<string, object?> ValuesOf(PerformanceSettings settings, KeyStyle style) => SettingValues.Map(
        style,
        ("enabled", settings.Enabled),
        ("window", DurationText.Write(settings.Window)),
        ("settle", DurationText.Write(settings.Settle)),
        ("min_outcomes", (long)settings.MinOutcomes),
        ("score", settings.Score),
        ("alpha", settings.Alpha),
        ("min_loss", settings.MinLoss),
        ("segments", settings.Segments.Select(segment => Segment(segment, style)).ToList()),
        ("estimate", settings.Estimate),
        ("detectors", settings.Detectors.Select(name => (object?)name).ToList()),
        ("task", settings.Task is { } task ? EnumText.Write(task) : null),
        ("prediction", settings.Prediction),
        ("probability", settings.Probability),
        ("positive", settings.Positive));

    private static object? Segment(SegmentRequest segment, KeyStyle style) => segment.Column ?? (object?)SettingValues.Map(style, ("name", segment.Name), ("where", segment.Where));

    private static TimeSpan? Window(Values from)
    {
        if (DurationText.Read(from, "window", s_minute, TimeSpan.FromDays(92)) is not { } window)
            return null;
        if (window.Ticks % TimeSpan.TicksPerMinute != 0)
            from.Report("window", $"{DurationText.Write(window)} is no whole number of minutes.");
        return window;
    }

    private static IReadOnlyList<string>? Detectors(Values from)
    {
        if (!from.Has("detectors"))
            return null;
        var names = (from.Value("detectors") as IReadOnlyList<object?> ?? [from.Value("detectors")]).Select(name => name as string ?? "").ToList();
        foreach (var name in names.Where(name => !StreamDetectors.Names.Contains(name)))
            from.Report("detectors", $"'{name}' is not known; use some of: {string.Join(", ", StreamDetectors.Names)}.");
        return names.SequenceEqual(new PerformanceSettings().Detectors) ? null : names;
    }

    private static ScoreTask? Task(Values from)
    {
        if (from.OptionalText("task") is not { } text)
            return null;
        if (EnumText.Find<ScoreTask>(text) is { } task && s_tasks.Contains(task))
            return task;
        from.Report("task", $"'{text}' is not known; use one of: {string.Join(", ", s_tasks.Select(EnumText.Write))}.");
        return null;
    }
}
