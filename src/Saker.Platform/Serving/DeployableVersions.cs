using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Serving;

/// <summary>Whether a version can be deployed. Within a write.</summary>
internal static class DeployableVersions
{
    /// <param name="session">The write.</param>
    /// <param name="model">The model.</param>
    /// <param name="version">Its version.</param>
    /// <param name="why">Why it is to be deployed, where nobody asked for that; null where somebody did.</param>
    /// <exception cref="SakerException">It is not there (not found), or has no files that can be loaded (conflict).</exception>
    public static async Task RequireAsync(Session session, string model, int version, string? why = null)
    {
        var found = await session.FindAsync<FilesRow>("SELECT hash, files_reason AS FilesReason FROM model_versions WHERE model = @model AND version = @version AND is_deleted = 0", new { model, version })
            ?? throw new SakerException(ErrorKind.NotFound, $"There is no model version '{model}/{version}' to deploy.", "version");
        if (found.Hash.Length == 0)
            throw new SakerException(ErrorKind.Conflict, $"{model}/{version} cannot be served{(why is null ? "" : $", and {why}")}: it has no files that Saker can load. {found.FilesReason}", "version");
    }

    private sealed record FilesRow
    {
        public required string Hash { get; init; }

        public string? FilesReason { get; init; }
    }
}
