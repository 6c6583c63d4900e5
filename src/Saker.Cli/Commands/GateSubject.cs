using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Gates;
using Saker.Platform.Registry;

namespace Saker.Cli.Commands;

/// <summary>What is judged, loaded; and the registered version that it is, if it is one.</summary>
internal sealed class GateSubject(GateCandidate candidate, ModelVersion? version) : IDisposable
{
    private const string RunPrefix = "runs:/";
    private const string DefaultRunPath = "model";

    public GateCandidate Candidate => candidate;

    public ModelVersion? Version => version;

    /// <exception cref="SakerException">There is nothing of that name, or it cannot be loaded.</exception>
    public static async Task<GateSubject> OpenAsync(string text, LazyPlatform home, CancellationToken cancellationToken)
    {
        if (Directory.Exists(text))
            return new GateSubject(await GateCandidate.OpenAsync(text, text, cancellationToken), null);
        if (text.StartsWith(RunPrefix, StringComparison.Ordinal))
        {
            var parts = text[RunPrefix.Length..].Split('/', 2);
            return new GateSubject(await (await home.GetAsync()).GateCandidates.OpenRunAsync(new RunId(parts[0]), parts.Length > 1 ? parts[1].TrimEnd('/') : DefaultRunPath, cancellationToken), null);
        }
        // A path that is mistyped shall not be looked for in a registry.
        if (text.StartsWith('.') || Path.IsPathRooted(text))
            throw new SakerException(ErrorKind.NotFound, $"There is no folder '{text}'.", "candidate");
        var platform = await home.GetAsync();
        var version = await platform.Registry.ResolveAsync(text, cancellationToken);
        return new GateSubject(await platform.GateCandidates.OpenAsync(version, cancellationToken), version);
    }

    /// <summary>What it is compared with: what was named, or where the alias of its own model points.</summary>
    public async Task<GateCandidate?> FindChampionAsync(string? named, string? future, string alias, LazyPlatform home, CancellationToken cancellationToken)
    {
        if (named is not null)
            return (await OpenAsync(named, home, cancellationToken)).Candidate;
        if ((version?.Model ?? future) is { } model)
            return await (await home.GetAsync()).GateCandidates.FindChampionAsync(model, alias, cancellationToken);
        throw new SakerException(ErrorKind.InvalidInput, $"{candidate.Reference} is no registered version, so nobody knows whose @{alias} it is to be compared with; name it with --champion, or that model with --for.", "--champion");
    }

    public void Dispose() => candidate.Dispose();
}
