using Saker.Data;
using Saker.Data.Sources;

namespace Saker.Platform.Datasets;

/// <summary>Reads a version's source again, and says whether it still gives the same rows; brings rows back that were removed or lost. Thread-safe.</summary>
public sealed class DatasetRebuilder(IDatasetStore datasets)
{
    /// <summary>Reads the source. Rows are stored only where they are the same and not there.</summary>
    /// <exception cref="SakerException">There is no such version, or the source's rows cannot be read.</exception>
    public async Task<DatasetRebuild> RebuildAsync(DatasetVersion version, CancellationToken cancellationToken)
    {
        if (version.Lineage.Source is not { Settings: { } settings } noted)
            return Failed(version, DatasetRebuildOutcome.SourceUnknown, $"How {version.Source} was read was not noted. Add the same rows again to bring them back.");
        if (version.Lineage.Transforms.Count > 0)
            return Failed(version, DatasetRebuildOutcome.SourceUnknown, $"The rows were changed between {noted.Place} and here ({string.Join("; ", version.Lineage.Transforms)}).{(version.Lineage.Pipeline is { } pipeline ? $" Run the pipeline '{pipeline}' again to make them anew." : " Add the same rows again to bring them back.")}");
        var source = SourceRecord.Read(settings);
        var files = FindFiles(source);
        if (files is null || files.FirstOrDefault(file => !File.Exists(file)) is not null)
            return Failed(version, DatasetRebuildOutcome.SourceGone, $"The source {files?.First(file => !File.Exists(file)) ?? noted.Place} is gone; the SHA-256 of what was read was {noted.Hash}. Put it back there and try again.");
        var now = await DatasetSources.HashAsync(files, cancellationToken);
        Schema schema;
        string rows;
        try
        {
            (schema, rows) = await ReadAsync(source, cancellationToken);
        }
        catch (SakerException e) when (noted.Hash is not null && now != noted.Hash)
        {
            return Failed(version, DatasetRebuildOutcome.Different, $"{Changed(noted, now)}, and cannot be read as it was then: {e.Message}") with { SourceHash = now };
        }
        var rebuilt = new DatasetRebuild { Version = version, Outcome = DatasetRebuildOutcome.Same, Hash = rows, SourceHash = now, Explanation = "" };
        if (rebuilt.Hash != version.Hash)
            return rebuilt with { Outcome = DatasetRebuildOutcome.Different, Explanation = Explain(version, schema, noted, now) };
        var addition = await datasets.AddAsync(
            new NewDataset { Name = version.Name, Schema = schema, Rows = source.ReadAsync(cancellationToken), Source = version.Source, Hash = version.Hash }, cancellationToken);
        var isRestored = addition.Outcome == DatasetAdditionOutcome.Restored;
        return rebuilt with
        {
            Version = addition.Version,
            Outcome = isRestored ? DatasetRebuildOutcome.Restored : DatasetRebuildOutcome.Same,
            Explanation = (now == noted.Hash ? "The source is unchanged and gives the same rows." : "The source was changed, and still gives the same rows.")
                + (isRestored ? " They were gone or damaged, and are back." : ""),
        };
    }

    private static async Task<(Schema Schema, string Hash)> ReadAsync(DataSource source, CancellationToken cancellationToken)
    {
        var schema = await source.InferSchemaAsync(cancellationToken);
        using var hash = new TableHash(schema);
        await foreach (var batch in source.ReadAsync(cancellationToken))
            hash.Append(batch);
        return (schema, hash.Finish());
    }

    private static string Changed(DatasetSource noted, string? now) => $"The source {noted.Place} was changed: its SHA-256 was {noted.Hash} ({noted.ByteCount} bytes), and is {now} now";

    /// <summary>Null when a glob or folder has no files any more.</summary>
    private static IReadOnlyList<string>? FindFiles(DataSource source)
    {
        try
        {
            return SourceRecord.Files(source);
        }
        catch (SakerException e) when (e.Kind == ErrorKind.NotFound)
        {
            return null;
        }
    }

    private static string Explain(DatasetVersion version, Schema schema, DatasetSource noted, string? now)
    {
        var columns = schema.Select(column => (column.Name, column.Type)).SequenceEqual(version.Schema.Select(column => (column.Name, column.Type))) ? "" : $" Its columns are now {schema}; they were {version.Schema}.";
        if (noted.Hash is null)
            return $"{noted.Place} gives other rows now than then.{columns}";
        return now == noted.Hash
            ? $"The source {noted.Place} is unchanged, and this program reads other rows from it than {version.Lineage.CodeVersion ?? "the one"} that stored the version.{columns}"
            : $"{Changed(noted, now)}.{columns}";
    }

    private static DatasetRebuild Failed(DatasetVersion version, DatasetRebuildOutcome outcome, string explanation) => new() { Version = version, Outcome = outcome, Explanation = explanation };
}
