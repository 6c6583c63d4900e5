using System.Runtime.CompilerServices;
using Saker.Data;
using Saker.Data.Sinks;
using Saker.Platform.Datasets;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// Gives sampled rows of an endpoint away as a table: inputs under their own names, outputs as <c>output.NAME</c>, and <c>request.id</c>,
/// <c>request.row</c>, <c>request.at</c>, <c>request.version</c>, <c>request.step</c>, <c>request.weight</c>. Memory holds a few thousand rows at a time.
/// </summary>
public sealed class LogExport
{
    private readonly LogReader _reader;
    private readonly IDatasetStore _datasets;
    private readonly PredictionLogOptions _options;

    internal LogExport(LogReader reader, IDatasetStore datasets, PredictionLogOptions options) => (_reader, _datasets, _options) = (reader, datasets, options);

    /// <summary>Writes the rows to a file or a table of a database. Gives their number.</summary>
    /// <exception cref="SakerException">The filter names no endpoint or is not possible, there is no row (not found), or too many.</exception>
    public async Task<long> WriteAsync(LogFilter filter, DataSink sink, CancellationToken cancellationToken)
    {
        var (groups, columns) = await OpenAsync(filter, cancellationToken);
        return await sink.WriteAsync(columns.Schema, ReadAsync(filter, groups, columns, cancellationToken), cancellationToken);
    }

    /// <summary>Stores the rows as the next version of a dataset, which notes where they come from.</summary>
    /// <param name="filter">Names an endpoint.</param>
    /// <param name="name">The dataset.</param>
    /// <param name="by">Who does it; null for the user of this process.</param>
    /// <param name="cancellationToken">Stops it; then nothing is stored.</param>
    /// <exception cref="SakerException">As in <see cref="WriteAsync"/>, or the name is not possible.</exception>
    public async Task<DatasetAddition> AddAsync(LogFilter filter, string name, string? by, CancellationToken cancellationToken)
    {
        var (groups, columns) = await OpenAsync(filter, cancellationToken);
        var place = $"prediction log of {filter.Endpoint}";
        return await _datasets.AddAsync(
            new NewDataset
            {
                Name = name,
                Schema = columns.Schema,
                Rows = ReadAsync(filter, groups, columns, cancellationToken),
                Source = place,
                Lineage = new DatasetLineage { Source = new DatasetSource { Place = place }, Query = Describe(filter), Transforms = ["sampled and redacted by the endpoint's monitor"] },
                By = by,
                MaxRows = _options.MaxExported,
            },
            cancellationToken);
    }

    private async Task<(List<LogGroup> Groups, ExportColumns Columns)> OpenAsync(LogFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Endpoint is not { Length: > 0 } endpoint)
            throw new SakerException(ErrorKind.InvalidInput, "Name the endpoint whose requests are exported: others have other columns.", "endpoint");
        _ = new LogQuery(_reader, filter);
        List<LogGroup> groups = [];
        await foreach (var group in _reader.ListAsync(endpoint, filter.Version, filter.From?.UtcTicks ?? 0, filter.To?.UtcTicks ?? long.MaxValue, cancellationToken))
        {
            if (group.Group.RowCount == 0)
                continue;
            if (group.Waiting is not { } read)
                groups.Add(group);
            // Rows are written the earliest first, when the listing has ended.
            else if (read() is { RowRequests.Length: > 0 } block)
                groups.Add(group with { Waiting = () => block });
        }
        if (groups.Count == 0)
            throw new SakerException(ErrorKind.NotFound, $"The prediction log has no sampled rows of endpoint '{endpoint}' then. They are written within a second of their requests, and removed by age or size.", "endpoint");
        var columns = ExportColumns.Of(groups.Select(group => group.Group));
        groups.Reverse();
        return (groups, columns);
    }

    private async IAsyncEnumerable<Table> ReadAsync(LogFilter filter, List<LogGroup> groups, ExportColumns columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new LogQuery(_reader, filter with { SampledOnly = true });
        var rows = 0L;
        foreach (var group in groups)
        {
            var block = await _reader.ReadAsync(group, cancellationToken);
            int[] places = [.. query.Matches(block).SelectMany(match => match.Rows)];
            if (places.Length == 0)
                continue;
            rows += places.Length;
            if (rows > _options.MaxExported)
                throw new SakerException(ErrorKind.LimitExceeded, $"There are more than {_options.MaxExported} rows, which is the most of one export. Narrow it by time, version or a filter.", "filter");
            yield return columns.Read(block, places);
        }
    }

    private static string Describe(LogFilter filter)
    {
        List<string> parts = [$"endpoint = '{filter.Endpoint}'"];
        if (filter.Version is { } version)
            parts.Add($"version = {version}");
        if (filter.From is { } from)
            parts.Add($"at >= '{from:yyyy-MM-ddTHH:mm:ssZ}'");
        if (filter.To is { } to)
            parts.Add($"at < '{to:yyyy-MM-ddTHH:mm:ssZ}'");
        if (filter.Where is { Length: > 0 } where)
            parts.Add($"({where})");
        return string.Join(" AND ", parts);
    }
}
