using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Finds the number of the version that a reference means.</summary>
internal static class VersionLookup
{
    /// <exception cref="SakerException">There is none (not found).</exception>
    public static async Task<int> GetAsync(Session session, ModelReference wanted)
    {
        var model = wanted.Model;
        if (wanted.Version is { } number)
            return number;
        if (wanted.Alias is { } alias)
            return await AliasMover.FindAsync(session, model, alias) ?? throw await NoAliasAsync(session, model, alias);
        if (wanted.Semantic is { } semantic)
            return await FindSemanticAsync(session, model, semantic, wanted.IsNewestPatch) ?? throw await NoSemanticAsync(session, wanted);
        return await NewestAsync(session, model) ?? throw new SakerException(ErrorKind.NotFound, $"Model '{model}' has no version yet.", "version");
    }

    /// <summary>The greatest number; null when there is none.</summary>
    public static Task<int?> NewestAsync(Session session, string model) =>
        session.ScalarAsync<int?>("SELECT MAX(version) FROM model_versions WHERE model = @model AND is_deleted = 0", new { model });

    private static Task<int?> FindSemanticAsync(Session session, string model, SemanticVersion semantic, bool isNewestPatch) => session.ScalarAsync<int?>(
        $"""
        SELECT version FROM model_versions WHERE model = @model AND major = @Major AND minor = @Minor AND is_deleted = 0{(isNewestPatch ? "" : " AND patch = @Patch")}
        ORDER BY patch DESC LIMIT 1
        """,
        new { model, semantic.Major, semantic.Minor, semantic.Patch });

    private static async Task<SakerException> NoSemanticAsync(Session session, ModelReference wanted)
    {
        var text = wanted.IsNewestPatch ? $"{wanted.Semantic!.Value.Major}.{wanted.Semantic.Value.Minor}" : $"{wanted.Semantic}";
        var newest = await session.FindAsync<GreatestRow>(
            "SELECT major, minor, patch FROM model_versions WHERE model = @Model AND major IS NOT NULL AND is_deleted = 0 ORDER BY major DESC, minor DESC, patch DESC LIMIT 1", new { wanted.Model });
        return new SakerException(
            ErrorKind.NotFound,
            newest is null ? $"Model '{wanted.Model}' has no version {text}, nor any other semantic version." : $"Model '{wanted.Model}' has no version {text}; the greatest is {newest.Major}.{newest.Minor}.{newest.Patch}.",
            "version");
    }

    private static async Task<SakerException> NoAliasAsync(Session session, string model, string alias)
    {
        var aliases = await session.QueryAsync<string>("SELECT alias FROM aliases WHERE model = @model ORDER BY alias", new { model });
        return new SakerException(
            ErrorKind.NotFound,
            aliases.Count == 0 ? $"Model '{model}' has no alias '{alias}', nor any other." : $"Model '{model}' has no alias '{alias}'; it has: {string.Join(", ", aliases)}.",
            "alias");
    }

    private sealed record GreatestRow
    {
        public long Major { get; init; }

        public long Minor { get; init; }

        public long Patch { get; init; }
    }
}
