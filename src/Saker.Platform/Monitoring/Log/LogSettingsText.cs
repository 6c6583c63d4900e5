using Saker.Data;
using Saker.Data.Privacy.Transforms;
using Saker.Platform.Serving.Settings;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Monitoring.Log;

/// <summary>The section <c>log</c> of an endpoint's monitor, from and to plain values.</summary>
internal static class LogSettingsText
{
    private const long MinBytes = 1L << 20;

    /// <summary>Reads the section; what is wrong is added to its problems.</summary>
    public static LogSettings Read(Values from, KeyStyle style)
    {
        var standard = new LogSettings();
        var settings = new LogSettings
        {
            Sample = EnumText.Read(from, style.Key("sample"), standard.Sample),
            RowsPerMinute = from.Integer(style.Key("rows_per_minute"), standard.RowsPerMinute, 1, 1_000_000),
            Rate = ReadRate(from, style.Key("rate"), standard.Rate),
            Redact = ReadRedaction(from, style.Key("redact")),
            Keep = DurationText.Read(from, style.Key("keep"), TimeSpan.FromMinutes(1), TimeSpan.FromDays(36_500)) ?? standard.Keep,
            MaxBytes = SizeText.Read(from, style.Key("max_bytes"), MinBytes, 1L << 50) ?? standard.MaxBytes,
        };
        from.RejectUnknown();
        return settings;
    }

    /// <summary>Every key written out.</summary>
    public static OrderedDictionary<string, object?> Write(LogSettings settings, KeyStyle style)
    {
        OrderedDictionary<string, object?> values = new(StringComparer.Ordinal)
        {
            [style.Key("sample")] = EnumText.Write(settings.Sample),
            [style.Key("rows_per_minute")] = (long)settings.RowsPerMinute,
            [style.Key("rate")] = settings.Rate,
            [style.Key("keep")] = DurationText.Write(settings.Keep),
            [style.Key("max_bytes")] = SizeText.Write(settings.MaxBytes),
        };
        if (settings.Redact is { } redact)
            values[style.Key("redact")] = redact;
        return values;
    }

    /// <summary>The policy of the settings; null when rows are kept as they are.</summary>
    /// <exception cref="SakerException">It is none; all that is wrong is named.</exception>
    public static ProtectionPolicy? PolicyOf(LogSettings settings)
    {
        if (settings.Redact is not { } redact)
            return null;
        List<Problem> problems = [];
        var policy = ProtectionPolicy.Create(new Values(redact, "redact", problems));
        return problems.Count == 0 ? policy : throw new SakerException(ErrorKind.InvalidInput, "The redaction of the prediction log is not possible.", problems);
    }

    private static double ReadRate(Values from, string key, double standard)
    {
        var rate = from.Number(key, standard, 0, 1);
        if (rate <= 0)
            from.Report(key, "must be above 0; to keep no rows write 'sample: off'.");
        return rate;
    }

    private static IReadOnlyDictionary<string, object?>? ReadRedaction(Values from, string key)
    {
        if (!from.Has(key))
            return null;
        if (from.Value(key) is not IReadOnlyDictionary<string, object?> values)
        {
            from.Report(key, "must be a mapping with 'columns' and 'others'.");
            return null;
        }
        var policy = ProtectionPolicy.Create(from.Section(key));
        // Whoever writes down rules means them to be complete; a column that a later version brings must not slip through.
        if (policy.Others is null)
            from.Report(key, "does not say what becomes of columns without a rule; write 'others: keep' or 'others: drop'.");
        return values;
    }
}
