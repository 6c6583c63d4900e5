using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Saker.Cli.Commands.Data;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Datasets;

namespace Saker.Cli.Commands;

/// <summary>One side of a comparison: rows, or only their profile.</summary>
/// <param name="Name">What a user called it.</param>
/// <param name="Rows">Null when there is only a profile.</param>
/// <param name="Profile">Null when there are rows.</param>
/// <param name="Inputs">The columns of a model, of which others are none of its business; null for data.</param>
internal sealed partial record DriftSide(string Name, Table? Rows, Profile? Profile, IReadOnlyList<string>? Inputs = null)
{
    private const string DatasetPrefix = "dataset:";

    /// <summary>Takes data as every command does, a profile, <c>dataset:NAME/VERSION</c> of the home, a model folder or a registered version.</summary>
    /// <exception cref="SakerException">There is nothing of that name, or it cannot be read; or a model has no profile.</exception>
    public static async Task<DriftSide> OpenAsync(string text, ParseResult parsed, SourceOptions source, bool byProfile, LazyPlatform home, CancellationToken cancellationToken)
    {
        if (text.StartsWith(DatasetPrefix, StringComparison.Ordinal))
            return await OfDatasetAsync(text, DatasetReference.Parse(text[DatasetPrefix.Length..]), byProfile, home, cancellationToken);
        var isThere = File.Exists(text) || Directory.Exists(text);
        if (Directory.Exists(text) ? File.Exists(Path.Combine(text, "MLmodel")) : !isThere && Version().IsMatch(text))
            return await OfModelAsync(text, home, cancellationToken);
        if (byProfile)
            return new DriftSide(text, null, await ProfileInput.ReadAsync(text, () => source.Open(parsed, text), cancellationToken));
        if (await ProfileInput.FindAsync(text, cancellationToken) is { } profile)
            return new DriftSide(text, null, profile);
        return new DriftSide(text, await source.Open(parsed, text).ReadAllAsync(cancellationToken), null);
    }

    /// <summary>The profile, of rows too.</summary>
    public Profile Described => Profile ?? Saker.Data.Profiles.Profile.Of(Rows!);

    private static async Task<DriftSide> OfDatasetAsync(string text, DatasetReference reference, bool byProfile, LazyPlatform home, CancellationToken cancellationToken)
    {
        var datasets = (await home.GetAsync()).Datasets;
        var version = await datasets.FindAsync(reference, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no dataset '{reference}'. 'saker datasets' lists them.", text);
        var rows = await datasets.ReadAsync(version.Name, version.Version, cancellationToken);
        return byProfile ? new DriftSide(text, null, Saker.Data.Profiles.Profile.Of(rows)) : new DriftSide(text, rows, null);
    }

    private static async Task<DriftSide> OfModelAsync(string text, LazyPlatform home, CancellationToken cancellationToken)
    {
        using var subject = await GateSubject.OpenAsync(text, home, cancellationToken);
        var profile = subject.Candidate.Profile
            ?? throw new SakerException(ErrorKind.InvalidInput, $"{subject.Candidate.Reference} has no profile of the rows that it learned from; name those rows, or a profile of them, instead.", "--reference");
        return new DriftSide(subject.Candidate.Reference, null, profile, [.. subject.Candidate.Model.Signature.Inputs.Select(input => input.Name).Where(name => profile.Find(name) is not null)]);
    }

    /// <summary>A model at an alias or by its number.</summary>
    [GeneratedRegex(@"^[^/\\.:*?]+(@[^/\\]+|/\d+)$")]
    private static partial Regex Version();
}
