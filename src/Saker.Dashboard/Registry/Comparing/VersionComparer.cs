using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;

namespace Saker.Dashboard.Registry.Comparing;

/// <summary>Puts versions of a model side by side.</summary>
internal sealed class VersionComparer(IRegistryStore registry, IRegistrySearch search, IExperimentStore experiments)
{
    /// <summary>Versions that have room beside one another.</summary>
    public const int MaxCount = 6;

    private const int MaxChoices = 50;

    /// <exception cref="SakerException">There is no such model or version, or too many are asked for.</exception>
    public async Task<VersionComparison> CompareAsync(string model, IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        _ = await search.FindSummaryAsync(model, cancellationToken) ?? throw Pages.Missing("model", model, "/models");
        List<int> wanted = [.. numbers.Distinct()];
        if (wanted.Count > MaxCount)
            throw new SakerException(ErrorKind.InvalidInput, $"{wanted.Count} versions are too many to stand side by side; tick at most {MaxCount}.", "v");
        List<ComparedVersion> versions = [];
        foreach (var number in wanted)
            versions.Add(await ReadAsync(model, number, cancellationToken));
        return new VersionComparison
        {
            Model = model,
            Versions = versions,
            Scores = versions.Count == 0 ? [] : Scores(versions),
            Signature = Lines(versions, version => Columns(version.Signature)),
            Origin = Lines(versions, Origin),
            Parameters = Lines(versions, version => version.Run?.Parameters.Select(pair => (pair.Key, (string?)pair.Value)) ?? []),
            Choices = await search.ListVersionsAsync(model, null, MaxChoices, cancellationToken),
        };
    }

    private async Task<ComparedVersion> ReadAsync(string model, int number, CancellationToken cancellationToken)
    {
        var version = await registry.FindVersionAsync(model, number, cancellationToken) ?? throw Pages.Missing("version", $"{model}/{number}", Links.Model(model));
        return new ComparedVersion(
            version,
            await VersionEvaluator.FindAsync(version, cancellationToken),
            await VersionFindings.FindSignatureAsync(version, cancellationToken),
            version.Run is { } run ? await experiments.FindRunAsync(run, cancellationToken) : null);
    }

    /// <summary>Measured scores with their intervals first, then those of which only the number is known.</summary>
    private static List<ScoreLine> Scores(List<ComparedVersion> versions)
    {
        var titles = new Dictionary<string, (string Title, bool? HigherIsBetter)>(StringComparer.Ordinal);
        foreach (var score in versions.SelectMany(version => version.Evaluation?.Scores ?? []))
            titles.TryAdd(score.Name, (score.Title, score.HigherIsBetter));
        foreach (var name in versions.SelectMany(version => version.Version.Scores.Keys).Order(StringComparer.Ordinal))
            titles.TryAdd(name, (name, null));
        return [.. titles.Select(title =>
        {
            var found = versions.Select(version => Find(version, title.Key)).ToList();
            return new ScoreLine(title.Value.Title, [.. found.Select((score, at) => score is { } own ? ScoreCell.Of(own.Value, own.Interval, at == 0 ? null : found[0], title.Value.HigherIsBetter) : null)]);
        })];
    }

    private static (double Value, Interval Interval)? Find(ComparedVersion version, string score) => version.Evaluation?.Find(score) is { } measured ? (measured.Value, measured.Interval)
        : version.Version.Scores.TryGetValue(score, out var value) ? (value, Interval.Unknown)
        : null;

    private static IEnumerable<(string Key, string? Value)> Columns(Signature? signature) => signature is null ? [] :
        signature.Inputs.Select(column => ($"takes {column.Name}", (string?)Describe(column))).Concat(signature.Outputs.Select(column => ($"gives {column.Name}", (string?)Describe(column))));

    private static string Describe(SignatureColumn column) =>
        (column.Shape is { } shape ? $"{column.Element} [{string.Join(", ", shape)}]" : column.Type.Name()) + (column.Nullable ? ", may be missing" : "")
        + (column.Categories is { } categories ? $", {categories.Count.ToString(CultureInfo.InvariantCulture)} texts" : "");

    private static IEnumerable<(string Key, string? Value)> Origin(ComparedVersion version) =>
    [
        ("Semantic version", version.Version.Semantic?.ToString()),
        ("Dataset", version.Version.Dataset),
        ("Code", version.Version.Code),
        ("Made from", version.Version.Parent is { } parent ? $"{parent.Model}/{parent.Version}" : null),
        ("Pipeline file", version.Version.Pipeline is { } pipeline ? Format.Short(pipeline) : null),
        ("Content", version.Version.Hash is { } hash ? Format.Short(hash) : null),
        ("Test rows", version.Evaluation?.RowCount.ToString("N0", CultureInfo.InvariantCulture)),
    ];

    private static List<ComparedRow> Lines(List<ComparedVersion> versions, Func<ComparedVersion, IEnumerable<(string Key, string? Value)>> read)
    {
        var facts = versions.Select(version => read(version).DistinctBy(fact => fact.Key).ToDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal)).ToList();
        return [.. facts.SelectMany(fact => fact.Keys).Distinct(StringComparer.Ordinal).Select(key => new ComparedRow(key, [.. facts.Select(fact => fact.GetValueOrDefault(key))]))
            .Where(line => line.Values.Any(value => value is not null))];
    }
}
