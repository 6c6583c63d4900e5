using System.Globalization;
using Saker.Data;
using Saker.Learning.Drift;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>Reads and writes the section <c>drift</c> of a monitor's settings; reports every problem and never throws.</summary>
internal static class DriftSettingsText
{
    /// <summary>The section whose keys are names of columns.</summary>
    public const string Columns = "columns";

    /// <summary>The section whose keys are names of detectors.</summary>
    public const string Detectors = "detectors";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static DriftSettings Read(Values from, KeyStyle style)
    {
        var standard = new DriftSettings();
        var read = new DriftSettings
        {
            Enabled = from.Flag("enabled", standard.Enabled),
            Interval = DurationText.Read(from, "interval", Minute, Day) ?? standard.Interval,
            Window = Window(from) ?? standard.Window,
            MinRows = from.Integer(style.Key("min_rows"), standard.MinRows, 20, 100_000_000),
            MaxRows = from.Has(style.Key("max_rows")) ? from.Integer(style.Key("max_rows"), 20, 20, 1_000_000_000) : null,
            Reference = Reference(from.Section("reference"), style),
            Alpha = from.Number("alpha", standard.Alpha, 0.000_001, 0.5),
            Share = from.Number("share", standard.Share, 0, 1),
            MinEffect = from.Number(style.Key("min_effect"), standard.MinEffect, 0, 1),
            MinQualityEffect = from.Number(style.Key("min_quality_effect"), standard.MinQualityEffect, 0, 1),
            NumberMeasure = Measure(from, style.Key("number_measure"), DriftMeasure.TwoShares),
            CategoryMeasure = Measure(from, style.Key("category_measure"), DriftMeasure.KolmogorovSmirnov, DriftMeasure.Wasserstein, DriftMeasure.AndersonDarling, DriftMeasure.CramerVonMises),
            Predictions = from.Flag("predictions", standard.Predictions),
            Quality = from.Flag("quality", standard.Quality),
            Columns = Named(from.Section(Columns), section => Column(section, style)),
            Joint = EnumText.Read(from, "joint", standard.Joint),
            SampleRows = from.Integer(style.Key("sample_rows"), standard.SampleRows, 100, 20_000),
            ExactRows = from.Integer(style.Key("exact_rows"), standard.ExactRows, 0, 100_000),
            Detectors = Named(from.Section(Detectors), Detector),
            Keep = DurationText.Read(from, "keep", Day, TimeSpan.FromDays(3_650)) ?? standard.Keep,
        };
        if (read.MaxRows < read.MinRows)
            from.Report(style.Key("max_rows"), "a window cannot close with fewer rows than it must have; raise this or lower the fewest rows.");
        if (read is { NeedsRows: true, ExactRows: 0 })
            from.Report(style.Key("exact_rows"), $"'{EnumText.Write(read.NumberMeasure!.Value)}' ranks rows, which profiles do not have; let it be at least 1,000, or use another measure.");
        if (read.Joint == JointMethod.Mmd && read.Alpha < DriftOptions.MinMmdAlpha)
            from.Report("alpha", FormattableString.Invariant($"{read.Alpha} is too small for 'joint: mmd', whose p-values come from dealing rows; use {DriftOptions.MinMmdAlpha} or more, or 'joint: classifier' or 'none'."));
        from.RejectUnknown();
        return read;
    }

    public static IReadOnlyDictionary<string, object?> ValuesOf(DriftSettings drift, KeyStyle style) => SettingValues.Map(
        style,
        ("enabled", drift.Enabled),
        ("interval", DurationText.Write(drift.Interval)),
        ("window", DurationText.Write(drift.Window)),
        ("min_rows", (long)drift.MinRows),
        ("max_rows", (long?)drift.MaxRows),
        ("reference", ValuesOf(drift.Reference, style)),
        ("alpha", drift.Alpha),
        ("share", drift.Share),
        ("min_effect", drift.MinEffect),
        ("min_quality_effect", drift.MinQualityEffect),
        ("number_measure", drift.NumberMeasure is { } number ? EnumText.Write(number) : null),
        ("category_measure", drift.CategoryMeasure is { } category ? EnumText.Write(category) : null),
        ("predictions", drift.Predictions),
        ("quality", drift.Quality),
        (Columns, Named(drift.Columns, column => SettingValues.Map(style, ("ignore", column.Ignore), ("min_effect", column.MinEffect)))),
        ("joint", EnumText.Write(drift.Joint)),
        ("sample_rows", (long)drift.SampleRows),
        ("exact_rows", (long)drift.ExactRows),
        (Detectors, Named(drift.Detectors, detector => SettingValues.Map(style, ("kind", detector.Kind), ("column", detector.Column), ("means", detector.Means)))),
        ("keep", DurationText.Write(drift.Keep)));

    public static byte[] WriteReference(DriftReference reference) => JsonValues.Write(ValuesOf(reference, KeyStyle.Json));

    private static OrderedDictionary<string, object?> ValuesOf(DriftReference reference, KeyStyle style) => SettingValues.Map(
        style,
        ("kind", EnumText.Write(reference.Kind)),
        ("dataset", reference.Dataset),
        ("from", Instant(reference.From)),
        ("to", Instant(reference.To)),
        ("weeks", (long)reference.Weeks),
        ("first_rows", (long)reference.FirstRows));

    /// <exception cref="SakerException">The text is no JSON object, or something in it is not possible; all of it is named.</exception>
    public static DriftReference ReadReference(ReadOnlyMemory<byte> utf8)
    {
        var problems = new List<Problem>();
        var reference = Reference(new Values(JsonValues.Read(utf8, "The reference is"), "reference", problems), KeyStyle.Json);
        return problems.Count == 0 ? reference : throw new SakerException(ErrorKind.InvalidInput, "The reference is not possible.", problems);
    }

    private static TimeSpan? Window(Values from)
    {
        if (DurationText.Read(from, "window", Minute, 31 * Day) is not { } window)
            return null;
        if (window.Ticks % TimeSpan.TicksPerMinute != 0)
            from.Report("window", $"{DurationText.Write(window)} is no whole number of minutes; profiles are kept by the minute.");
        return window;
    }

    private static DriftReference Reference(Values from, KeyStyle style)
    {
        var standard = new DriftReference();
        var read = new DriftReference
        {
            Kind = EnumText.Read(from, "kind", standard.Kind),
            Dataset = from.OptionalText("dataset"),
            From = Instant(from, "from"),
            To = Instant(from, "to"),
            Weeks = from.Integer("weeks", standard.Weeks, 1, 12),
            FirstRows = from.Integer(style.Key("first_rows"), standard.FirstRows, 100, 1_000_000),
        };
        if (read.Kind == ReferenceKind.Dataset && read.Dataset is null)
            from.Report("dataset", "a dataset as reference must be named, such as 'dataset: churn/3'.");
        if (read.Kind == ReferenceKind.Window && !(from.Has("from") && from.Has("to")))
            from.Report("from", "a window as reference needs 'from' and 'to', such as '2026-11-01T00:00:00Z'.");
        if (read.To <= read.From)
            from.Report("to", "the window must end after it begins.");
        from.RejectUnknown();
        return read;
    }

    private static DriftMeasure? Measure(Values from, string key, params ReadOnlySpan<DriftMeasure> others)
    {
        if (from.OptionalText(key) is not { } text)
            return null;
        HashSet<DriftMeasure> refused = [.. others];
        if (EnumText.Find<DriftMeasure>(text) is { } found && !refused.Contains(found))
            return found;
        from.Report(key, $"'{text}' is no measure that fits here; use one of: {string.Join(", ", Enum.GetValues<DriftMeasure>().Where(measure => !refused.Contains(measure)).Select(EnumText.Write))}.");
        return null;
    }

    private static ColumnDriftSettings Column(Values from, KeyStyle style)
    {
        var read = new ColumnDriftSettings { Ignore = from.Flag("ignore", fallback: false), MinEffect = from.OptionalNumber(style.Key("min_effect"), 0, 1) };
        from.RejectUnknown();
        return read;
    }

    private static DetectorSettings Detector(Values from)
    {
        var read = new DetectorSettings { Kind = from.Choice("kind", "adwin", "adwin", "page_hinkley", "kswin", "cusum"), Column = from.Text("column"), Means = from.Flag("means", fallback: false) };
        from.RejectUnknown();
        return read;
    }

    private static Dictionary<string, T> Named<T>(Values from, Func<Values, T> read) => from.Keys().ToDictionary(name => name, name => read(from.Section(name)), StringComparer.Ordinal);

    private static OrderedDictionary<string, object?> Named<T>(IReadOnlyDictionary<string, T> settings, Func<T, object?> values)
    {
        var named = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in settings.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            named.Add(name, values(value));
        return named;
    }

    private static DateTimeOffset? Instant(Values from, string key)
    {
        if (from.OptionalText(key) is not { } text)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            return at;
        from.Report(key, $"'{text}' is no moment; write one such as 2026-11-01T00:00:00Z.");
        return null;
    }

    private static string? Instant(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
