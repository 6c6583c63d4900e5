using Saker.Learning.Models;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Registers versions whose graphs were made from those of others, as by compression and fine-tuning.</summary>
internal static class DerivedVersions
{
    /// <summary>Registers what was made of a version. What was said of the answers of that version is not true of these, and does not go along.</summary>
    /// <param name="registry">Where.</param>
    /// <param name="parent">The version that it was made from.</param>
    /// <param name="contents">The parent's files with the graph, the signature and the evaluation that are now true.</param>
    /// <param name="registration">What else is to be said; its model, folder and parent are set here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ModelVersion> RegisterDerivedAsync(this IRegistryStore registry, ModelVersion parent, ModelFolderContents contents, Registration registration, CancellationToken cancellationToken)
    {
        using var temporary = new TemporaryFolder();
        var path = Path.Combine(temporary.Path, "model");
        await ModelFolder.WriteAsync(path, contents with { Reference = null, Importance = null, Predictions = null, Card = null }, cancellationToken);
        return await registry.RegisterAsync(registration with { Model = parent.Model, Folder = path, Parent = new ParentVersion(parent.Model, parent.Version) }, cancellationToken);
    }
}
