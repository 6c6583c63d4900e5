using System.Text;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Explanation.Importance;
using Saker.Platform.Registry;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>What training left with a version that watching it needs.</summary>
internal sealed class VersionFacts(IRegistryStore registry, VersionFiles files)
{
    private const string ProfileFile = "profile.json";

    /// <summary>The profile of the rows that it was trained on; null when it brings none.</summary>
    public async Task<Profile?> FindProfileAsync(WatchedVersion version, CancellationToken cancellationToken) =>
        await ReadAsync(version, ProfileFile, cancellationToken) is { } text ? Profile.FromJson(text) : null;

    /// <summary>As the other, of a version that is known.</summary>
    public async Task<Profile?> FindProfileAsync(ModelVersion version, CancellationToken cancellationToken) =>
        await ReadAsync(version, ProfileFile, cancellationToken) is { } text ? Profile.FromJson(text) : null;

    /// <summary>The profile of what it answered on held-out rows; null when it brings none.</summary>
    public async Task<Profile?> FindPredictionsAsync(WatchedVersion version, CancellationToken cancellationToken) =>
        await ReadAsync(version, "predictions.json", cancellationToken) is { } text ? Profile.FromJson(text) : null;

    /// <summary>How much it goes by each raw column, as shares that sum up to 1; empty when that was not found out.</summary>
    public async Task<IReadOnlyDictionary<string, double>> FindImportanceAsync(WatchedVersion version, CancellationToken cancellationToken)
    {
        if (await ReadAsync(version, "importance.json", cancellationToken) is not { } text)
            return new Dictionary<string, double>();
        var columns = ImportanceReport.FromJson(text).Columns;
        var sum = columns.Sum(column => Math.Max(column.Value, 0));
        return sum > 0
            ? columns.ToDictionary(column => column.Column, column => Math.Max(column.Value, 0) / sum, StringComparer.Ordinal)
            : new Dictionary<string, double>();
    }

    private async Task<string?> ReadAsync(WatchedVersion watched, string file, CancellationToken cancellationToken) =>
        await registry.FindVersionAsync(watched.Model, watched.Version, cancellationToken) is { } version ? await ReadAsync(version, file, cancellationToken) : null;

    private async Task<string?> ReadAsync(ModelVersion version, string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await files.OpenAsync(version, file, cancellationToken);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.NotFound)
        {
            return null;
        }
    }
}
