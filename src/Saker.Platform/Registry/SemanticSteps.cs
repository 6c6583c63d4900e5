using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Gives versions their semantic version. Within a write.</summary>
internal static class SemanticSteps
{
    /// <summary>The one wanted, if it is free, else the one that follows from the greatest that the model has.</summary>
    /// <exception cref="SakerException">The one wanted is taken (already exists).</exception>
    public static async Task<SemanticVersion> ChooseAsync(Session session, string model, SemanticVersion? wanted, ModelInterface? shape, string? recipe)
    {
        if (wanted is { } given)
        {
            var taken = await session.ScalarAsync<int?>(
                "SELECT version FROM model_versions WHERE model = @model AND major = @Major AND minor = @Minor AND patch = @Patch", new { model, given.Major, given.Minor, given.Patch });
            return taken is null ? given : throw new SakerException(ErrorKind.AlreadyExists, $"{model}/{given} is taken: it is version {taken}, and a semantic version is not given twice.", "semantic");
        }
        var last = await session.FindAsync<LastRow>(
            "SELECT major, minor, patch, interface, recipe FROM model_versions WHERE model = @model AND major IS NOT NULL ORDER BY major DESC, minor DESC, patch DESC LIMIT 1", new { model });
        return last is null ? SemanticVersion.First : last.Next(shape, recipe);
    }

    private sealed record LastRow
    {
        public long Major { get; init; }

        public long Minor { get; init; }

        public long Patch { get; init; }

        public string? Interface { get; init; }

        public string? Recipe { get; init; }

        public SemanticVersion Next(ModelInterface? shape, string? recipe)
        {
            var version = new SemanticVersion((int)Major, (int)Minor, (int)Patch);
            // What is not known may have changed, but not so that it breaks callers for certain.
            var change = ModelInterface.Parse(Interface) is { } before && shape is not null ? before.To(shape) : InterfaceChange.Grown;
            if (change == InterfaceChange.Broken)
                return version.NextMajor();
            return change == InterfaceChange.Grown || recipe is null || recipe != Recipe ? version.NextMinor() : version.NextPatch();
        }
    }
}
