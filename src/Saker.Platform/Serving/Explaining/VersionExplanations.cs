using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Serving.Explaining;

/// <summary>Opens registered versions to be explained. Thread-safe.</summary>
public sealed class VersionExplanations(IRegistryStore registry, ModelLoader load)
{
    /// <param name="reference">The version, such as <c>churn@champion</c> or <c>churn/3</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">There is no such version (not found), or its files cannot be loaded.</exception>
    public async Task<ExplainableVersion> OpenAsync(string reference, CancellationToken cancellationToken)
    {
        var version = await registry.ResolveAsync(reference, cancellationToken);
        var model = await load(version, cancellationToken);
        try
        {
            // It was loaded from there.
            var path = version.Folder!;
            var folder = await ModelFolder.ReadAsync(path, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
            return new ExplainableVersion(version, model, folder.Contents.Model, model.Signature.TakesTensors ? null : ExampleRows.Read(path, model.Signature));
        }
        catch
        {
            (model as IDisposable)?.Dispose();
            throw;
        }
    }
}
