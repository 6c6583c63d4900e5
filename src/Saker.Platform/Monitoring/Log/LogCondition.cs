using System.Globalization;
using Saker.Data;
using Saker.Platform.Search;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// A filter's condition, asked of requests in memory. A condition on values holds for a request of which one sampled row fulfils all of it; what is
/// missing fulfils nothing. Immutable.
/// </summary>
internal sealed class LogCondition
{
    private readonly FilterNode? _root;

    private LogCondition(FilterNode? root)
    {
        _root = root;
        NeedsRows = root is not null && Fields(root).Any(field => field is EntryField);
    }

    /// <summary>Whether it asks for values, which only sampled requests have.</summary>
    public bool NeedsRows { get; }

    /// <exception cref="SakerException">It is no filter of requests; the message says where and what would be right.</exception>
    public static LogCondition Parse(string? text)
    {
        var root = FilterParser.Parse(LogTarget.Instance, text);
        foreach (var comparison in root is null ? [] : Comparisons(root))
            if (comparison.Field is ColumnField { Column.Name: "at" })
                foreach (var value in comparison.Values)
                    _ = Moment(value);
        return new LogCondition(root);
    }

    /// <param name="block">The block.</param>
    /// <param name="request">The place of the request in it.</param>
    /// <param name="rows">The places of its sampled rows in the block's tables.</param>
    public bool Holds(LogBlock block, int request, ReadOnlySpan<int> rows)
    {
        if (_root is null)
            return true;
        if (!NeedsRows || rows.IsEmpty)
            return Holds(_root, block, request, row: -1, rows.Length);
        foreach (var row in rows)
            if (Holds(_root, block, request, row, rows.Length))
                return true;
        return false;
    }

    private static bool Holds(FilterNode node, LogBlock block, int request, int row, int sampled) => node switch
    {
        FilterAll all => all.Parts.All(part => Holds(part, block, request, row, sampled)),
        FilterAny any => any.Parts.Any(part => Holds(part, block, request, row, sampled)),
        FilterComparison comparison => Compare(comparison, ValueOf(comparison.Field, block, request, row, sampled)),
        _ => throw new InvalidOperationException($"A filter has no {node.GetType().Name}."),
    };

    private static bool Compare(FilterComparison comparison, object? value)
    {
        if (value is null)
            return false;
        var isTime = comparison.Field is ColumnField { Column.Name: "at" };
        return comparison.Comparator switch
        {
            FilterComparator.In => comparison.Values.Any(other => LogValues.Compare(value, Other(other)) == 0),
            FilterComparator.NotIn => comparison.Values.All(other => LogValues.Compare(value, Other(other)) is { } order && order != 0),
            FilterComparator.Like or FilterComparator.ILike => LogValues.IsLike(value, (string)comparison.Values[0], comparison.Comparator == FilterComparator.ILike) ?? false,
            FilterComparator.NotLike or FilterComparator.NotILike => !(LogValues.IsLike(value, (string)comparison.Values[0], comparison.Comparator == FilterComparator.NotILike) ?? true),
            _ => LogValues.Compare(value, Other(comparison.Values[0])) is { } order && Fulfils(comparison.Comparator, order),
        };

        object Other(object other) => isTime ? Moment(other) : other;
    }

    private static bool Fulfils(FilterComparator comparator, int order) => comparator switch
    {
        FilterComparator.Equal => order == 0,
        FilterComparator.NotEqual => order != 0,
        FilterComparator.Greater => order > 0,
        FilterComparator.GreaterOrEqual => order >= 0,
        FilterComparator.Less => order < 0,
        _ => order <= 0,
    };

    private static object? ValueOf(FilterField field, LogBlock block, int request, int row, int sampled)
    {
        if (field is EntryField entry)
        {
            var table = entry.Entries == LogTarget.Inputs ? block.Inputs : block.Outputs;
            return row < 0 ? null : table?.Find(entry.Key)?.GetValue(row);
        }
        var facts = block.Requests[request];
        return ((ColumnField)field).Column.Name switch
        {
            "id" => facts.Id,
            "endpoint" => block.Endpoint,
            "model" => block.Model,
            "version" => (long)block.Version,
            "at" => facts.At,
            "rows" => (long)facts.RowCount,
            "sampled" => (long)sampled,
            "step" => facts.Step,
            "error" => facts.Error,
            "trace" => facts.TraceId,
            "cached" => facts.IsFromCache ? 1L : 0L,
            "refused" => facts.IsRefused ? 1L : 0L,
            "warnings" => (long)facts.WarningCount,
            "mended" => (long)facts.MendedCount,
            "latency_ms" => facts.TotalMicroseconds / 1_000d,
            "queue_ms" => facts.QueueMicroseconds / 1_000d,
            _ => facts.ComputeMicroseconds / 1_000d,
        };
    }

    /// <summary>A time as ticks: written in ISO 8601, or as milliseconds since 1970.</summary>
    private static object Moment(object value) => value switch
    {
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => at.UtcTicks,
        double number when number is >= 0 and < 1e14 => DateTime.UnixEpoch.Ticks + (long)(number * TimeSpan.TicksPerMillisecond),
        _ => throw new SakerException(ErrorKind.InvalidInput, $"'{value}' is no time; write one such as '2026-01-31T12:00:00Z', or the milliseconds since 1970.", "filter"),
    };

    private static IEnumerable<FilterField> Fields(FilterNode node) => Comparisons(node).Select(comparison => comparison.Field);

    private static IEnumerable<FilterComparison> Comparisons(FilterNode node) => node switch
    {
        FilterAll all => all.Parts.SelectMany(Comparisons),
        FilterAny any => any.Parts.SelectMany(Comparisons),
        FilterComparison comparison => [comparison],
        _ => [],
    };
}
