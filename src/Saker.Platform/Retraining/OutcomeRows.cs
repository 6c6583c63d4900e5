using System.Globalization;
using Saker.Data;
using Saker.Data.Sinks;
using Saker.Data.Sources;
using Saker.Learning.Models;
using Saker.Platform.Datasets;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Pipelines;
using Saker.Platform.Registry;

namespace Saker.Platform.Retraining;

/// <summary>
/// Logged rows of an endpoint, each with what became of it, as the table that its model was trained on: what the model is asked now, and what was right.
/// Rows of busy minutes, of which the log keeps fewer, are not underrepresented: pairs are thinned as for scores. Thread-safe.
/// </summary>
internal sealed class OutcomeRows(IOutcomeStore outcomes, PairReader pairs, IMonitorStore monitors, IDatasetStore datasets, VersionFiles files, ScoredVersions versions, TimeProvider time)
{
    /// <summary>More rows of one version are not taken.</summary>
    public const int MaxRows = 100_000;

    private const string SignatureFile = "signature.json";

    // Outcomes are kept no longer.
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(400);

    /// <summary>Writes the rows to a file, which is there until they are disposed.</summary>
    /// <exception cref="SakerException">There are none, what the model was trained on is not known any more, or the log keeps columns not as they are (conflict).</exception>
    public async Task<OpenedRows> OpenAsync(string endpoint, ModelVersion version, Pipeline pipeline, CancellationToken cancellationToken)
    {
        var schema = await GetSchemaAsync(version, cancellationToken);
        await RefuseRedactedAsync(endpoint, version, pipeline.Target.Column, cancellationToken);
        var rows = await ReadAsync(endpoint, cancellationToken);
        if (rows.Count == 0)
            throw new SakerException(ErrorKind.Conflict, $"No outcome of endpoint '{endpoint}' is joined to a logged row yet, so there is nothing to train on. 'saker outcomes add' and POST /api/outcomes tell what became of predictions.", "data");
        // As the model's answers are called, whatever files wrote.
        var labels = (await versions.GetAsync(version.Model, version.Version, (await monitors.GetAsync(endpoint, cancellationToken)).Settings.Performance, cancellationToken)).Classes;
        rows = [.. rows.Select(row => row with { Value = OutcomeLabel.Of(row.Value, labels) })];
        var folder = Directory.CreateTempSubdirectory("saker-outcomes-");
        try
        {
            var path = Path.Combine(folder.FullName, "outcomes.csv");
            var table = new Table([.. schema.Select(column => (Column)Column.OfText(column.Name, [.. rows.Select(row => TextOf(row, column.Name, pipeline))]))]);
            await new CsvSink { Path = path }.WriteAsync(table.Schema, Once(table), cancellationToken);
            return new OpenedRows(new CsvSource { Path = path, Columns = schema.ToDictionary(column => column.Name, column => TypeOf(column, rows, pipeline.Target.Column), StringComparer.Ordinal) }, new HeldFolder(folder)) { IsProtected = true };
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>How many rows there are of predictions from a time on.</summary>
    public async Task<long> CountAsync(string endpoint, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await outcomes.ListVersionsAsync(endpoint, since, cancellationToken)).Sum(version => version.PairCount);

    private async Task<IReadOnlyList<StoredOutcome>> ReadAsync(string endpoint, CancellationToken cancellationToken)
    {
        var (now, rows) = (time.GetUtcNow(), new List<StoredOutcome>());
        foreach (var served in await outcomes.ListVersionsAsync(endpoint, now - s_kept, cancellationToken))
        {
            var (found, _) = await pairs.ReadAsync(endpoint, served.Model, served.Version, now - s_kept, now + TimeSpan.FromDays(1), MaxRows, cancellationToken);
            rows.AddRange(found.Where(pair => pair.Prediction!.Inputs.Count > 0));
        }
        return [.. rows.OrderBy(row => row.Prediction!.At).ThenBy(row => row.RequestId, StringComparer.Ordinal).ThenBy(row => row.Row)];
    }

    private async Task<Schema> GetSchemaAsync(ModelVersion version, CancellationToken cancellationToken) =>
        version.Dataset is { } name && await datasets.FindAsync(DatasetReference.Parse(name), cancellationToken) is { } dataset
            ? dataset.Schema
            : throw new SakerException(ErrorKind.Conflict, $"Which columns {version.Reference} was trained on is not known: its dataset is not here. Train it once by its pipeline, or write 'data: source'.", "data");

    /// <summary>A model that learns from values which were masked or dropped would go by what it is never asked.</summary>
    private async Task RefuseRedactedAsync(string endpoint, ModelVersion version, string target, CancellationToken cancellationToken)
    {
        var open = OpenColumns.Of((await monitors.GetAsync(endpoint, cancellationToken)).Settings.Log);
        await using var stream = await files.OpenAsync(version, SignatureFile, cancellationToken);
        using var reader = new StreamReader(stream);
        var taken = SignatureJson.Read(await reader.ReadToEndAsync(cancellationToken)).Inputs.Select(input => input.Name);
        if (taken.Where(name => name != target && !open.Contains(name)).ToList() is { Count: > 0 } hidden)
            throw new SakerException(
                ErrorKind.Conflict, $"The log of endpoint '{endpoint}' does not keep {string.Join(", ", hidden)} as they were (log: redact:), and the model goes by them; write 'data: source', or a dataset, in its retraining policy.", "data");
    }

    /// <summary>What was counted in whole numbers when the model was trained may be told in fractions, or with a point.</summary>
    internal static ColumnType TypeOf(ColumnSchema column, IReadOnlyList<StoredOutcome> rows, string target) =>
        column.Name == target && column.Type is (ColumnType.Int32 or ColumnType.Int64) && rows.Any(row => !long.TryParse(row.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) && rows.All(row => double.IsFinite(OutcomeValue.ToNumber(row.Value)))
            ? ColumnType.Float64 : column.Type;

    /// <summary>What is protected is no input; where a request had it all the same, it is left out.</summary>
    private static string? TextOf(StoredOutcome row, string column, Pipeline pipeline) => column == pipeline.Target.Column ? row.Value : pipeline.Privacy?.Changes(column) == true ? null : row.Prediction!.Inputs.GetValueOrDefault(column) switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => double.IsNaN(number) ? null : number.ToString("R", CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    private static async IAsyncEnumerable<Table> Once(Table table)
    {
        await Task.CompletedTask;
        yield return table;
    }

    private sealed class HeldFolder(DirectoryInfo folder) : IDisposable
    {
        public void Dispose() => folder.Delete(recursive: true);
    }
}
