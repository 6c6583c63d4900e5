using System.Buffers;
using System.Globalization;
using System.Text;
using Saker.Platform.Serving.Statistics;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>Writes metrics as text.</summary>
internal sealed class MetricText(IBufferWriter<byte> into, MetricFormat format)
{
    // Of names and values together, by the rules of OpenMetrics.
    private const int MaxExemplarLabels = 128;

    private static readonly Dictionary<double, byte[]> s_bounds = LatencyHistogram.Bounds.ToDictionary(bound => bound, BoundText);

    private readonly StringBuilder _labels = new();

    private bool IsOpen => format == MetricFormat.OpenMetrics;

    public void Write(MetricFamily family, IReadOnlyList<MetricSample> samples)
    {
        var name = IsOpen ? family.Name : family.FullName;
        Write($"# HELP {name} {Escape(family.Help, quotes: IsOpen)}\n# TYPE {name} {Word(family.Kind)}\n");
        if (IsOpen && family.Unit is { } unit)
            Write($"# UNIT {name} {unit}\n");
        foreach (var sample in samples)
        {
            var labels = Labels(family.Labels, sample.Labels);
            if (sample.Histogram is { } histogram)
                Write(family.Name, labels, histogram);
            else
                Write(family.FullName, labels, sample.Value);
        }
    }

    public void End()
    {
        if (IsOpen)
            Write("# EOF\n");
    }

    /// <summary>A text as a label's value or a help line has it.</summary>
    public static string Escape(string text, bool quotes)
    {
        if (text.AsSpan().IndexOfAny('\\', '\n', '"') < 0)
            return text;
        var escaped = text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    private string Word(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        MetricKind.Info when IsOpen => "info",
        _ => "gauge",
    };

    // With a comma at its end, so that a bound can follow.
    private string Labels(IReadOnlyList<string> names, IReadOnlyList<string> values)
    {
        _labels.Clear();
        for (var i = 0; i < names.Count; i++)
            _labels.Append(names[i]).Append("=\"").Append(Escape(values[i], quotes: true)).Append("\",");
        return _labels.ToString();
    }

    private void Write(string name, string labels, double value)
    {
        Write(name);
        WriteLabels(labels);
        Write(" ");
        Write(MetricFormats.Number(value));
        Write("\n");
    }

    private void WriteLabels(string labels)
    {
        if (labels.Length == 0)
            return;
        Write("{");
        Write(labels.AsSpan(0, labels.Length - 1));
        Write("}");
    }

    // Most lines are those of buckets: what they have in common is put together once.
    private void Write(string name, string labels, HistogramSnapshot histogram)
    {
        var begin = Encoding.UTF8.GetBytes($"{name}_bucket{{{labels}le=\"");
        long below = 0;
        for (var i = 0; i < histogram.Counts.Count; i++)
        {
            below += histogram.Counts[i];
            into.Write(begin);
            into.Write(i == histogram.Bounds.Count ? "+Inf\"} "u8 : s_bounds.GetValueOrDefault(histogram.Bounds[i]) ?? BoundText(histogram.Bounds[i]));
            Write(below);
            if (IsOpen && i < histogram.Exemplars.Count && histogram.Exemplars[i] is { } exemplar)
                Write(exemplar);
            into.Write("\n"u8);
        }
        Write(name + "_sum", labels, histogram.Sum);
        Write(name + "_count", labels, below);
    }

    private static byte[] BoundText(double bound) => Encoding.UTF8.GetBytes(MetricFormats.Bound(bound) + "\"} ");

    private void Write(LatencyExemplar exemplar)
    {
        _labels.Clear();
        var left = MaxExemplarLabels;
        foreach (var (name, value) in new[] { ("trace_id", exemplar.TraceId), ("request_id", exemplar.RequestId) })
        {
            if (value is null || name.Length + value.Length > left)
                continue;
            left -= name.Length + value.Length;
            _labels.Append(name).Append("=\"").Append(Escape(value, quotes: true)).Append("\",");
        }
        if (_labels.Length == 0)
            return;
        Write(" # ");
        WriteLabels(_labels.ToString());
        Write(FormattableString.Invariant($" {exemplar.Seconds:R} {exemplar.At.ToUnixTimeMilliseconds() / 1e3:F3}"));
    }

    private void Write(long number)
    {
        var span = into.GetSpan(20);
        number.TryFormat(span, out var written, default, CultureInfo.InvariantCulture);
        into.Advance(written);
    }

    private void Write(ReadOnlySpan<char> text)
    {
        var span = into.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        into.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
