using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Datasets;

/// <summary>Says why the rows of a version are not there, and how to get them.</summary>
public static class DatasetAbsence
{
    /// <summary>Who removed them, when, by what rule, and what they were made of. Null when they were not removed.</summary>
    public static string? Explain(DatasetVersion version) => version.Removal is not { } removal ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"The rows of dataset {version.Reference} were removed at {removal.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z by {removal.By}: {removal.Rule}. {Origin(version)}");

    internal static SakerException Removed(DatasetVersion version) => new(ErrorKind.NotFound, Explain(version)!, "dataset");

    internal static SakerException Lost(DatasetVersion version) => new(
        ErrorKind.DataLoss, $"The rows of dataset {version.Reference} are gone though nobody removed them: there is no file datasets/{version.Hash}/rows.parquet. Restore it from a backup, or add the same rows again. {Origin(version)}", "dataset");

    private static string Origin(DatasetVersion version)
    {
        var lineage = version.Lineage;
        var from = lineage.Source is { } source ? $"They came from {source.Place}{(source.Hash is { } hash ? $" (SHA-256 {hash})" : "")}" : $"They came from {version.Source}";
        var way = lineage is { Transforms.Count: > 0, Pipeline: { } pipeline }
            ? $"they were changed on the way ({string.Join("; ", lineage.Transforms)}), so that only the pipeline '{pipeline}' can make them anew"
            : lineage.Source?.Settings is null
            ? "how they were read was not noted, so that only adding the same rows again brings them back"
            : $"`saker datasets rebuild {version.Reference}` brings them back if that still gives the same rows";
        return $"{from}; {way}.";
    }
}
