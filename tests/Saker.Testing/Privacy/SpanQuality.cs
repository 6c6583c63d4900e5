using System.Globalization;
using Saker.Data.Privacy.Detectors;

namespace Saker.Testing.Privacy;

/// <summary>How many spans of a type were found, and how many of those found are right: the same first and last character.</summary>
public sealed class SpanQuality
{
    private readonly List<string> _faults = [];
    private readonly SortedDictionary<string, (int Right, int Labelled, int Found)> _counts = new(StringComparer.Ordinal);

    /// <summary>What was missed and what was wrong, a line each, with the text around.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Counts the spans of one text.</summary>
    public void Add(string text, IEnumerable<(string Type, int Start, int End)> labelled, IEnumerable<DetectedSpan> found)
    {
        var (expected, actual) = (labelled.ToHashSet(), found.Select(span => (span.Type, span.Start, span.End)).ToHashSet());
        foreach (var span in expected)
            Count(span.Type, actual.Contains(span) ? 1 : 0, 1, 0);
        foreach (var span in actual)
            Count(span.Type, 0, 0, 1);
        foreach (var span in expected.Except(actual))
            _faults.Add($"missed {Show(text, span)}");
        foreach (var span in actual.Except(expected))
            _faults.Add($"wrong  {Show(text, span)}");
    }

    /// <summary>The types of which a span is labelled.</summary>
    public IReadOnlyList<string> LabelledTypes => [.. _counts.Where(entry => entry.Value.Labelled > 0).Select(entry => entry.Key)];

    public int Labelled(string type) => _counts.GetValueOrDefault(type).Labelled;

    /// <summary>The share of what was found that is right; 0 when nothing was found.</summary>
    public double Precision(string type) => _counts.TryGetValue(type, out var count) && count.Found > 0 ? (double)count.Right / count.Found : 0;

    /// <summary>The share of what is labelled that was found.</summary>
    public double Recall(string type) => _counts.TryGetValue(type, out var count) && count.Labelled > 0 ? (double)count.Right / count.Labelled : 0;

    public override string ToString() => string.Join('\n', _counts.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key,-14} labelled {entry.Value.Labelled,4}  found {entry.Value.Found,4}  precision {Precision(entry.Key):0.000}  recall {Recall(entry.Key):0.000}")));

    private void Count(string type, int right, int labelled, int found)
    {
        var count = _counts.GetValueOrDefault(type);
        _counts[type] = (count.Right + right, count.Labelled + labelled, count.Found + found);
    }

    private static string Show(string text, (string Type, int Start, int End) span) =>
        $"{span.Type} [{text[span.Start..span.End]}] in ...{text[Math.Max(0, span.Start - 30)..Math.Min(text.Length, span.End + 20)].ReplaceLineEndings("/")}";
}
