using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments.Tables;

/// <summary>A parameter, a metric or a tag as a column of a table of runs.</summary>
/// <param name="Kind"><c>params</c>, <c>metrics</c> or <c>tags</c>, as filters say it.</param>
/// <param name="Key">Its key.</param>
public sealed record RunColumn(string Kind, string Key)
{
    public const string Parameters = "params";
    public const string Metrics = "metrics";
    public const string Tags = "tags";

    /// <summary>As an address holds it: <c>metrics.auc</c>.</summary>
    public string Text => $"{Kind}.{Key}";

    /// <summary>As filters and orders name it.</summary>
    public string Field => $"{Kind}.\"{Key.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public bool IsNumeric => Kind == Metrics;

    /// <summary>Null for what is no column.</summary>
    public static RunColumn? Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot + 1 < text.Length && text[..dot] is (Parameters or Metrics or Tags) and var kind ? new RunColumn(kind, text[(dot + 1)..]) : null;
    }

    /// <summary>What a run has there; null when it has nothing.</summary>
    public string? Of(Run run) => Kind switch
    {
        Parameters => run.Parameters.GetValueOrDefault(Key),
        Tags => run.Tags.GetValueOrDefault(Key),
        _ => run.Metrics.TryGetValue(Key, out var value) ? Format.Number(value) : null,
    };

    /// <summary>As <see cref="Of"/>, a metric with all its digits.</summary>
    public string? ExactOf(Run run) => IsNumeric && run.Metrics.TryGetValue(Key, out var value) ? value.ToString("R", CultureInfo.InvariantCulture) : Of(run);
}
